package org.carrel.invoices;

import java.util.ArrayList;
import java.util.List;

/** The sentences below the sums of a document. */
final class Notes {
  private Notes() {}

  static List<String> of(Document document, Snapshot snapshot) {
    List<String> notes = new ArrayList<>();
    notes.add(
        switch (document.kind()) {
          case INVOICE -> paid(document, snapshot.sale());
          case CREDIT_NOTE -> credited(snapshot);
          case DEBIT_NOTE -> notCredited(snapshot);
        });
    Draft.Card card = snapshot.sale().card();
    if (document.kind() == Kind.INVOICE && card != null && card.descriptor() != null) {
      notes.add("On the card statement: " + card.descriptor());
    }
    if (snapshot.sale().taxes().stream().anyMatch(Draft.Tax::reverseCharge)) {
      notes.add("Reverse charge: the tax on this supply is owed by the customer.");
    }
    if (document.kind() == Kind.INVOICE && snapshot.sale().taxes().isEmpty()) {
      notes.add("No tax is added.");
    }
    return notes;
  }

  private static String paid(Document document, Draft sale) {
    Draft.Card card = sale.card();
    if (document.total().isZero()) {
      return "Nothing was to be paid.";
    }
    Draft.Due due = sale.due();
    if (due != null) {
      return "Pay "
          + document.total()
          + " by "
          + Paper.day(due.day())
          + " and name this invoice: "
          + String.join(", ", due.remittance());
    }
    if (card == null) {
      return "Paid in full; nothing is owed.";
    }
    return "Paid in full by " + name(card) + "; nothing is owed.";
  }

  private static String credited(Snapshot snapshot) {
    Draft.Card card = snapshot.sale().card();
    return "This amount of invoice "
        + of(snapshot)
        + " is credited and goes back to "
        + (card == null ? "the card that paid it." : "the " + name(card) + " that paid it.");
  }

  private static String notCredited(Snapshot snapshot) {
    return "The refund of credit note "
        + of(snapshot)
        + " failed: the money did not reach the card. The credit note is taken back in full.";
  }

  private static String of(Snapshot snapshot) {
    return snapshot.share() == null ? "" : snapshot.share().of();
  }

  private static String name(Draft.Card card) {
    return card.last4().isEmpty() ? card.brand() : card.brand() + " ending " + card.last4();
  }
}
