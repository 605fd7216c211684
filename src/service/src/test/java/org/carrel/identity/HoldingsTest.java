package org.carrel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.identity.Subject.OfDevice;
import org.carrel.identity.Subject.OfReader;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldingsTest {
  @Inject Holdings holdings;
  @Inject DeviceSessions devices;
  @Inject Readers readers;

  private final String holder = "pass:" + Ids.of("p");

  @Test
  void what_a_device_and_a_reader_hold_counts_side_by_side_and_once() {
    Subject device = device();
    Subject reader = reader();
    String other = "pass:" + Ids.of("p");
    holdings.give(device, holder);
    holdings.give(device, holder);
    holdings.give(reader, holder);
    holdings.give(reader, other);
    assertThat(holdings.of(device, reader)).containsExactlyInAnyOrder(holder, other);
    assertThat(holdings.of(device)).containsExactly(holder);
    assertThat(holdings.of()).isEmpty();
  }

  @Test
  void another_reader_who_signs_in_on_the_device_gets_nothing_of_it() {
    holdings.give(device(), holder);
    assertThat(holdings.of(reader())).isEmpty();
  }

  @Test
  void a_closed_device_holds_nothing_and_takes_no_place() {
    OfDevice device = device();
    holdings.give(device, holder);
    assertThat(holdings.devicesOf(holder))
        .extracting(DeviceSession::id)
        .containsExactly(device.deviceSessionId());
    devices.close(device.deviceSessionId());
    assertThat(holdings.of(device)).isEmpty();
    assertThat(holdings.devicesOf(holder)).isEmpty();
  }

  @Test
  void what_was_taken_back_is_held_no_more() {
    OfDevice device = device();
    OfDevice second = device();
    holdings.give(device, holder);
    holdings.give(second, holder);
    holdings.takeBack(device, holder);
    assertThat(holdings.of(device)).isEmpty();
    assertThat(holdings.of(second)).containsExactly(holder);
  }

  @Test
  void nobody_unknown_holds_anything() {
    assertThatThrownBy(() -> holdings.give(new OfDevice(Ids.of("d")), holder))
        .hasMessageContaining("holdings");
  }

  private OfDevice device() {
    return new OfDevice(devices.open("Firefox on Linux", false).session().id());
  }

  private OfReader reader() {
    EmailAddress email = new EmailAddress("reader@example.org");
    return new OfReader(
        readers.of(new Readers.Claims("https://login.example", Ids.random(), email, true)).id());
  }
}
