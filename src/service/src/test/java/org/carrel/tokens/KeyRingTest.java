package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.carrel.base.Ids;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key ring itself, each test on an empty table of its own. */
@QuarkusTest
class KeyRingTest {
  private static final String OLD = key("old", 1);
  private static final String NEW = key("new", 2);
  private static final Duration ROTATE = Duration.ofDays(90);

  private final String schema = "keys_" + Ids.random().replace('-', 'x').toLowerCase();
  private final SettableClock clock = new SettableClock();

  /** A clock that stands where a test puts it, or goes on by {@code tick} each time it is read. */
  static final class SettableClock extends Clock {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    Duration tick = Duration.ZERO;

    @Override
    public Instant instant() {
      now = now.plus(tick);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static String key(String id, int filling) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) filling);
    return id + "=" + Base64.getEncoder().encodeToString(bytes);
  }

  @BeforeEach
  void make() throws SQLException {
    sql("create schema \"" + schema + "\"");
    sql("create table \"" + schema + "\".signing_keys (like public.signing_keys including all)");
  }

  @AfterEach
  void drop() throws SQLException {
    sql("drop schema \"" + schema + "\" cascade");
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = TestDatabase.connect();
    try (Statement path = connection.createStatement()) {
      path.execute("set search_path to \"" + schema + "\"");
    }
    return connection;
  }

  private DataSource data() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return connect();
              }
              throw new UnsupportedOperationException(method.getName() + PrintWriter.class);
            });
  }

  private KeyRing ring(Set<Algorithm> algorithms, String... wrapping) {
    return new KeyRing(data(), new WrappingKeys(List.of(wrapping)), clock, algorithms, ROTATE);
  }

  private KeyRing open(String... wrapping) {
    KeyRing ring = ring(EnumSet.of(Algorithm.ES256), wrapping);
    ring.open();
    return ring;
  }

  private static Set<String> published(KeyRing ring) {
    return Set.copyOf(
        ring.published().getKeys().stream().map(com.nimbusds.jose.jwk.JWK::getKeyID).toList());
  }

  private long count() throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement();
        ResultSet row = run.executeQuery("select count(*) from signing_keys")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void the_first_key_signs_at_once_and_the_next_is_published_with_it() {
    KeyRing ring = open(OLD);
    assertThat(published(ring)).hasSize(2).contains(ring.signer(Algorithm.ES256).kid());
    assertThat(ring.published().toString(true)).doesNotContain("\"d\"");
  }

  @Test
  void the_same_keys_are_opened_again() throws SQLException {
    String kid = open(OLD).signer(Algorithm.ES256).kid();
    assertThat(open(OLD).signer(Algorithm.ES256).kid()).isEqualTo(kid);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_wrong_wrapping_key_stops_the_start_by_name_and_makes_no_key() throws SQLException {
    open(OLD);
    assertThatThrownBy(() -> open(key("old", 9)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("carrel.keys.wrapping")
        .hasMessageContaining("'old'");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_missing_wrapping_key_stops_the_start_by_name_and_makes_no_key() throws SQLException {
    open(OLD);
    assertThatThrownBy(() -> open(NEW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'old'")
        .hasMessageContaining("not configured");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void keys_move_under_a_new_wrapping_key_and_the_old_one_may_go() {
    String kid = open(OLD).signer(Algorithm.ES256).kid();
    open(NEW, OLD);
    assertThat(open(NEW).signer(Algorithm.ES256).kid()).isEqualTo(kid);
  }

  @Test
  void a_sealed_key_cannot_stand_in_for_another() {
    WrappingKeys wrapping = new WrappingKeys(List.of(OLD));
    WrappingKeys.Sealed sealed = wrapping.seal("one", "token", new byte[] {1});
    assertThat(wrapping.open("one", "token", sealed)).containsExactly(1);
    assertThatThrownBy(() -> wrapping.open("two", "token", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> wrapping.open("one", "other", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThat(wrapping.seal("one", "token", new byte[] {1}).nonce()).isNotEqualTo(sealed.nonce());
  }

  @Test
  void a_wrapping_key_that_is_none_is_refused_without_being_shown() {
    for (String bad : List.of("nothing", "id=", "id=AAAA", "id=secret!", "=AAAA")) {
      assertThatThrownBy(() -> new WrappingKeys(List.of(bad)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("carrel.keys.wrapping")
          .hasMessageNotContaining("AAAA")
          .hasMessageNotContaining("secret!");
    }
    assertThatThrownBy(() -> new WrappingKeys(List.of(OLD, OLD)))
        .hasMessageContaining("given twice");
    assertThatThrownBy(() -> new WrappingKeys(List.of())).hasMessageContaining("one key or more");
  }

  @Test
  void replicas_that_start_together_make_one_key() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CyclicBarrier together = new CyclicBarrier(8);
    List<Callable<String>> replicas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      replicas.add(
          () -> {
            KeyRing ring = ring(EnumSet.of(Algorithm.ES256), OLD);
            together.await();
            ring.open();
            return ring.signer(Algorithm.ES256).kid();
          });
    }
    List<String> kids = new ArrayList<>();
    for (Future<String> kid : threads.invokeAll(replicas)) {
      kids.add(kid.get());
    }
    threads.shutdown();
    assertThat(Set.copyOf(kids)).hasSize(1);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_key_is_replaced_by_one_that_was_published_long_before() {
    KeyRing ring = open(OLD);
    String first = ring.signer(Algorithm.ES256).kid();
    clock.now = clock.now.plus(ROTATE).minusSeconds(1);
    assertThat(ring.signer(Algorithm.ES256).kid()).isEqualTo(first);
    clock.now = clock.now.plusSeconds(1);
    String second = ring.signer(Algorithm.ES256).kid();
    assertThat(second).isNotEqualTo(first);
    ring.tend();
    assertThat(published(ring)).as("both, and the one after them").hasSize(3);
    clock.now = clock.now.plus(StatusLists.LIFETIME);
    ring.tend();
    assertThat(published(ring)).as("its last token may be in use").contains(first);
    clock.now = clock.now.plus(Duration.ofMinutes(5)).plusSeconds(1);
    ring.tend();
    assertThat(published(ring)).hasSize(2).doesNotContain(first);
  }

  @Test
  void a_key_made_late_is_published_twenty_minutes_before_it_signs() {
    KeyRing ring = open(OLD);
    clock.now = clock.now.plus(ROTATE.multipliedBy(3));
    String second = ring.signer(Algorithm.ES256).kid();
    ring.tend();
    clock.now = clock.now.plus(KeyRing.LEAD).minusSeconds(1);
    assertThat(ring.signer(Algorithm.ES256).kid()).isEqualTo(second);
    clock.now = clock.now.plusSeconds(1);
    assertThat(ring.signer(Algorithm.ES256).kid()).isNotEqualTo(second);
  }

  @Test
  void a_clock_that_goes_on_while_keys_are_tended_takes_nothing_off_the_lead() throws SQLException {
    clock.tick = Duration.ofNanos(1_000);
    open(OLD);
    clock.now = clock.now.plus(ROTATE.multipliedBy(3));
    open(OLD);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void the_database_refuses_a_key_that_would_sign_too_soon() {
    open(OLD);
    assertThatThrownBy(
            () ->
                sql(
                    "update \"%s\".signing_keys set signs_from = published_at + interval '19 minutes'"
                            .formatted(schema)
                        + " where not is_first"))
        .hasMessageContaining("published_before_signing");
  }

  @Test
  void a_withdrawn_key_vanishes_at_once_and_the_next_takes_over() throws SQLException {
    KeyRing ring = open(OLD);
    clock.now = clock.now.plus(Duration.ofHours(1));
    String leaked = ring.signer(Algorithm.ES256).kid();
    ring.withdraw(leaked);
    assertThat(published(ring)).doesNotContain(leaked);
    assertThat(ring.signer(Algorithm.ES256).kid()).isNotEqualTo(leaked);
    assertThat(published(ring)).as("and one after it").hasSize(2);
  }

  @Test
  void a_key_withdrawn_too_early_leaves_no_signer_until_the_next_is_known() {
    KeyRing ring = open(OLD);
    ring.withdraw(ring.signer(Algorithm.ES256).kid());
    assertThatThrownBy(() -> ring.signer(Algorithm.ES256)).isInstanceOf(KeyRing.NoKeyYet.class);
    clock.now = clock.now.plus(KeyRing.LEAD);
    assertThat(ring.signer(Algorithm.ES256).algorithm()).isEqualTo(Algorithm.ES256);
  }

  @Test
  void an_algorithm_asked_for_later_signs_when_its_key_is_known_long_enough() {
    open(OLD);
    KeyRing both = ring(EnumSet.allOf(Algorithm.class), OLD);
    both.open();
    assertThat(both.signer(Algorithm.RS256).algorithm()).isEqualTo(Algorithm.ES256);
    clock.now = clock.now.plus(KeyRing.LEAD);
    SigningKey rsa = both.signer(Algorithm.RS256);
    assertThat(rsa.algorithm()).isEqualTo(Algorithm.RS256);
    assertThat(rsa.sign("at+jwt", Map.of("sub", "x")).split("\\.")).hasSize(3);
  }
}
