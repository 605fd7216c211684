package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.Allowances;
import org.carrel.access.Grant;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.Readers;
import org.carrel.identity.Subject;
import org.carrel.passes.Order;
import org.carrel.passes.Orders;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;
import org.carrel.passes.Yield;
import org.jspecify.annotations.Nullable;

/** What lies on a reader's desk: passes, the devices that share them, receipts. */
@ApplicationScoped
public class ReadersDesk {
  private final Holdings holdings;
  private final Readers readers;
  private final Passes passes;
  private final Plans plans;
  private final Orders orders;
  private final Grants grants;
  private final Allowances allowances;
  private final Clock clock;

  ReadersDesk(
      Holdings holdings,
      Readers readers,
      Passes passes,
      Plans plans,
      Orders orders,
      Grants grants,
      Allowances allowances,
      Clock clock) {
    this.holdings = holdings;
    this.readers = readers;
    this.passes = passes;
    this.plans = plans;
    this.orders = orders;
    this.grants = grants;
    this.allowances = allowances;
    this.clock = clock;
  }

  /**
   * The passes that these subjects may use or could once: running first, then others of use, then
   * the newest.
   */
  @Transactional
  public List<PassCard> passes(Collection<Subject> subjects) {
    Instant now = clock.instant();
    return passes.heldBy(holdings.of(subjects)).stream()
        .map(pass -> card(pass, now))
        .sorted(Comparator.comparingInt(PassCard::rank))
        .toList();
  }

  /** The open devices that may use any of {@code cards}; the visitor's own comes first. */
  @Transactional
  public List<DeviceRow> devices(List<PassCard> cards, Optional<DeviceSession> own) {
    Map<String, DeviceSession> found = new LinkedHashMap<>();
    Map<String, List<String>> shared = new LinkedHashMap<>();
    for (PassCard card : cards.stream().filter(PassCard::isUsable).toList()) {
      for (DeviceSession device : holdings.devicesOf(card.pass().holder())) {
        found.put(device.id(), device);
        shared.computeIfAbsent(device.id(), any -> new ArrayList<>()).add(card.plan().name());
      }
    }
    String ownId = own.map(DeviceSession::id).orElse("");
    return found.values().stream()
        .map(device -> row(device, shared.get(device.id()), ownId))
        .sorted(Comparator.comparing(row -> !row.thisOne()))
        .toList();
  }

  /** The accounts that hold any of {@code cards}; the visitor's own comes first. */
  @Transactional
  public List<AccountRow> accounts(List<PassCard> cards, Optional<Reader> own) {
    Map<String, List<String>> held = new LinkedHashMap<>();
    for (PassCard card : cards.stream().filter(PassCard::isUsable).toList()) {
      for (String reader : holdings.readersOf(card.pass().holder())) {
        held.computeIfAbsent(reader, any -> new ArrayList<>()).add(card.plan().name());
      }
    }
    String ownId = own.map(Reader::id).orElse("");
    return held.entrySet().stream()
        .map(
            entry ->
                new AccountRow(
                    readers.find(entry.getKey()).orElseThrow(),
                    List.copyOf(entry.getValue()),
                    entry.getKey().equals(ownId)))
        .sorted(Comparator.comparing(row -> !row.own()))
        .toList();
  }

  /** What was paid for passes that these subjects hold, the last first: each with its own order. */
  @Transactional
  public List<PassCard> receipts(Collection<Subject> subjects) {
    return passes(subjects).stream()
        .flatMap(card -> passes.yieldsOf(card.pass().id()).stream().map(given -> paid(card, given)))
        .filter(card -> card.order().paidAt().isPresent())
        .filter(card -> isTheirs(card, subjects))
        .sorted(Comparator.comparing((PassCard card) -> card.order().paidAt().get()).reversed())
        .toList();
  }

  /** Who added time to a shared pass from their own pocket shows others no name and no card. */
  private boolean isTheirs(PassCard card, Collection<Subject> subjects) {
    Order first = orders.find(card.pass().orderId()).orElseThrow();
    Order order = card.order();
    return order.email().value().equalsIgnoreCase(first.email().value())
        || order.readerId().filter(id -> subjects.contains(new Subject.OfReader(id))).isPresent();
  }

  /** The receipt of the order with this reference, if these subjects hold what it gave. */
  @Transactional
  public Optional<PassCard> receipt(Collection<Subject> subjects, String reference) {
    return receipts(subjects).stream()
        .filter(card -> card.order().reference().equals(reference))
        .findFirst();
  }

  private PassCard paid(PassCard card, Yield given) {
    Order order = orders.find(given.orderId()).orElseThrow();
    return card.paidBy(order, plans.version(order.planCode(), order.planVersion()));
  }

  private PassCard card(Pass pass, Instant now) {
    Plan plan = plans.version(pass.planCode(), pass.planVersion());
    Order order = orders.find(pass.orderId()).orElseThrow();
    Limits limits = grants.find(pass.grantId()).map(Grant::limits).orElse(Limits.NONE);
    return new PassCard(
        pass,
        plan,
        order,
        pass.stateAt(now),
        pass.window().orElse(null),
        limits,
        allowances.remaining(pass.grantId()),
        now);
  }

  private static DeviceRow row(DeviceSession device, @Nullable List<String> shared, String ownId) {
    return new DeviceRow(
        device.id(),
        device.label(),
        device.lastSeenAt(),
        shared == null ? List.of() : List.copyOf(shared),
        device.id().equals(ownId));
  }
}
