package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.carrel.base.Window;
import org.carrel.invoices.Draft;
import org.carrel.invoices.Invoices;
import org.carrel.payments.Sale;
import org.jspecify.annotations.Nullable;

/**
 * Has the invoice of an order written in the transaction that makes it paid, and under its lock.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class BillOrder {
  /** Where the postal code stands behind the town. */
  private static final Set<String> CODE_LAST = Set.of("AU", "CA", "GB", "IE", "US");

  private static final Map<String, String> KINDS_OF_TAX_ID =
      Map.of("eu_vat", "VAT", "gb_vat", "VAT", "us_ein", "EIN", "ch_vat", "VAT", "no_vat", "VAT");

  private final Invoices invoices;
  private final Passes passes;

  BillOrder(Invoices invoices, Passes passes) {
    this.invoices = invoices;
    this.passes = passes;
  }

  /** Writes the invoice of an order that was just paid; one that has it gets no other. */
  void of(Order order, Plan plan) {
    Sale sale = order.sale().orElseThrow();
    invoices.issue(
        new Draft(
            order.id(),
            order.reference(),
            order.paidAt().orElseThrow(),
            "Database access for " + plan.name() + ", 1 person (" + plan.includes() + ")",
            sale.currency(),
            sale.subtotal(),
            sale.discount(),
            sale.code(),
            sale.taxes().stream().map(BillOrder::tax).toList(),
            sale.total(),
            buyer(order, sale.buyer()),
            sale.fields().get(Sale.CLIENT_MATTER),
            card(sale.card()),
            time(order, plan)));
  }

  /** A pass that begins with its payment has its window already; any other begins later. */
  private Draft.Time time(Order order, Plan plan) {
    String zone = order.zone().map(ZoneId::getId).orElse(null);
    Window window = passes.givenBy(order.id()).flatMap(Pass::window).orElse(null);
    return new Draft.Time(plan.duration(), zone, window);
  }

  private static Draft.Tax tax(Sale.Tax tax) {
    return new Draft.Tax(
        tax.name(),
        tax.percentage(),
        tax.inclusive(),
        tax.taxable(),
        tax.amount(),
        tax.reverseCharge());
  }

  private static Draft.@Nullable Card card(Sale.@Nullable Card card) {
    return card == null ? null : new Draft.Card(card.brand(), card.last4(), card.descriptor());
  }

  /** Who gave neither firm nor name is named by the order; an address may be a wrong one. */
  private static Draft.Buyer buyer(Order order, Sale.Buyer buyer) {
    List<String> names = given(buyer.business(), buyer.name()).distinct().toList();
    return new Draft.Buyer(
        names.isEmpty() ? List.of("Buyer of order " + order.reference()) : names,
        address(buyer.address()),
        buyer.taxIds().stream().map(BillOrder::taxId).toList());
  }

  private static List<String> address(Sale.@Nullable Address address) {
    if (address == null) {
      return List.of();
    }
    String country = address.country() == null ? "" : address.country();
    List<String> town =
        CODE_LAST.contains(country)
            ? given(address.city(), address.state(), address.postalCode()).toList()
            : given(address.postalCode(), address.city(), address.state()).toList();
    List<String> lines = new ArrayList<>(given(address.line1(), address.line2()).toList());
    if (!town.isEmpty()) {
      lines.add(String.join(" ", town));
    }
    if (!country.isEmpty()) {
      lines.add(new Locale("", country).getDisplayCountry(Locale.ENGLISH));
    }
    return lines;
  }

  private static String taxId(Sale.TaxId id) {
    String kind = id.type().toUpperCase(Locale.ROOT).replace('_', ' ');
    return KINDS_OF_TAX_ID.getOrDefault(id.type(), kind) + " " + id.value();
  }

  private static Stream<String> given(@Nullable String... texts) {
    return Stream.of(texts).filter(text -> text != null && !text.isBlank());
  }
}
