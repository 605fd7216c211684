package org.carrel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
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
  @Inject Event<SignedOut> signedOut;

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
  void what_a_device_holds_in_a_readers_name_ends_with_what_the_reader_holds() {
    OfReader reader = reader();
    OfDevice through = device();
    OfDevice own = device();
    holdings.give(reader, holder);
    holdings.giveThrough(reader.readerId(), through, holder);
    holdings.giveThrough(reader.readerId(), own, holder);
    holdings.give(own, holder);
    assertThat(holdings.devicesOf(holder)).hasSize(2);
    assertThat(holdings.readersOf(holder)).containsExactly(reader.readerId());

    holdings.takeBack(reader, holder);
    holdings.takeBack(reader, holder);

    assertThat(holdings.readersOf(holder)).isEmpty();
    assertThat(holdings.of(through)).isEmpty();
    assertThat(holdings.of(own)).as("given outright").containsExactly(holder);
  }

  @Test
  void signing_out_ends_what_that_device_held_in_the_readers_name_and_no_other() {
    OfReader reader = reader();
    OfDevice here = device();
    OfDevice there = device();
    OfDevice own = device();
    holdings.give(own, holder);
    for (OfDevice device : List.of(here, there, own)) {
      holdings.giveThrough(reader.readerId(), device, holder);
    }
    for (OfDevice device : List.of(here, own)) {
      signedOut.fire(new SignedOut(reader.readerId(), device.deviceSessionId()));
    }
    signedOut.fire(new SignedOut(reader.readerId(), null));
    assertThat(holdings.of(here)).isEmpty();
    assertThat(holdings.of(there)).containsExactly(holder);
    assertThat(holdings.of(own)).containsExactly(holder);
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
