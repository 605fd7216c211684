package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Micros;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.prices.Offer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agreement of an accepted quote, in the transaction that accepts it: its grants, whose
 * window is the term to the instant, and its invoice, which goes out at once.
 */
@ApplicationScoped
class SignAgreement {
  private final Agreements agreements;
  private final Institutions institutions;
  private final Grants grants;
  private final BillAgreement bill;
  private final TurnAgreements turn;
  private final AgreementLog log;
  private final Event<AgreementSigned> signed;
  private final Clock clock;

  SignAgreement(
      Agreements agreements,
      Institutions institutions,
      Grants grants,
      BillAgreement bill,
      TurnAgreements turn,
      AgreementLog log,
      Event<AgreementSigned> signed,
      Clock clock) {
    this.agreements = agreements;
    this.institutions = institutions;
    this.grants = grants;
    this.bill = bill;
    this.turn = turn;
    this.log = log;
    this.signed = signed;
    this.clock = clock;
  }

  void accepted(@Observes QuoteAccepted event) {
    Instant now = Micros.now(clock);
    QuoteVersion version = event.version();
    String buyer = current(event.quote().institutionId());
    Agreement agreement = new Agreement(version, buyer, renewed(event.quote()), now);
    agreements.add(agreement, given(agreement, version.content()));
    AgreementInvoice invoice = bill.of(agreement, event, now);
    log.write("signed", agreement, Map.of("quote", event.quote().id()));
    signed.fire(new AgreementSigned(agreement, invoice, version, event.acceptance()));
    turn.turn(agreement.id());
    agreement.predecessorId().ifPresent(turn::turn);
  }

  /** A grant for each institution that the quote lists, as it is known today. */
  private List<Agreements.Given> given(Agreement agreement, QuoteContent content) {
    Set<Integer> collections =
        content.offer().collections().stream()
            .map(Offer.Volume::number)
            .collect(Collectors.toUnmodifiableSet());
    Set<String> members = new LinkedHashSet<>();
    content.memberIds().forEach(member -> members.add(current(member)));
    return members.stream().map(member -> given(agreement, member, collections)).toList();
  }

  private Agreements.Given given(Agreement agreement, String member, Set<Integer> collections) {
    Source source = new Source("agreement", agreement.id() + "/" + member);
    String grant =
        grants.grant(NewGrant.of(Institutions.holderOf(member), source, collections, Limits.NONE));
    grants.start(grant, agreement.window());
    return new Agreements.Given(member, grant);
  }

  /** The agreement that a quote renews, unless another one renewed it before. */
  private @Nullable String renewed(Quote quote) {
    return quote
        .renews()
        .flatMap(agreements::lock)
        .map(Agreement::id)
        .filter(id -> agreements.successorOf(id).isEmpty())
        .orElse(null);
  }

  /** The institution that one turned out to be. */
  private String current(String id) {
    Optional<String> into = institutions.byId(id).flatMap(Institution::mergedInto);
    return into.map(this::current).orElse(id);
  }
}
