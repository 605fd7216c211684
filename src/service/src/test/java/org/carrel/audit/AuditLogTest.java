package org.carrel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionalException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.carrel.audit.VerifyAudit.Verdict;
import org.carrel.base.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditLogTest {
  @Inject AuditLog audit;
  @Inject SealAudit sealing;
  @Inject VerifyAudit verifying;
  @Inject EntityManager entities;

  private final String order = Ids.of("o");

  @Test
  void an_entry_is_read_back_as_it_was_written() {
    write("order.paid", Map.of("pass", "p_1", "minor", "2900"));
    write("order.refunded", Map.of());
    assertThat(audit.of(order))
        .extracting(AuditEntry::action)
        .containsExactly("order.paid", "order.refunded");
    assertThat(audit.of(order).get(0).ids())
        .containsExactlyInAnyOrderEntriesOf(Map.of("pass", "p_1", "minor", "2900"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader@example.org", "Rosa Reader", "a\nb=c", "", "é"})
  void a_name_or_an_address_is_refused(String value) {
    assertThatThrownBy(() -> write("order.paid", Map.of("who", value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_entry_outside_of_a_transaction_is_refused() {
    assertThatThrownBy(() -> audit.record("order.paid", order, Map.of()))
        .isInstanceOf(TransactionalException.class);
  }

  @Test
  void what_is_rolled_back_was_never_done() {
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          audit.record("order.paid", order, Map.of());
                          throw new IllegalStateException("rolled back");
                        }))
        .hasMessage("rolled back");
    assertThat(audit.of(order)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entries set action = 'order.paid'",
        "delete from audit_entries",
        "truncate audit_entries cascade",
        "update audit_seals set previous = 'none'",
        "delete from audit_seals"
      })
  void the_database_refuses_to_change_the_record(String sql) {
    write("order.paid", Map.of());
    sealAll();
    assertThatThrownBy(() -> sql(sql)).hasStackTraceContaining("append-only");
  }

  @Test
  void an_untouched_chain_verifies() {
    write("order.paid", Map.of());
    write("order.refunded", Map.of());
    sealAll();
    assertThat(verifying.verify())
        .isInstanceOfSatisfying(
            Verdict.Intact.class,
            intact -> {
              assertThat(intact.sealed()).isGreaterThanOrEqualTo(2);
              assertThat(intact.head()).hasSize(43);
            });
  }

  @Test
  void a_changed_row_is_found_and_named() {
    write("order.refunded", Map.of("minor", "2900"));
    sealAll();
    long number = audit.of(order).get(0).number();
    pastTheTriggers("update audit_entries set ids = 'minor=29' where number = " + number);
    assertThat(verifying.verify())
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.why()).contains("" + number));
    pastTheTriggers("update audit_entries set ids = 'minor=2900' where number = " + number);
    assertThat(verifying.verify()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void a_link_taken_out_of_the_chain_is_found() {
    write("order.paid", Map.of());
    write("order.refunded", Map.of());
    sealAll();
    long number = audit.of(order).get(0).number();
    pastTheTriggers("update audit_seals set place = -place where entry = " + number, "place");
    assertThat(verifying.verify()).isInstanceOf(Verdict.Broken.class);
    pastTheTriggers("update audit_seals set place = -place where entry = " + number, "place");
    assertThat(verifying.verify()).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void an_entry_put_in_without_the_key_is_found() {
    String forged =
        "insert into audit_entries (at, action, subject_id, ids, mac)"
            + " values (now(), 'order.paid', '"
            + order
            + "', '', repeat('A', 43))";
    sql(forged);
    assertThat(verifying.verify()).isInstanceOf(Verdict.Broken.class);
    pastTheTriggers("delete from audit_entries where subject_id = '" + order + "'");
  }

  @Test
  void two_writers_do_not_wait_for_each_other() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> open =
          threads.submit(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () -> {
                            audit.record("order.paid", order, Map.of());
                            written.countDown();
                            await(go);
                          }));
      await(written);
      write("order.refunded", Map.of()); // while the other transaction is still open
      assertThat(open.isDone()).isFalse();
      go.countDown();
      open.get(10, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
  }

  private void write(String action, Map<String, String> ids) {
    QuarkusTransaction.requiringNew().run(() -> audit.record(action, order, ids));
  }

  private void sealAll() {
    while (entryCount("audit_queue") > 0) {
      sealing.seal();
    }
  }

  private long entryCount(String table) {
    return ((Number) entities.createNativeQuery("select count(*) from " + table).getSingleResult())
        .longValue();
  }

  private void sql(String... statements) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (String statement : statements) {
                entities.createNativeQuery(statement).executeUpdate();
              }
            });
  }

  /** As somebody would who owns the database: without the triggers, and the check on a column. */
  private void pastTheTriggers(String statement, String... unchecked) {
    String check =
        unchecked.length == 0
            ? ""
            : "alter table audit_seals drop constraint if exists audit_seals_place_check";
    if (!check.isEmpty()) {
      sql(check);
    }
    sql("set local session_replication_role = replica", statement);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
