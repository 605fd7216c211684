package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.payments.TaxBehavior;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A pass over a change of the clocks lasts exactly its hours, and its mails name both offsets. */
@QuarkusTest
class ClockChangeTest {
  @Inject Plans plans;
  @Inject Event<Object> events;
  @Inject MockMailbox mailbox;

  /** A pass of 24 hours and how its start and end are told. */
  private record Change(String zone, String start, String localStart, String localEnd) {}

  @TestFactory
  Stream<DynamicTest> a_pass_across_a_change_of_the_clocks() {
    return Stream.of(
            new Change(
                "Europe/Berlin",
                "2027-03-27T12:00:00Z",
                "Sat 27 March, 13:00 in Europe/Berlin, UTC+01:00",
                "Sun 28 March, 14:00 in Europe/Berlin, UTC+02:00"),
            new Change(
                "Europe/Berlin",
                "2027-10-30T12:00:00Z",
                "Sat 30 October, 14:00 in Europe/Berlin, UTC+02:00",
                "Sun 31 October, 13:00 in Europe/Berlin, UTC+01:00"),
            new Change(
                "America/New_York",
                "2027-03-13T12:00:00Z",
                "Sat 13 March, 07:00 in America/New_York, UTC-05:00",
                "Sun 14 March, 08:00 in America/New_York, UTC-04:00"),
            new Change(
                "America/New_York",
                "2027-11-06T12:00:00Z",
                "Sat 6 November, 08:00 in America/New_York, UTC-04:00",
                "Sun 7 November, 07:00 in America/New_York, UTC-05:00"))
        .map(
            change ->
                DynamicTest.dynamicTest(change.zone() + " " + change.start(), () -> walk(change)));
  }

  private void walk(Change change) {
    Instant start = Instant.parse(change.start());
    Plan plan = plans.onSale("24h").orElseThrow();
    Order order = order(plan, ZoneId.of(change.zone()), start);
    Pass pass = new Pass(Pass.newId(), order, Ids.of("g"), Duration.ofDays(30), start);
    pass.start(Window.of(start, plan.duration()), Consent.given(start, "en"));

    Window window = pass.window().orElseThrow();
    assertThat(window.length()).isEqualTo(Duration.ofHours(24));
    assertThat(pass.stateAt(start.plus(Duration.ofHours(24)).minusNanos(1000)))
        .isEqualTo(PassState.ACTIVE);
    assertThat(pass.stateAt(start.plus(Duration.ofHours(24)))).isEqualTo(PassState.ENDED);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              events.fire(new PassEndsSoon(order, plan, pass));
              events.fire(new PassEnded(order, plan, pass));
            });
    for (String subject : new String[] {"Your pass ends soon", "Your pass has ended"}) {
      Mail mail = mail(order, subject);
      assertThat(mail.getText()).contains(change.localStart(), change.localEnd(), "12:00 UTC");
      assertThat(mail.getHtml()).contains(change.localStart(), change.localEnd(), "12:00 UTC");
    }
  }

  private static Order order(Plan plan, ZoneId zone, Instant now) {
    String address = "clock-" + Ids.random().replaceAll("\\W", "x") + "@example.org";
    return new Order(
        new Wish(
            plan,
            plan.price("USD"),
            new EmailAddress(address),
            null,
            null,
            Order.Begin.LATER,
            null,
            null,
            Ids.random(),
            null,
            zone),
        TaxBehavior.EXCLUSIVE,
        now);
  }

  private Mail mail(Order order, String subject) {
    String to = order.email().value();
    long until = System.nanoTime() + 60_000_000_000L;
    while (mailbox.getMailsSentTo(to).stream().noneMatch(m -> m.getSubject().startsWith(subject))) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(until);
      LockSupport.parkNanos(50_000_000);
    }
    return mailbox.getMailsSentTo(to).stream()
        .filter(mail -> mail.getSubject().startsWith(subject))
        .findFirst()
        .orElseThrow();
  }
}
