package org.carrel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.carrel.access.GrantState.Event;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrantsTest {
  @Inject Grants grants;
  @Inject EntityManager entities;
  @Inject Heard heard;

  /** What grants told. */
  @ApplicationScoped
  static class Heard {
    final List<Object> events = new CopyOnWriteArrayList<>();

    void started(@Observes GrantStarted event) {
      events.add(event);
    }

    void suspended(@Observes GrantSuspended event) {
      events.add(event);
    }

    void resumed(@Observes GrantResumed event) {
      events.add(event);
    }

    void revoked(@Observes GrantRevoked event) {
      events.add(event);
    }

    void restored(@Observes GrantRestored event) {
      events.add(event);
    }

    void moved(@Observes GrantMoved event) {
      events.add(event);
    }

    List<Object> of(String grantId) {
      return events.stream().filter(event -> event.toString().contains(grantId)).toList();
    }
  }

  private final Instant now = TestClock.now().truncatedTo(ChronoUnit.MILLIS);
  private final Window day = Window.of(now, Duration.ofHours(24));

  private void in(Consumer<Grants> work) {
    QuarkusTransaction.requiringNew().run(() -> work.accept(grants));
  }

  private Grant read(String id) {
    return QuarkusTransaction.requiringNew().call(() -> grants.find(id).orElseThrow());
  }

  private String made() {
    String pass = Ids.of("p");
    NewGrant made =
        NewGrant.of("pass:" + pass, new Source("pass", pass), Set.of(2, 1), new Limits(100, null));
    in(all -> all.grant(made));
    return made.id();
  }

  private String in(GrantState state) {
    String id = made();
    if (state == GrantState.RUNNING || state == GrantState.SUSPENDED) {
      in(all -> all.start(id, day));
    }
    if (state == GrantState.SUSPENDED) {
      in(all -> all.suspend(id, "dispute"));
    }
    if (state == GrantState.REVOKED) {
      in(all -> all.revoke(id, "refund"));
    }
    return id;
  }

  @Test
  void a_grant_is_kept_as_it_was_made() {
    Grant grant = read(made());
    assertThat(grant.state()).isEqualTo(GrantState.WAITING);
    assertThat(grant.collections()).containsExactly(1, 2);
    assertThat(grant.limits()).isEqualTo(new Limits(100, null));
    assertThat(grant.window()).isEmpty();
    assertThat(grant.incarnation()).isEqualTo(1);
  }

  @Test
  void every_pair_of_state_and_event_is_followed_or_refused_as_the_table_says() {
    Map<Event, Consumer<String>> acts =
        Map.of(
            Event.START, id -> in(all -> all.start(id, Window.of(now, Duration.ofHours(48)))),
            Event.MOVE, id -> in(all -> all.move(id, day.end().plusSeconds(60))),
            Event.SUSPEND, id -> in(all -> all.suspend(id, "abuse")),
            Event.RESUME, id -> in(all -> all.resume(id, "dispute")),
            Event.REVOKE, id -> in(all -> all.revoke(id, "refund")),
            Event.RESTORE, id -> in(all -> all.restore(id)));
    for (GrantState state : GrantState.values()) {
      for (Event event : Event.values()) {
        String id = in(state);
        Set<GrantState> allowed =
            GrantState.TABLE.get(state).getOrDefault(event, Set.of(state)); // else nothing changes
        try {
          acts.get(event).accept(id);
        } catch (IllegalStateException refused) {
          assertThat(GrantState.TABLE.get(state).containsKey(event) && state != GrantState.REVOKED)
              .as("%s refused in %s", event, state)
              .isFalse();
        }
        assertThat(allowed).as("%s in %s", event, state).contains(read(id).state());
      }
    }
  }

  @Test
  void a_state_without_an_exit_would_be_final_and_there_is_none() {
    for (GrantState state : GrantState.values()) {
      assertThat(GrantState.TABLE.get(state).values())
          .as("exits of %s", state)
          .anyMatch(targets -> targets.stream().anyMatch(target -> target != state));
    }
  }

  @Test
  void a_suspension_ends_when_the_last_reason_is_lifted() {
    String id = in(GrantState.RUNNING);
    in(all -> all.suspend(id, "dispute"));
    in(all -> all.suspend(id, "abuse"));
    in(all -> all.suspend(id, "abuse"));
    in(all -> all.resume(id, "dispute"));
    in(all -> all.resume(id, "fraud"));
    assertThat(read(id).state()).isEqualTo(GrantState.SUSPENDED);
    in(all -> all.resume(id, "abuse"));
    assertThat(read(id).state()).isEqualTo(GrantState.RUNNING);
    assertThat(heard.of(id))
        .containsExactly(new GrantStarted(id), new GrantSuspended(id), new GrantResumed(id));
  }

  @Test
  void a_grant_suspended_before_its_start_waits_again_when_it_resumes() {
    String id = made();
    in(all -> all.suspend(id, "dispute"));
    assertThatThrownBy(() -> in(all -> all.start(id, day)))
        .isInstanceOf(IllegalStateException.class);
    in(all -> all.resume(id, "dispute"));
    assertThat(read(id).state()).isEqualTo(GrantState.WAITING);
  }

  @Test
  void a_revoked_grant_comes_back_only_as_its_next_incarnation() {
    String id = in(GrantState.SUSPENDED);
    in(all -> all.revoke(id, "charged_back"));
    in(all -> all.revoke(id, "again"));
    assertThat(read(id).revokedReason()).contains("charged_back");
    in(all -> all.restore(id));
    in(all -> all.restore(id));
    assertThat(read(id).state()).as("a reason still stands").isEqualTo(GrantState.SUSPENDED);
    assertThat(read(id).incarnation()).isEqualTo(2);
    in(all -> all.resume(id, "dispute"));
    assertThat(read(id).window()).contains(day);
    assertThat(heard.of(id))
        .endsWith(new GrantRevoked(id), new GrantRestored(id), new GrantResumed(id));
  }

  @Test
  void starting_twice_in_the_same_window_changes_nothing_and_in_another_is_refused() {
    String id = in(GrantState.RUNNING);
    in(all -> all.start(id, day));
    assertThat(heard.of(id)).containsExactly(new GrantStarted(id));
    assertThatThrownBy(() -> in(all -> all.start(id, Window.of(now, Duration.ofHours(48)))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_end_moves_but_never_to_the_start_or_before() {
    String id = in(GrantState.RUNNING);
    in(all -> all.move(id, day.end().plus(Duration.ofHours(24))));
    assertThat(read(id).window()).contains(Window.of(now, Duration.ofHours(48)));
    assertThatThrownBy(() -> in(all -> all.move(id, now)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(heard.of(id)).endsWith(new GrantMoved(id));
  }

  @Test
  void a_source_gives_one_grant() {
    Source source = new Source("pass", Ids.of("p"));
    in(all -> all.grant(NewGrant.of("pass:a", source, Set.of(), Limits.NONE)));
    assertThatThrownBy(
            () -> in(all -> all.grant(NewGrant.of("pass:b", source, Set.of(), Limits.NONE))))
        .isInstanceOf(PersistenceException.class)
        .hasMessageContaining("grants_one_per_source");
  }

  @Test
  void the_database_itself_refuses_what_must_never_be() {
    String running = in(GrantState.RUNNING);
    String revoked = in(GrantState.REVOKED);
    refused(running, "ends_at = starts_at");
    refused(running, "ends_at = null");
    refused(running, "starts_at = starts_at - interval '1 hour'");
    refused(running, "holder = 'pass:somebody_else'");
    refused(running, "state = 'SUSPENDED'");
    refused(running, "incarnation = 2");
    refused(revoked, "state = 'WAITING', revoked_reason = null");
    refused(revoked, "state = 'WAITING', revoked_reason = null, incarnation = 3");
    refused(revoked, "revoked_reason = null");
  }

  private void refused(String id, String change) {
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () ->
                            entities
                                .createNativeQuery("update grants set " + change + " where id = ?1")
                                .setParameter(1, id)
                                .executeUpdate()))
        .as(change)
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void seeded_random_histories_keep_reasons_and_state_together() {
    Random random = new Random(20261124);
    for (int history = 0; history < 20; history++) {
      String id = made();
      List<String> acts = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        String reason = random.nextBoolean() ? "dispute" : "abuse";
        int act = random.nextInt(6);
        acts.add(act + reason);
        try {
          in(all -> act(all, act, id, reason));
        } catch (IllegalStateException refusedByTheTable) {
          acts.add("refused");
        }
        assertThat(openReasons(id) > 0 || read(id).state() != GrantState.SUSPENDED)
            .as("%s", acts)
            .isTrue();
      }
    }
  }

  private void act(Grants all, int act, String id, String reason) {
    switch (act) {
      case 0 -> all.start(id, day);
      case 1 -> all.suspend(id, reason);
      case 2 -> all.resume(id, reason);
      case 3 -> all.revoke(id, reason);
      case 4 -> all.restore(id);
      default -> all.move(id, day.end().plusSeconds(1));
    }
  }

  private long openReasons(String id) {
    return ((Number)
            entities
                .createNativeQuery(
                    "select count(*) from suspensions where grant_id = ?1 and lifted_at is null")
                .setParameter(1, id)
                .getSingleResult())
        .longValue();
  }
}
