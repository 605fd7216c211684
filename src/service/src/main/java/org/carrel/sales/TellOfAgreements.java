package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Contact;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.institutions.Librarian;
import org.carrel.institutions.Librarians;
import org.jspecify.annotations.Nullable;

/**
 * Tells what has come about an agreement, each once: under the agreement's lock, and by our own
 * clock. It goes to the contacts for licences or bills, else to the librarians, else to who signed.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class TellOfAgreements {
  private final EntityManager entities;
  private final Quotes quotes;
  private final Contacts contacts;
  private final Librarians librarians;
  private final DraftRenewal renewals;
  private final AgreementLog log;
  private final Event<AgreementTold> told;

  TellOfAgreements(
      EntityManager entities,
      Quotes quotes,
      Contacts contacts,
      Librarians librarians,
      DraftRenewal renewals,
      AgreementLog log,
      Event<AgreementTold> told) {
    this.entities = entities;
    this.quotes = quotes;
    this.contacts = contacts;
    this.librarians = librarians;
    this.renewals = renewals;
    this.log = log;
    this.told = told;
  }

  /**
   * Tells what is due and was not told. Of several warnings of the same end only the last is told.
   *
   * @param followed whether another agreement renews it already
   * @return when the next one is due
   */
  Optional<Instant> due(
      Agreement agreement,
      AgreementInvoice invoice,
      @Nullable Instant unpaidAt,
      boolean followed,
      Instant now) {
    Set<AgreementNotice> open = EnumSet.allOf(AgreementNotice.class);
    open.removeAll(told(agreement.id()));
    open.removeIf(one -> followed && !one.isAboutMoney());
    List<AgreementNotice> come = new ArrayList<>();
    Instant next = null;
    for (AgreementNotice notice : open) {
      Instant at = notice.at(agreement, invoice, unpaidAt);
      if (at != null && !at.isAfter(now)) {
        come.add(notice);
        note(agreement, notice, now);
      } else if (at != null && (next == null || at.isBefore(next))) {
        next = at;
      }
    }
    for (AgreementNotice notice : come) {
      tell(agreement, invoice, unpaidAt, notice, come);
    }
    return Optional.ofNullable(next);
  }

  private void tell(
      Agreement agreement,
      AgreementInvoice invoice,
      @Nullable Instant unpaidAt,
      AgreementNotice notice,
      List<AgreementNotice> come) {
    if (notice == AgreementNotice.RENEWAL) {
      renewals.of(agreement);
    } else if (isNews(agreement, notice, come)) {
      fire(agreement, invoice, notice, null, unpaidAt);
      log.write(
          "told", agreement, Map.of("what", notice.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  /** Of what is suspended already no warning is due; of several warnings the last one counts. */
  private static boolean isNews(
      Agreement agreement, AgreementNotice notice, List<AgreementNotice> come) {
    boolean late = notice.isAboutMoney() && agreement.state() == AgreementState.SUSPENDED;
    return !late
        && come.stream()
            .filter(other -> other.isAboutMoney() == notice.isAboutMoney())
            .noneMatch(other -> other.compareTo(notice) > 0);
  }

  /** Tells that access was suspended, or came back. */
  void moved(Agreement agreement, AgreementInvoice invoice, AgreementEvent how) {
    if (how == AgreementEvent.SUSPEND || how == AgreementEvent.RESTORE) {
      fire(agreement, invoice, null, how, null);
    }
  }

  private void fire(
      Agreement agreement,
      AgreementInvoice invoice,
      @Nullable AgreementNotice notice,
      @Nullable AgreementEvent how,
      @Nullable Instant unpaidAt) {
    ContactRole role =
        notice == null || notice.isAboutMoney() ? ContactRole.BILLING : ContactRole.LICENSING;
    QuoteContent content = quotes.listed(agreement.versionId()).orElseThrow().version().content();
    told.fire(
        new AgreementTold(
            agreement, invoice, content, notice, how, recipients(agreement, role), unpaidAt));
  }

  private List<EmailAddress> recipients(Agreement agreement, ContactRole role) {
    List<EmailAddress> named =
        contacts.of(agreement.institutionId()).stream()
            .filter(contact -> contact.role() == role)
            .map(Contact::email)
            .toList();
    if (!named.isEmpty()) {
      return named;
    }
    List<EmailAddress> people =
        librarians.of(agreement.institutionId()).stream().map(Librarian::email).toList();
    return people.isEmpty()
        ? quotes.acceptanceOf(agreement.versionId()).map(Acceptance::email).stream().toList()
        : people;
  }

  private Set<AgreementNotice> told(String agreementId) {
    Set<AgreementNotice> told = EnumSet.noneOf(AgreementNotice.class);
    for (Object kind :
        entities
            .createNativeQuery(
                "select kind from agreement_notices where agreement_id = :id", String.class)
            .setParameter("id", agreementId)
            .getResultList()) {
      told.add(AgreementNotice.valueOf((String) kind));
    }
    return told;
  }

  private void note(Agreement agreement, AgreementNotice notice, Instant now) {
    entities
        .createNativeQuery(
            "insert into agreement_notices (agreement_id, kind, told_at)"
                + " values (:id, :kind, :now)")
        .setParameter("id", agreement.id())
        .setParameter("kind", notice.name())
        .setParameter("now", now)
        .executeUpdate();
  }
}
