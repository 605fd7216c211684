package org.carrel.payments.stripe;

import com.stripe.model.Address;
import com.stripe.model.Charge;
import com.stripe.model.TaxRate;
import com.stripe.model.checkout.Session;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carrel.payments.Sale;
import org.jspecify.annotations.Nullable;

/** What a Checkout Session sold, to whom and at which tax, out of Stripe's objects. */
final class Sales {
  private static final Map<String, String> BRANDS =
      Map.of(
          "amex", "American Express",
          "cartes_bancaires", "Cartes Bancaires",
          "diners", "Diners Club",
          "discover", "Discover",
          "eftpos_au", "eftpos",
          "jcb", "JCB",
          "mastercard", "Mastercard",
          "unionpay", "UnionPay",
          "visa", "Visa");

  private Sales() {}

  /** Id of the promotion code that took something off; null where none did. */
  static @Nullable String promotionCode(Session session) {
    Session.TotalDetails details = session.getTotalDetails();
    if (details == null
        || details.getBreakdown() == null
        || details.getBreakdown().getDiscounts() == null) {
      return null;
    }
    return details.getBreakdown().getDiscounts().stream()
        .filter(discount -> discount.getDiscount() != null)
        .map(discount -> discount.getDiscount().getPromotionCode())
        .filter(id -> id != null)
        .findFirst()
        .orElse(null);
  }

  /**
   * The sale of a session that came with its breakdown.
   *
   * @param code the promotion code's text, null where no promotion code was used
   */
  static Sale of(Session session, @Nullable String code, @Nullable Charge charge) {
    Session.TotalDetails details = session.getTotalDetails();
    return new Sale(
        Facts.upper(session.getCurrency()),
        Facts.amount(session.getAmountSubtotal()),
        details == null ? 0 : Facts.amount(details.getAmountDiscount()),
        code,
        details == null ? 0 : Facts.amount(details.getAmountTax()),
        taxes(details),
        Facts.amount(session.getAmountTotal()),
        buyer(session.getCustomerDetails()),
        fields(session),
        card(charge));
  }

  private static List<Sale.Tax> taxes(Session.@Nullable TotalDetails details) {
    if (details == null
        || details.getBreakdown() == null
        || details.getBreakdown().getTaxes() == null) {
      return List.of();
    }
    return details.getBreakdown().getTaxes().stream().map(Sales::tax).toList();
  }

  private static Sale.Tax tax(Session.TotalDetails.Breakdown.Tax tax) {
    TaxRate rate = tax.getRate();
    BigDecimal percentage = rate.getPercentage();
    return new Sale.Tax(
        rate.getDisplayName() == null ? "Tax" : rate.getDisplayName(),
        percentage == null ? "0" : percentage.stripTrailingZeros().toPlainString(),
        Boolean.TRUE.equals(rate.getInclusive()),
        Facts.amount(tax.getTaxableAmount()),
        Facts.amount(tax.getAmount()),
        "reverse_charge".equals(tax.getTaxabilityReason()));
  }

  private static Sale.Buyer buyer(Session.@Nullable CustomerDetails details) {
    if (details == null) {
      return new Sale.Buyer(null, null, null, List.of());
    }
    List<Sale.TaxId> taxIds =
        details.getTaxIds() == null
            ? List.of()
            : details.getTaxIds().stream()
                .filter(id -> id.getValue() != null && !id.getValue().isBlank())
                .map(id -> new Sale.TaxId(String.valueOf(id.getType()), id.getValue()))
                .toList();
    return new Sale.Buyer(
        given(details.getName()),
        given(details.getBusinessName()),
        address(details.getAddress()),
        taxIds);
  }

  private static Sale.@Nullable Address address(@Nullable Address address) {
    return address == null
        ? null
        : new Sale.Address(
            given(address.getLine1()),
            given(address.getLine2()),
            given(address.getCity()),
            given(address.getState()),
            given(address.getPostalCode()),
            given(address.getCountry()));
  }

  private static Map<String, String> fields(Session session) {
    Map<String, String> fields = new HashMap<>();
    if (session.getCustomFields() != null) {
      session.getCustomFields().stream()
          .filter(field -> field.getText() != null && given(field.getText().getValue()) != null)
          .forEach(field -> fields.put(field.getKey(), field.getText().getValue().strip()));
    }
    return fields;
  }

  private static Sale.@Nullable Card card(@Nullable Charge charge) {
    if (charge == null
        || charge.getPaymentMethodDetails() == null
        || charge.getPaymentMethodDetails().getCard() == null) {
      return null;
    }
    Charge.PaymentMethodDetails.Card card = charge.getPaymentMethodDetails().getCard();
    String brand = String.valueOf(card.getBrand()).toLowerCase(Locale.ROOT);
    return new Sale.Card(
        BRANDS.getOrDefault(brand, "Card"),
        card.getLast4() == null ? "" : card.getLast4(),
        given(charge.getCalculatedStatementDescriptor()));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
