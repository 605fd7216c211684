package org.carrel.stripesim.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Money;
import org.carrel.stripesim.checkout.TestCard;
import org.carrel.stripesim.state.Transaction;

/**
 * A session as its page shows it.
 *
 * @param fixedEmail whether the seller gave the buyer's address, so that it cannot be changed here
 */
public record Shown(
    String id,
    String status,
    String seller,
    List<Line> lines,
    String total,
    boolean free,
    String email,
    boolean fixedEmail,
    String name,
    String back,
    String success,
    String note,
    Map<String, String> errors,
    String declined) {

  /** One thing bought. */
  public record Line(String name, String description, long quantity, String amount) {}

  /** A test card, for the list on the page. */
  public record Card(String number, String effect) {}

  static Shown of(Transaction transaction, ObjectNode session, String seller) {
    String currency = session.get("currency").asText();
    List<Line> lines = new ArrayList<>();
    String id = session.get("id").asText();
    for (JsonNode line : transaction.get(Kinds.HIDDEN, id).get("line_items")) {
      ObjectNode product =
          transaction.get(Kinds.PRODUCT, line.get("price").get("product").asText());
      lines.add(
          new Line(
              line.get("description").asText(),
              product.get("description").asText(""),
              line.get("quantity").asLong(),
              Money.shown(line.get("amount_total").asLong(), currency)));
    }
    String email = session.get("customer_email").asText("");
    long total = session.get("amount_total").asLong();
    return new Shown(
        id,
        session.get("status").asText(),
        seller,
        lines,
        Money.shown(total, currency),
        total == 0,
        email,
        !email.isEmpty(),
        "",
        session.get("cancel_url").asText(""),
        Checkout.successUrl(session),
        session.at("/custom_text/submit/message").asText(""),
        Map.of(),
        "");
  }

  /** With what the buyer typed, as far as it may be shown again. */
  Shown with(CardForm form) {
    return new Shown(
        id,
        status,
        seller,
        lines,
        total,
        free,
        form.email(),
        fixedEmail,
        form.name(),
        back,
        success,
        note,
        form.errors(),
        declined);
  }

  Shown declined(String message) {
    return new Shown(
        id,
        status,
        seller,
        lines,
        total,
        free,
        email,
        fixedEmail,
        name,
        back,
        success,
        note,
        errors,
        message);
  }

  /** What is wrong with a field, or nothing. */
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  public boolean wrong() {
    return !errors.isEmpty() || !declined.isEmpty();
  }

  /** The cards that the page takes. */
  public List<Card> cards() {
    List<Card> cards = new ArrayList<>();
    for (TestCard card : TestCard.values()) {
      String effect =
          switch (card.outcome()) {
            case PAID -> "pays";
            case CHALLENGED -> "asks for 3-D Secure";
            case DECLINED ->
                "is declined: " + (card.declineCode() == null ? card.code() : card.declineCode());
          };
      cards.add(new Card(card.grouped(), effect));
    }
    return cards;
  }
}
