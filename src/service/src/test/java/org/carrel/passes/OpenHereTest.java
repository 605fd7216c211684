package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.carrel.access.AddressRange;
import org.carrel.access.AddressRanges;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.Test;

/** Nobody is charged for what the institution pays already, before they were told so. */
@QuarkusTest
class OpenHereTest {
  private static final String NOTICE = "Your institution already has access";
  private static final String OTHER_ITEM = "us.founding/constitution";

  @Inject AddressRanges ranges;
  @Inject Grants grants;

  private final String holder = "institution:" + Ids.of("i");
  private final Browser browser = new Browser();

  @Test
  void a_buyer_in_a_network_that_opens_the_document_is_told_so_before_a_card_is_charged() {
    TestStripe.start();
    Map<String, String> inside = Map.of("X-Forwarded-For", "199.7.71.9");
    Page before = browser.get(checkout(Buyer.ITEM), inside);
    assertThat(before.body()).doesNotContain(NOTICE);
    prove("199.7.71.0", "199.7.71.255");
    grant(Set.of());
    until(() -> browser.get(checkout(Buyer.ITEM), inside).body().contains(NOTICE));
    Page told = browser.get(checkout(Buyer.ITEM), inside);
    assertThat(told.body()).contains("Read now", "/doc/" + Buyer.ITEM, "name=\"anyway\"");

    Page late = browser.post("/checkout", form(before.csrf()), inside);
    assertThat(late.status()).as("a form from before the notice").isEqualTo(422);
    assertThat(late.body()).contains(NOTICE, "later@example.org").doesNotContain("role=\"alert\"");
    Map<String, String> anyway = form(told.csrf());
    anyway.put("anyway", "yes");
    assertThat(browser.post("/checkout", anyway, inside).status()).isEqualTo(303);
  }

  @Test
  void outside_the_network_and_for_what_it_does_not_open_nothing_is_said() {
    Map<String, String> inside = Map.of("X-Forwarded-For", "199.7.72.9");
    prove("199.7.72.0", "199.7.72.255");
    grant(Set.of(1));
    until(() -> browser.get(checkout(Buyer.ITEM), inside).body().contains(NOTICE));
    assertThat(browser.get(checkout(OTHER_ITEM), inside).body()).doesNotContain(NOTICE);
    assertThat(browser.get("/checkout?plan=24h", inside).body()).doesNotContain(NOTICE);
    assertThat(browser.get(checkout(Buyer.ITEM)).body()).doesNotContain(NOTICE);
  }

  private static String checkout(String item) {
    return "/checkout?plan=24h&page=1&item=" + item;
  }

  private static Map<String, String> form(String csrf) {
    Map<String, String> form = new HashMap<>();
    form.putAll(Map.of("csrf", csrf, "plan", "24h", "item", Buyer.ITEM, "page", "1"));
    form.putAll(Map.of("email", "later@example.org", "begin", "later"));
    return form;
  }

  private void prove(String first, String last) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ranges.put(
                    new AddressRange(Ids.of("n"), List.of(holder), 71, ip(first), ip(last))));
  }

  private void grant(Set<Integer> collections) {
    Instant now = TestClock.now();
    NewGrant made =
        NewGrant.of(holder, new Source("courtesy", Ids.of("c")), collections, Limits.NONE);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              grants.grant(made);
              grants.start(
                  made.id(),
                  new Window(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(900))));
            });
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static void until(java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("after 30 seconds").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }
}
