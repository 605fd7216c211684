package org.carrel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeviceSessionsTest {
  @Inject DeviceSessions devices;
  @Inject EntityManager entities;

  @Test
  void a_session_is_found_by_its_secret_and_by_nothing_else() {
    Opened opened = devices.open("Firefox on Linux", false);
    assertThat(devices.bySecret(opened.secret()))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(opened.session().id()));
    assertThat(devices.bySecret(opened.session().id())).isEmpty();
    assertThat(devices.bySecret("' or '1'='1")).isEmpty();
    assertThat(devices.bySecret("")).isEmpty();
  }

  @Test
  void the_database_never_sees_the_secret() {
    Opened opened = devices.open("Firefox on Linux", false);
    Object row =
        entities
            .createNativeQuery("select d::text from device_sessions d where id = :id")
            .setParameter("id", opened.session().id())
            .getSingleResult();
    assertThat(row.toString()).doesNotContain(opened.secret());
    assertThat(opened.toString()).doesNotContain(opened.secret());
  }

  @Test
  void a_renewed_session_keeps_its_id_and_leaves_its_old_secret_behind() {
    Opened planted = devices.open("Firefox on Linux", false);
    Opened renewed = devices.renew(planted.session().id());
    assertThat(renewed.session().id()).isEqualTo(planted.session().id());
    assertThat(devices.bySecret(planted.secret())).isEmpty();
    assertThat(devices.bySecret(renewed.secret())).isPresent();
  }

  @Test
  void a_closed_session_opens_nothing_and_cannot_be_renewed() {
    Opened opened = devices.open("Firefox on Linux", false);
    devices.close(opened.session().id());
    devices.close(opened.session().id());
    assertThat(devices.bySecret(opened.secret())).isEmpty();
    assertThatThrownBy(() -> devices.renew(opened.session().id()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void last_seen_moves_in_steps_of_ten_minutes() {
    Opened opened = devices.open("Firefox on Linux", false);
    Instant first = lastSeen(opened);
    TestClock.forward(Duration.ofMinutes(9));
    assertThat(lastSeen(opened)).isEqualTo(first);
    TestClock.forward(Duration.ofMinutes(2));
    lastSeen(opened);
    assertThat(lastSeen(opened)).isAfter(first);
  }

  @Test
  void the_cookie_is_host_only_and_out_of_reach_of_scripts() {
    NewCookie cookie = devices.cookie(devices.open("Firefox on Linux", false));
    assertThat(cookie.getName()).isEqualTo("__Host-carrel-device");
    assertThat(cookie.isSecure()).isTrue();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getDomain()).isNull();
    assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
    assertThat(devices.cookie(devices.open("Firefox on Linux", true)).getMaxAge())
        .as("on a shared computer the cookie ends with the browser")
        .isEqualTo(NewCookie.DEFAULT_MAX_AGE);
  }

  @Test
  void a_label_longer_than_its_column_is_cut() {
    assertThat(devices.open("x".repeat(500), false).session().label()).hasSize(80);
  }

  private Instant lastSeen(Opened opened) {
    return devices.bySecret(opened.secret()).orElseThrow().lastSeenAt();
  }
}
