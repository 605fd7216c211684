package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.carrel.invoices.Seller;
import org.carrel.sales.prices.Offer;
import org.carrel.sales.prices.Percent;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.TaxStanding;
import org.carrel.sales.prices.Term;
import org.carrel.sales.prices.WorkOut;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tagged PDF of a quote, and that it says the same as its page and its mail. */
@QuarkusTest
class QuotePdfTest {
  private static final String LONG =
      "Proceedings, Reports and Ordinances of the Honourable Provincial Assemblies and"
          + " Constitutional Conventions, with Commentaries, Indexes and Tables of Cases, Part ";

  @Inject QuoteFiles files;
  @Inject QuoteDesk desk;
  @Inject PriceBooks books;

  /** The book of the demo with one row of prices for so many collections. */
  private PriceBook bookOf(int collections) {
    PriceBook book = books.current();
    Map<Integer, Map<String, Map<InstitutionType, List<Long>>>> prices = new TreeMap<>();
    IntStream.rangeClosed(1, collections).forEach(i -> prices.put(i, book.prices().get(1)));
    return new PriceBook(prices, book.discounts(), book.taxes(), book.terms());
  }

  private QuotePaper paper(int collections, String name) {
    Offer offer =
        new Offer(
            "EUR",
            "DE",
            TaxStanding.TAXED,
            new Term(LocalDate.parse("2027-01-01"), LocalDate.parse("2027-12-31")),
            List.of(
                new Offer.Member(
                    "Université d’Exemple <Law>", InstitutionType.LAW_SCHOOL, FteBand.FROM_5000)),
            IntStream.rangeClosed(1, collections)
                .mapToObj(i -> new Offer.Volume(i, name + i, 1000 + i))
                .toList(),
            Percent.parse("2.5").orElseThrow());
    PriceBook book = bookOf(collections);
    return new QuotePaper(
        "Q-7K2M-94QX",
        3,
        new QuoteContent(
            "Université d’Exemple <Law>",
            "Europe/Berlin",
            new QuoteContent.Recipient("Ada Librarian", "ada@example.edu"),
            new QuoteContent.Buyer(
                "Stiftung Universität Beispiel",
                List.of("Hauptstraße 1", "10115 Berlin", "Germany"),
                "VAT DE123456789"),
            offer,
            List.of("i_1"),
            WorkOut.of(book, offer),
            book.terms(),
            25,
            "Students, faculty and walk-in readers",
            "SERU, NISO RP-7-2012",
            "Pilot site",
            "Prices hold for a second faculty too.",
            new QuoteContent.Issue(
                LocalDate.parse("2026-11-24"),
                LocalDate.parse("2026-12-24"),
                new Seller(
                    "Carrel Test Press Inc.",
                    List.of("12 Reading Room Lane", "Boston MA 02110", "United States"),
                    "EIN 00-0000000"))));
  }

  @Test
  void it_is_tagged_has_its_fonts_in_it_and_says_every_field() throws IOException {
    byte[] bytes = files.made(paper(2, "Collection "));
    Files.write(Path.of("target/quote-short.pdf"), bytes);
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Quote Q-7K2M-94QX, version 3");
      for (PDPage page : pdf.getPages()) {
        for (COSName font : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
        }
      }
      String text = text(pdf);
      assertThat(text)
          .contains("Quote Q-7K2M-94QX", "Version 3", "Date 24 November 2026")
          .contains("Valid until 24 December 2026, the whole day in Europe/Berlin")
          .contains("Carrel Test Press Inc.", "12 Reading Room Lane", "EIN 00-0000000")
          .contains("Stiftung Universität Beispiel", "Hauptstraße 1", "VAT DE123456789")
          .contains("Ada Librarian, ada@example.edu", "Université d’Exemple <Law>")
          .contains("Collection 1 1001", "Collection 2 1002", "Sites")
          .contains("Term 1 January 2027 to 31 December 2027, both days included")
          .contains("Last day of access 31 December 2027", "25 at the same time")
          .contains("Students, faculty and walk-in readers", "SERU, NISO RP-7-2012")
          .contains("Pilot site", "Prices hold for a second faculty too.")
          .contains("Due 30 days after the invoice's date", "Cheques to the seller's address")
          .contains("€4,785.00 a year × 0.95 (5 % off for 2 collections)")
          .contains("× 0.975 (2.5 % off as agreed) = €4,432.11")
          .contains("Net €8,864.22", "VAT 19 % of €8,864.22 = €1,684.20", "Total €10,548.42")
          .contains("rounded once, at its end, half up", "How to accept", "may sign");
    }
  }

  @Test
  void forty_collections_with_long_names_break_over_pages_and_lose_nothing() throws IOException {
    byte[] bytes = files.made(paper(40, LONG));
    Files.write(Path.of("target/quote-long.pdf"), bytes);
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      assertThat(pdf.getNumberOfPages()).isBetween(5, 14);
      String text = text(pdf);
      IntStream.rangeClosed(1, 40)
          .forEach(i -> assertThat(text).contains("Tables of Cases, Part " + i + " " + (1000 + i)));
      assertThat(text).contains("Page 1 of " + pdf.getNumberOfPages());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "America/Chicago, 2047-01-15, 2047-07-14, 14 July 2047",
    "Pacific/Auckland, 2047-02-01, 2047-10-31, 31 October 2047"
  })
  void page_file_and_mail_say_the_same_last_day_west_and_east_of_utc(
      String zone, String first, String last, String day) throws IOException {
    String ada = QuoteDesk.address();
    Map<String, String> form = QuoteDesk.form(desk.institution(zone), ada);
    form.put("first", first);
    form.put("last", last);
    String quote = desk.write(form);
    desk.act(QuoteDesk.STAFF, quote, "send");
    Mail mail = desk.mail(ada, "Quote Q-");
    assertThat(mail.getText()).contains("Last day of access: " + day);
    assertThat(new Browser().get(QuoteDesk.link(mail)).body())
        .contains("<dt>Last day of access</dt><dd>" + day + "</dd>");
    String version =
        QuoteDesk.text("select id from quote_versions where quote_id = ?", QuoteDesk.id(quote));
    QuoteFiles.File file = files.of(version);
    assertThat(files.of(version).bytes()).as("kept").isEqualTo(file.bytes());
    String until;
    try (PDDocument pdf = Loader.loadPDF(file.bytes())) {
      assertThat(text(pdf)).contains("Last day of access " + day);
      until = text(pdf).replaceAll(".*Valid until ([^,]+),.*", "$1");
    }
    assertThat(mail.getText()).contains("Valid until: " + until);
    assertThat(new Browser().get(QuoteDesk.link(mail)).body()).contains("Open until " + until);
  }

  /** With its lines joined, as a reader reads on over the end of a line. */
  private static String text(PDDocument pdf) throws IOException {
    return new PDFTextStripper().getText(pdf).replaceAll("[\\s\\u00a0]+", " ");
  }
}
