package org.carrel.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** An error of the database goes into the log; the row that it refused does not. */
@QuarkusTest
class NothingSecretInErrorsTest {
  @Inject EntityManager entities;

  @Test
  void a_refused_row_is_not_quoted() {
    Throwable refused =
        catchThrowable(() -> QuarkusTransaction.requiringNew().run(this::writeWhatIsRefused));
    StringWriter log = new StringWriter();
    refused.printStackTrace(new PrintWriter(log));
    assertThat(log.toString())
        .contains("violates check constraint")
        .doesNotContain("reader@example.org", "secret-of-a-link");
  }

  private void writeWhatIsRefused() {
    entities
        .createNativeQuery(
            "insert into mails (id, kind, event_id, about_id, message_id, recipient, subject,"
                + " text_body, html_body, state, next_at, written_at) values ('m_1', 'RECEIPT', 'e',"
                + " 'o', '<m_1@localhost>', ?1, 's', ?2, 'h', 'LOST', now(), now())")
        .setParameter(1, "reader@example.org")
        .setParameter(2, "/a/secret-of-a-link")
        .executeUpdate();
  }
}
