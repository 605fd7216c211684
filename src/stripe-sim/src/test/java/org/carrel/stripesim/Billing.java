package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.InvoiceAddLinesParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoicePaymentListParams;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.carrel.stripesim.wire.Json;

/** A test that sends invoices, as a seller does it through stripe-java. */
abstract class Billing extends RunningSim {
  static final long DAY = 24 * 3600L;

  Customer aCustomer() throws StripeException {
    return stripe()
        .v1()
        .customers()
        .create(
            CustomerCreateParams.builder()
                .setName("Harbour University")
                .setEmail("library@harbour.example.edu")
                .setAddress(
                    CustomerCreateParams.Address.builder()
                        .setLine1("Quay 1")
                        .setCity("Hamburg")
                        .setPostalCode("20457")
                        .setCountry("DE")
                        .build())
                .addTaxIdData(
                    CustomerCreateParams.TaxIdData.builder()
                        .setType(CustomerCreateParams.TaxIdData.Type.EU_VAT)
                        .setValue("DE123456789")
                        .build())
                .putMetadata("institution", "n_1")
                .build());
  }

  /** A draft of a customer that can be paid by card and by transfer, without lines. */
  Invoice aDraft(Customer customer, String currency) throws StripeException {
    return stripe()
        .v1()
        .invoices()
        .create(
            InvoiceCreateParams.builder()
                .setCustomer(customer.getId())
                .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                .setAutoAdvance(false)
                .setCurrency(currency)
                .setDaysUntilDue(30L)
                .addCustomField(
                    InvoiceCreateParams.CustomField.builder()
                        .setName("PO number")
                        .setValue("PO-4711")
                        .build())
                .putMetadata("invoice", "ai_1")
                .setPaymentSettings(cardOrTransfer(currency))
                .build());
  }

  private static InvoiceCreateParams.PaymentSettings cardOrTransfer(String currency) {
    String kind = Map.of("usd", "us_bank_transfer", "eur", "eu_bank_transfer").get(currency);
    return InvoiceCreateParams.PaymentSettings.builder()
        .addPaymentMethodType(InvoiceCreateParams.PaymentSettings.PaymentMethodType.CARD)
        .addPaymentMethodType(
            InvoiceCreateParams.PaymentSettings.PaymentMethodType.CUSTOMER_BALANCE)
        .setPaymentMethodOptions(
            InvoiceCreateParams.PaymentSettings.PaymentMethodOptions.builder()
                .setCustomerBalance(
                    InvoiceCreateParams.PaymentSettings.PaymentMethodOptions.CustomerBalance
                        .builder()
                        .setFundingType("bank_transfer")
                        .setBankTransfer(
                            InvoiceCreateParams.PaymentSettings.PaymentMethodOptions.CustomerBalance
                                .BankTransfer.builder()
                                .setType(kind)
                                .build())
                        .build())
                .build())
        .build();
  }

  /** A finalized invoice of 1,190.00: 1,000.00 and 19 % on top. */
  Invoice anInvoice(Customer customer) throws StripeException {
    Invoice draft = aDraft(customer, "eur");
    stripe().v1().invoices().addLines(draft.getId(), aThousandAndTax());
    return stripe().v1().invoices().finalizeInvoice(draft.getId());
  }

  static InvoiceAddLinesParams aThousandAndTax() {
    return InvoiceAddLinesParams.builder()
        .addLine(
            InvoiceAddLinesParams.Line.builder()
                .setAmount(100_000L)
                .setDescription("Constitutions, year 1")
                .addTaxAmount(
                    InvoiceAddLinesParams.Line.TaxAmount.builder()
                        .setAmount(19_000L)
                        .setTaxableAmount(100_000L)
                        .setTaxRateData(
                            InvoiceAddLinesParams.Line.TaxAmount.TaxRateData.builder()
                                .setDisplayName("VAT")
                                .setInclusive(false)
                                .setPercentage(new BigDecimal("19"))
                                .build())
                        .build())
                .build())
        .build();
  }

  Invoice fetched(Invoice invoice) throws StripeException {
    return stripe().v1().invoices().retrieve(invoice.getId());
  }

  List<InvoicePayment> payments(Invoice invoice) throws StripeException {
    return stripe()
        .v1()
        .invoicePayments()
        .list(InvoicePaymentListParams.builder().setInvoice(invoice.getId()).build())
        .getData();
  }

  /** The path of an invoice's page. */
  String page(Invoice invoice) {
    assertThat(invoice.getHostedInvoiceUrl()).startsWith(base() + "/i/test_");
    return invoice.getHostedInvoiceUrl().substring(base().length());
  }

  HttpResponse<String> payByCard(Invoice invoice, String number) {
    return submit(
        page(invoice) + "/card",
        Map.of("number", number, "expiry", "12/49", "cvc", "123", "name", "Ada Lovelace"));
  }

  HttpResponse<String> transfer(Invoice invoice, String amount) {
    return submit(page(invoice) + "/transfer", Map.of("amount", amount, "sender", "Harbour"));
  }

  /** The types of the events about an object, the oldest first. */
  List<String> news(String object) {
    return receiver.about("\"id\" : \"" + object + "\"").stream()
        .map(hook -> Json.read(hook.body()).get("type").asText())
        .toList();
  }
}
