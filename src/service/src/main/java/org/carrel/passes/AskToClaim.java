package org.carrel.passes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carrel.base.EmailAddress;
import org.carrel.base.Micros;
import org.carrel.identity.Reader;
import org.jboss.logging.Logger;

/**
 * Asks a pass's mail address whether an account may hold the pass. Who asks learns nothing, not
 * even by waiting: the work is done after the answer, by another thread.
 */
@ApplicationScoped
public class AskToClaim {
  private static final Logger LOG = Logger.getLogger(AskToClaim.class);
  private static final Pattern REFERENCE =
      Pattern.compile("O-[0-9A-Z]{4}-[0-9A-Z]{4}", Pattern.CASE_INSENSITIVE);

  private final Orders orders;
  private final Passes passes;
  private final Plans plans;
  private final Claims claims;
  private final ClaimPass holding;
  private final Event<Asked> asked;
  private final Event<ClaimAsked> mails;
  private final Clock clock;

  AskToClaim(
      Orders orders,
      Passes passes,
      Plans plans,
      Claims claims,
      ClaimPass holding,
      Event<Asked> asked,
      Event<ClaimAsked> mails,
      Clock clock) {
    this.orders = orders;
    this.passes = passes;
    this.plans = plans;
    this.claims = claims;
    this.holding = holding;
    this.asked = asked;
    this.mails = mails;
    this.clock = clock;
  }

  /** An account asks for what stands under a reference or an address. */
  record Asked(Reader account, String which) {
    @Override
    public String toString() {
      return "Asked[" + account.id() + "]";
    }
  }

  /** Whether a text could be an order's reference or an address. */
  public static boolean isReadable(String which) {
    String text = which.strip();
    return REFERENCE.matcher(text).matches() || EmailAddress.parse(text).isPresent();
  }

  /**
   * Asks; returns at once, whatever there is.
   *
   * @throws IllegalArgumentException where the account's address is not proven: the mail would name
   *     somebody who may be somebody else
   */
  public void ask(Reader account, String which) {
    if (!account.emailVerified()) {
      throw new IllegalArgumentException("the address of " + account.id() + " is not proven");
    }
    asked.fireAsync(new Asked(account, which.strip()));
  }

  void send(@ObservesAsync Asked event) {
    try {
      QuarkusTransaction.requiringNew().run(() -> make(event));
    } catch (RuntimeException e) {
      LOG.error("a claim was not mailed", e);
    }
  }

  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void forget() {
    claims.forget();
  }

  /** A reference names one order; all mail goes to the address of the order. */
  private void make(Asked event) {
    Instant now = Micros.now(clock);
    Stream<Order> found =
        REFERENCE.matcher(event.which()).matches()
            ? orders.byReference(event.which()).stream()
            : orders.paidByEmail(event.which()).stream();
    List<ClaimAsked.Link> links =
        found
            .flatMap(order -> passes.givenBy(order.id()).stream())
            .sorted(Comparator.comparing(Pass::id))
            .flatMap(pass -> claim(pass, event.account(), now).stream())
            .sorted(Comparator.comparing((ClaimAsked.Link l) -> l.pass().issuedAt()).reversed())
            .toList();
    if (!links.isEmpty()) {
      mails.fire(new ClaimAsked(event.account().email(), links));
    }
  }

  private Optional<ClaimAsked.Link> claim(Pass found, Reader account, Instant now) {
    Pass pass = passes.lock(found.id()).orElseThrow();
    if (!pass.stateAt(now).isOfUse() || holding.holds(pass, account.id())) {
      return Optional.empty();
    }
    String secret = claims.make(pass, account.id(), now);
    Order order = orders.find(pass.orderId()).orElseThrow();
    Plan plan = plans.version(pass.planCode(), pass.planVersion());
    return Optional.of(new ClaimAsked.Link(order, plan, pass, secret));
  }
}
