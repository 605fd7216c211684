package org.carrel.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.carrel.base.Ids;
import org.carrel.base.Money;
import org.carrel.base.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvoicesTest {
  @Inject Invoices invoices;
  @Inject InvoiceFiles files;
  @Inject EntityManager entities;

  private static Draft draft(String order, Instant paidAt, String name) {
    return new Draft(
        order,
        "O-7K2M-94QX",
        paidAt,
        "Database access for 24 hours, 1 person",
        "USD",
        2900,
        580,
        "WELCOME20",
        List.of(new Draft.Tax("Sales Tax", "7", false, 2320, 162, false)),
        2482,
        new Draft.Buyer(
            List.of("Müller & Søn <Recht>", name),
            List.of("1 Court Street", "Boston MA 02108", "United States"),
            List.of("VAT DE123456789")),
        "Smith ./. Jones 2026/17",
        new Draft.Card("Visa", "4242", "CARREL* O-7K2M-94QX"),
        new Draft.Time(Duration.ofHours(24), "Europe/Berlin", null));
  }

  @Test
  void it_names_zone_and_offset_of_its_times_on_both_sides_of_a_change_of_the_clocks() {
    Instant start = Instant.parse("2039-10-29T12:00:00Z");
    Draft sale = draft(Ids.of("o"), start, "R. Reader");
    assertThat(PaperTimes.of(sale))
        .extracting(Paper.Fact::value)
        .containsExactly(
            "29 October 2039, 14:00 in Europe/Berlin, UTC+02:00",
            "24 hours exactly, also where the clocks change");
    Draft.Time fixed =
        new Draft.Time(
            Duration.ofHours(24), "Europe/Berlin", Window.of(start, Duration.ofHours(24)));
    assertThat(PaperTimes.of(with(fixed)))
        .extracting(Paper.Fact::value)
        .contains(
            "29 October 2039, 14:00 in Europe/Berlin, UTC+02:00",
            "30 October 2039, 13:00 in Europe/Berlin, UTC+01:00");
    assertThat(PaperTimes.of(with(null)))
        .extracting(Paper.Fact::value)
        .containsExactly("1 June 2039, 12:00 UTC");
  }

  private static Draft with(Draft.@Nullable Time time) {
    return new Draft(
        Ids.of("o"),
        "O-7K2M-94QX",
        in(2039),
        "Database access",
        "USD",
        0,
        0,
        null,
        List.of(),
        0,
        new Draft.Buyer(List.of("R. Reader"), List.of(), List.of()),
        null,
        null,
        time);
  }

  private Document issue(String order, Instant paidAt) {
    return QuarkusTransaction.requiringNew()
        .call(() -> invoices.issue(draft(order, paidAt, "R. Reader")));
  }

  private static Instant in(int year) {
    return Instant.parse(year + "-06-01T12:00:00Z");
  }

  @Test
  void numbers_have_no_gap_though_many_ask_at_once_and_some_give_up() throws Exception {
    ExecutorService crowd = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> asked = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean givesUp = i % 4 == 0;
      asked.add(
          crowd.submit(
              () -> {
                start.await();
                String order = Ids.of("o");
                try {
                  return QuarkusTransaction.requiringNew()
                      .call(
                          () -> {
                            String number = invoices.issue(draft(order, in(2031), "R.")).number();
                            entities.flush();
                            if (givesUp) {
                              throw new IllegalStateException("the payment was not to be kept");
                            }
                            return number;
                          });
                } catch (IllegalStateException e) {
                  return "";
                }
              }));
    }
    start.countDown();
    List<String> numbers = new ArrayList<>();
    for (Future<String> one : asked) {
      numbers.add(one.get(60, TimeUnit.SECONDS));
    }
    crowd.shutdown();
    numbers.removeIf(String::isEmpty);
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 45).mapToObj("CT-2031-%06d"::formatted).toList());
  }

  @Test
  void a_year_begins_anew_in_the_sellers_zone() {
    assertThat(issue(Ids.of("o"), Instant.parse("2033-01-01T04:59:59Z")).number())
        .isEqualTo("CT-2032-000001");
    assertThat(issue(Ids.of("o"), Instant.parse("2033-01-01T05:00:00Z")).number())
        .isEqualTo("CT-2033-000001");
  }

  @Test
  void an_order_has_one_invoice_and_a_refund_one_credit_note() {
    String order = Ids.of("o");
    Document invoice = issue(order, in(2034));
    assertThat(issue(order, in(2034)).number()).isEqualTo(invoice.number());
    String refund = "re_" + Ids.random();
    assertThat(credit(order, refund, 1000).number()).isEqualTo("CT-CN-2034-000001");
    assertThat(credit(order, refund, 1000).number()).isEqualTo("CT-CN-2034-000001");
    assertThat(credit(order, "re_" + Ids.random(), 1482).number()).isEqualTo("CT-CN-2034-000002");
    List<Document> notes =
        invoices.ofOrder(order).stream().filter(d -> d.kind() == Kind.CREDIT_NOTE).toList();
    assertThat(sum(notes.stream().map(Document::net).toList())).isEqualTo(invoice.net());
    assertThat(sum(notes.stream().map(Document::tax).toList())).isEqualTo(invoice.tax());
  }

  @Test
  void a_refund_that_fails_is_taken_back_by_a_document_of_its_own_and_can_be_made_again() {
    String order = Ids.of("o");
    issue(order, in(2035));
    String refund = "re_" + Ids.random();
    Document credit = credit(order, refund, 2482);
    Document debit =
        QuarkusTransaction.requiringNew()
            .call(() -> invoices.takeBack(refund, in(2035)).orElseThrow());
    assertThat(debit.number()).isEqualTo("CT-DN-2035-000001");
    assertThat(debit.tax()).isEqualTo(credit.tax());
    assertThat(credit(order, "re_" + Ids.random(), 2482).tax()).isEqualTo(credit.tax());
  }

  @Test
  void nothing_that_is_written_is_ever_changed_or_goes_back() {
    Document invoice = issue(Ids.of("o"), in(2036));
    files.pdf(invoice.number());
    for (String sql :
        List.of(
            "update documents set total = total + 1, net = net + 1 where number = '%s'",
            "delete from documents where number = '%s'",
            "update document_files set sha256 = sha256 where number = '%s'",
            "delete from document_files where number = '%s'",
            "update document_counters set last = last - 1 where year = 2036",
            "update document_counters set last = last + 2 where year = 2036",
            "update document_counters set last = last + 1 where year = 2036",
            "delete from document_counters where year = 2036",
            "truncate documents cascade")) {
      assertThatThrownBy(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(
                          () ->
                              entities
                                  .createNativeQuery(sql.formatted(invoice.number()))
                                  .executeUpdate()))
          .as(sql)
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void the_file_is_made_once_tagged_and_with_its_fonts_and_says_what_the_books_need()
      throws IOException {
    Document invoice = issue(Ids.of("o"), in(2037));
    byte[] bytes = files.pdf(invoice.number());
    assertThat(files.pdf(invoice.number())).isEqualTo(bytes);
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Invoice " + invoice.number());
      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
        }
      }
      String text = new PDFTextStripper().getText(pdf);
      assertThat(text)
          .contains("Invoice CT-2037-000001", "Paid 1 June 2037")
          .contains("Carrel Test Press Inc.", "EIN 00-0000000")
          .contains("Müller & Søn <Recht>", "VAT DE123456789", "Smith ./. Jones 2026/17")
          .contains("$29.00", "Discount, code WELCOME20", "-$5.80", "$23.20")
          .contains("Sales Tax 7 % on $23.20", "$1.62", "$24.82")
          .contains("Visa ending 4242", "CARREL* O-7K2M-94QX", "O-7K2M-94QX");
    }
  }

  @Test
  void what_a_buyer_typed_is_text_and_loads_nothing() throws IOException {
    String hostile =
        "<img src='http://127.0.0.1:1/x'/><link rel='stylesheet' href='file:///etc/hosts'/>"
            + "{paper.number} &amp; \u0000\u0001 ]]> <script>";
    Document invoice =
        QuarkusTransaction.requiringNew()
            .call(() -> invoices.issue(draft(Ids.of("o"), in(2038), hostile)));
    try (PDDocument pdf = Loader.loadPDF(files.pdf(invoice.number()))) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", ""))
          .contains("<imgsrc='http://127.0.0.1:1/x'/>", "{paper.number}&amp;", "]]><script>");
    }
  }

  private Document credit(String order, String refund, long amount) {
    int year = invoices.ofPaid(order).orElseThrow().issuedOn().getYear();
    return QuarkusTransaction.requiringNew()
        .call(() -> invoices.credit(order, refund, amount, in(year)).orElseThrow());
  }

  private static Money sum(List<Money> amounts) {
    return amounts.stream().reduce(Money.zero("USD"), Money::plus);
  }
}
