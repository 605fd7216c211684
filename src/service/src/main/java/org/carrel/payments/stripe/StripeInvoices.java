package org.carrel.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.CustomerCollection;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceCollection;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.net.ApiResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.carrel.base.Ids;
import org.carrel.payments.Bill;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.payments.InvoiceFacts;
import org.carrel.payments.InvoicePayments;

/** The port to invoices, spoken to Stripe: sent to the customer, paid on Stripe's page. */
@ApplicationScoped
class StripeInvoices implements InvoicePayments {
  private static final String CUSTOMERS = "/v1/customers";
  private static final String INVOICES = "/v1/invoices";
  private static final int PAGE = 100;

  private final StripeWire wire;

  StripeInvoices(StripeWire wire) {
    this.wire = wire;
  }

  @Override
  public String customer(Bill bill) {
    return call(CUSTOMERS, BillParameters.customer(bill));
  }

  @Override
  public String draft(String customer, Bill bill) {
    return call(INVOICES, BillParameters.draft(customer, bill));
  }

  @Override
  public String lines(String draft, Bill bill) {
    return call(path(INVOICES, draft) + "/add_lines", BillParameters.lines(bill));
  }

  @Override
  public String sendOut(String draft) {
    return call(path(INVOICES, draft) + "/finalize", Map.of("auto_advance", false));
  }

  @Override
  public String close(String invoice, Closing how) {
    String path = path(INVOICES, invoice);
    return switch (how) {
      case PAID_ELSEWHERE -> call(path + "/pay", Map.of("paid_out_of_band", true));
      case TAKEN_BACK -> call(path + "/void", Map.of());
    };
  }

  private static String call(String path, Map<String, Object> params) {
    return StripeCalls.json(new TreeMap<>(Map.of("path", path, "params", params)));
  }

  private static String path(String objects, String id) {
    try {
      return objects + "/" + ApiResource.urlEncodeId(id);
    } catch (StripeException e) {
      throw new IllegalArgumentException("no id of an object: " + id, e);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Answer<String> make(String idempotencyKey, String call) {
    Map<String, Object> read = StripeCalls.map(call);
    String path = (String) read.get("path");
    Map<String, Object> params = (Map<String, Object>) read.get("params");
    return StripeCalls.answer(
        path.startsWith(CUSTOMERS) ? "customer" : "invoice",
        () ->
            path.startsWith(CUSTOMERS)
                ? wire.<Customer>post(path, idempotencyKey, params, Customer.class).getId()
                : wire.<Invoice>post(path, idempotencyKey, params, Invoice.class).getId());
  }

  @Override
  public void correct(String customer, Bill bill) {
    StripeCalls.ask(
        () ->
            wire.<Customer>post(
                    path(CUSTOMERS, customer),
                    "carrel-" + Ids.random(),
                    BillParameters.customer(bill),
                    Customer.class)
                .getId());
  }

  @Override
  public Optional<String> customerOf(Bill bill) {
    CustomerCollection found =
        StripeCalls.<CustomerCollection>ask(
                () ->
                    wire.get(
                        CUSTOMERS,
                        Map.of("email", bill.email().value(), "limit", PAGE),
                        CustomerCollection.class))
            .orElseThrow();
    return only(
        found.getData().stream()
            .filter(one -> bill.customerId().equals(one.getMetadata().get(BillParameters.CUSTOMER)))
            .map(Customer::getId)
            .toList(),
        Boolean.TRUE.equals(found.getHasMore()));
  }

  @Override
  public Optional<String> invoiceOf(String customer, String invoiceId) {
    InvoiceCollection found =
        StripeCalls.<InvoiceCollection>ask(
                () ->
                    wire.get(
                        INVOICES,
                        Map.of("customer", customer, "limit", PAGE),
                        InvoiceCollection.class))
            .orElseThrow();
    return only(
        found.getData().stream()
            .filter(one -> invoiceId.equals(one.getMetadata().get(SessionParameters.ORDER)))
            .map(Invoice::getId)
            .toList(),
        Boolean.TRUE.equals(found.getHasMore()));
  }

  private static Optional<String> only(List<String> found, boolean more) {
    if (found.isEmpty() && more) {
      throw new PaymentsUnavailable("more than " + PAGE + " objects to look through", null);
    }
    return found.stream().findFirst();
  }

  @Override
  public Optional<InvoiceFacts> facts(String id) {
    return StripeCalls.ask(
        () -> {
          Invoice invoice =
              wire.get(
                  path(INVOICES, id),
                  Map.of("expand", List.of("payments.data.payment.payment_intent")),
                  Invoice.class);
          return new InvoiceFacts(
              invoice.getId(),
              invoice.getMetadata() == null
                  ? null
                  : invoice.getMetadata().get(SessionParameters.ORDER),
              Boolean.TRUE.equals(invoice.getLivemode()),
              state(invoice.getStatus()),
              !invoice.getLines().getData().isEmpty(),
              Facts.amount(invoice.getTotal()),
              Facts.upper(invoice.getCurrency()),
              invoice.getHostedInvoiceUrl(),
              receipts(invoice));
        });
  }

  private static InvoiceFacts.State state(String status) {
    return switch (String.valueOf(status)) {
      case "open" -> InvoiceFacts.State.OPEN;
      case "paid" -> InvoiceFacts.State.PAID;
      case "void" -> InvoiceFacts.State.VOID;
      case "uncollectible" -> InvoiceFacts.State.UNCOLLECTIBLE;
      default -> InvoiceFacts.State.DRAFT;
    };
  }

  private List<InvoiceFacts.Receipt> receipts(Invoice invoice) throws StripeException {
    List<InvoiceFacts.Receipt> receipts = new ArrayList<>();
    for (InvoicePayment payment : invoice.getPayments().getData()) {
      PaymentIntent intent = payment.getPayment().getPaymentIntentObject();
      if ("paid".equals(payment.getStatus()) && intent != null) {
        receipts.add(receipt(intent, Facts.amount(payment.getAmountPaid())));
      }
    }
    return receipts;
  }

  private InvoiceFacts.Receipt receipt(PaymentIntent intent, long amount) throws StripeException {
    Charge charge = wire.get(path("/v1/charges", intent.getLatestCharge()), null, Charge.class);
    return new InvoiceFacts.Receipt(
        intent.getId(),
        amount,
        "card".equals(charge.getPaymentMethodDetails().getType()),
        Instant.ofEpochSecond(charge.getCreated()),
        Boolean.TRUE.equals(charge.getRefunded()));
  }
}
