package org.carrel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.identity.Readers.Claims;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadersTest {
  private static final String ISSUER = "https://login.example/realms/carrel";

  @Inject Readers readers;

  @Test
  void a_reader_keeps_the_id_when_the_address_changes() {
    String subject = Ids.random();
    Reader first = readers.of(claims(ISSUER, subject, "before@example.org"));
    Reader second = readers.of(claims(ISSUER, subject, "after@example.org"));
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(readers.find(first.id()))
        .map(Reader::email)
        .contains(new EmailAddress("after@example.org"));
  }

  @Test
  void the_same_address_or_subject_elsewhere_is_another_reader() {
    String subject = Ids.random();
    Reader one = readers.of(claims(ISSUER, subject, "same@example.org"));
    assertThat(readers.of(claims(ISSUER, Ids.random(), "same@example.org")).id())
        .isNotEqualTo(one.id());
    assertThat(readers.of(claims("https://other.example", subject, "same@example.org")).id())
        .isNotEqualTo(one.id());
  }

  @Test
  void eight_first_requests_at_once_make_one_reader() throws Exception {
    Claims claims = claims(ISSUER, Ids.random(), "reader@example.org");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Reader>> all =
          Stream.generate(() -> threads.submit(() -> readers.of(claims))).limit(8).toList();
      String id = all.get(0).get().id();
      for (Future<Reader> one : all) {
        assertThat(one.get().id()).isEqualTo(id);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Claims claims(String issuer, String subject, String email) {
    return new Claims(issuer, subject, new EmailAddress(email), true);
  }
}
