package org.carrel.landing;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carrel.access.DecideAccess;
import org.carrel.access.Decision;
import org.carrel.access.Evidence;
import org.carrel.access.Reason;
import org.carrel.catalog.DocumentServer;
import org.carrel.catalog.Item;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.passes.Pass;
import org.carrel.passes.PassState;
import org.carrel.passes.Passes;
import org.carrel.passes.Plans;
import org.jspecify.annotations.Nullable;

/** Finds for one visitor the ways into one document, the right one first. */
@ApplicationScoped
public class WaysIn {
  private static final String PASS = "pass:";
  private static final Ways NONE =
      new Ways(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String INSTITUTION = "institution:";

  private final DecideAccess access;
  private final Institutions institutions;
  private final Passes passes;
  private final Plans plans;
  private final Visitor visitor;
  private final DocumentServer config;
  private final Clock clock;

  WaysIn(
      DecideAccess access,
      Institutions institutions,
      Passes passes,
      Plans plans,
      Visitor visitor,
      DocumentServer config,
      Clock clock) {
    this.access = access;
    this.institutions = institutions;
    this.passes = passes;
    this.plans = plans;
    this.visitor = visitor;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The ways of somebody without a cookie, of whom the address alone is known: what it gives, or
   * those that everybody has, for which nothing is looked up.
   */
  public Ways ofStranger(Item item, String pageId, Optional<InetAddress> address) {
    if (!access.isKnown(address.orElse(null))) {
      return NONE;
    }
    Ways ways = of(new Evidence(null, null, address.orElseThrow()), item, pageId);
    return ways.now().isPresent() ? ways : NONE;
  }

  /** The ways of whoever sends this request. */
  public Ways ofVisitor(Item item, String pageId, Optional<InetAddress> address) {
    String reader = visitor.reader().map(Reader::id).orElse(null);
    String device = visitor.device().map(DeviceSession::id).orElse(null);
    return reader == null && device == null
        ? ofStranger(item, pageId, address)
        : of(new Evidence(reader, device, address.orElse(null)), item, pageId);
  }

  private Ways of(Evidence evidence, Item item, String pageId) {
    Decision decision = access.decide(evidence, item.handle());
    if (decision instanceof Decision.Allowed allowed) {
      ReadNow now = new ReadNow(readAt(item, pageId), nameOf(allowed), allowed);
      return new Ways(Optional.of(now), Optional.empty(), Optional.empty(), Optional.empty());
    }
    Decision.Denied denied = (Decision.Denied) decision;
    Optional<Ready> waiting =
        denied.reason() == Reason.NOT_STARTED
            ? firstToStart(access.waiting(evidence, item.handle()))
            : Optional.empty();
    boolean lapsed = denied.reason() == Reason.NOT_STARTED && waiting.isEmpty();
    Optional<Ready> found =
        denied.reason() == Reason.NOT_OPEN_HERE
            ? pass(denied.holder()).map(this::waiting)
            : Optional.empty();
    return new Ways(
        Optional.empty(), waiting, found, Optional.of(lapsed ? Reason.EXPIRED : denied.reason()));
  }

  /** Where the document server shows a page of an item. */
  public String readAt(Item item, String pageId) {
    return config.home() + "/doc/" + item.handle() + "?page=" + item.pageNumber(pageId);
  }

  /** The pass to start first is the one that must be started first; a lapsed one hides no other. */
  private Optional<Ready> firstToStart(List<String> holders) {
    return holders.stream()
        .flatMap(holder -> pass(holder).stream())
        .filter(this::canStart)
        .min(Comparator.comparing(Pass::activateBy))
        .map(this::waiting);
  }

  private boolean canStart(Pass pass) {
    return pass.stateAt(clock.instant()) == PassState.READY;
  }

  private Ready waiting(Pass pass) {
    return new Ready(pass.id(), planName(pass), pass.activateBy());
  }

  private String nameOf(Decision.Allowed allowed) {
    return allowed
        .through()
        .flatMap(through -> institutions.byId(through.holder().substring(INSTITUTION.length())))
        .map(Institution::name)
        .or(() -> pass(allowed.holder()).map(this::planName))
        .orElse("access");
  }

  private String planName(Pass pass) {
    return plans.version(pass.planCode(), pass.planVersion()).name();
  }

  private Optional<Pass> pass(@Nullable String holder) {
    return holder == null || !holder.startsWith(PASS)
        ? Optional.empty()
        : passes.find(holder.substring(PASS.length()));
  }
}
