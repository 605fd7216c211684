package org.carrel.docserver.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader sees with a pass, and when it ends. */
@QuarkusTest
class ReadingTest extends DocserverTest {
  @Test
  void without_a_token_no_byte_of_an_image_or_a_text_is_given() {
    for (String what : List.of("/image/1/", "/thumb/1/", "/text/1/")) {
      Page refused = browser().load(what + REPORT);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.type()).startsWith("application/problem+json");
      assertThat(refused.text()).contains("\"reason\":\"NO_TOKEN\"").doesNotContain("Kazakhstan");
      assertThat(refused.header("set-cookie")).isEmpty();
    }
  }

  @Test
  void a_page_is_an_image_under_its_words() throws Exception {
    Browser browser = reading(pass(), DECLARATION);
    Page page = browser.visit("/doc/" + DECLARATION + "?page=2");
    assertThat(page.text())
        .contains("src=\"/image/2/" + DECLARATION + "\"")
        .contains("Read this page as text")
        .contains("of 5</span>")
        .contains("Sign out here");
    String plain = browser.load("/text/2/" + DECLARATION).text();
    String layer = page.text().replaceAll("<[^>]+>", " ").replace("&#39;", "'");
    assertThat(plain.split("\\s+")).hasSizeGreaterThan(200);
    for (String word : plain.split("\\s+")) {
      assertThat(layer).contains(word);
    }
    Page image = browser.load("/image/2/" + DECLARATION);
    assertThat(image.type()).isEqualTo("image/png");
    assertThat(image.header("cache-control")).containsExactly("private, no-store");
    BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(image.bytes()));
    assertThat(pixels.getWidth()).isEqualTo(1275);
  }

  @Test
  void a_pages_text_stands_in_reading_order_down_one_column_and_then_the_next() {
    Browser browser = reading(pass(), REPORT);
    String text = browser.load("/text/1/" + REPORT).text().replaceAll("\\s+", " ");
    List<String> order =
        List.of(
            "Kazakhstan, a U.S. partner",
            "Reforms introduced by Tokayev",
            "the largest and most violent protests",
            "Collective Security Treaty Organization",
            "Human Rights and Civil Society");
    assertThat(text).containsSubsequence(order);
    assertThat(browser.visit("/doc/" + REPORT + "?view=text").text())
        .contains("<h2>Overview</h2>")
        .contains("Only the first page is here.")
        .doesNotContain("<figure");
  }

  @Test
  void found_words_are_marked_and_counted() {
    Browser browser = reading(pass(), DECLARATION);
    String page = browser.visit("/doc/" + DECLARATION + "?page=1&q=governm*").text();
    assertThat(page).contains("<mark>Government</mark>").contains("places on");
    Matcher mark = Pattern.compile("<rect [^>]*width=\"([0-9.]+)\"").matcher(page);
    assertThat(mark.find()).isTrue();
    assertThat(Float.parseFloat(mark.group(1))).as("one word").isBetween(30f, 90f);
    assertThat(browser.visit("/doc/" + DECLARATION + "?q=zebra").text()).contains("Not found");
    assertThat(browser.visit("/doc/" + DECLARATION + "?q=%3Cscript%3E").text())
        .doesNotContain("<script>");
  }

  @Test
  void a_download_is_stamped_and_its_words_are_found() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, DECLARATION);
    Page copy = browser.visit("/pdf/" + DECLARATION);
    assertThat(copy.type()).isEqualTo("application/pdf");
    assertThat(copy.header("content-disposition"))
        .containsExactly("attachment; filename=\"us.declaration-declaration.pdf\"");
    try (PDDocument pdf = Loader.loadPDF(copy.bytes())) {
      String text = new PDFTextStripper().getText(pdf);
      assertThat(pdf.getNumberOfPages()).isEqualTo(5);
      assertThat(text).contains("let Facts be submitted to a candid world".split(" "));
      assertThat(text.split("Read with pass " + pass.sub.substring(0, 10), -1)).hasSize(6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/doc/..%2F..%2F..%2Fetc/passwd",
        "/image/1/hein.crs/..%2F..%2F..%2Fsecret",
        "/text/1/hein.crs%2F..%2F..%2Fx/y",
        "/pdf/hein.crs/%00",
        "/pdf/hein.crs/%25",
        "/doc/%2525/%25zz",
        "/doc/hein.crs/govekfi0001.pdf",
        "/doc/hein.crs",
        "/doc/hein.crs/none",
        "/image/0/hein.crs/govekfi0001",
        "/image/2/hein.crs/govekfi0001",
        "/image/x/hein.crs/govekfi0001",
        "/doc/hein.crs/govekfi0001?page=99999999999",
      })
  void what_is_no_page_of_a_document_is_not_found(String path) {
    Page page = browser().visit(path);
    assertThat(page.status()).isIn(400, 404);
    assertThat(page.header("set-cookie")).isEmpty();
  }

  @Test
  void a_revoked_pass_stops_within_five_seconds_and_the_page_says_so() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
    service.status(pass, 1);
    Instant deadline = Instant.now().plusSeconds(5);
    while (browser.load("/image/1/" + REPORT).status() == 200) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    Page page = browser.visit("/doc/" + REPORT + "?page=1");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("This pass was taken back").contains("reason=REVOKED");
  }

  @Test
  void a_pass_revoked_in_its_second_document_is_explained_there_too() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").status()).isEqualTo(200);
    service.status(pass, 1);
    Instant deadline = Instant.now().plusSeconds(5);
    while (browser.load("/image/2/" + DECLARATION).status() == 200) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    assertThat(browser.visit("/doc/" + DECLARATION + "?page=2").text())
        .contains("This pass was taken back")
        .contains("/d/" + DECLARATION + "?id=2&amp;reason=REVOKED");
  }

  @Test
  void a_suspended_pass_says_that_it_is_paused() throws Exception {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    service.status(pass, 2);
    Instant deadline = Instant.now().plusSeconds(5);
    while (browser.load("/image/1/" + REPORT).status() == 200) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
    assertThat(browser.visit("/doc/" + REPORT).text()).contains("This pass is paused");
  }

  @Test
  void a_pass_opens_pages_until_its_last_second_and_none_at_its_end() {
    TestPass pass = service.pass(Duration.ofSeconds(600));
    pass.end = Instant.ofEpochSecond(pass.end.getEpochSecond());
    Browser browser = reading(pass, REPORT);
    clock.forward(Duration.between(clock.instant(), pass.end).minusSeconds(2));
    boolean served = true;
    while (served) {
      Instant before = clock.instant();
      int status = browser.load("/image/1/" + REPORT).status();
      Instant after = clock.instant();
      served = status == 200;
      if (served) {
        assertThat(before).isBefore(pass.end);
      } else {
        assertThat(status).isEqualTo(403);
        assertThat(after).isAfterOrEqualTo(pass.end);
      }
    }
    Page page = browser.visit("/doc/" + REPORT + "?page=1");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text())
        .contains("Your time at the desk has ended")
        .contains("Your time ended on <time datetime=\"" + pass.end + "\"")
        .contains("is kept")
        .contains("/d/" + REPORT + "?id=1&amp;reason=EXPIRED");
  }

  @Test
  void health_states_the_outage_bound() {
    reading(pass(), REPORT);
    Page health = browser().load("/q/health/ready");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text()).contains("refusedAfterSeconds").contains("unseenRevocations");
  }

  @Test
  void every_answer_forbids_what_pages_of_ours_never_need() {
    for (String path : List.of("/signed-out", "/assets/reader.css", "/doc/no/document")) {
      Page page = browser().visit(path);
      assertThat(page.header("content-security-policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(page.header("x-content-type-options")).containsExactly("nosniff");
      assertThat(page.text()).doesNotContain("style=\"").doesNotContain("onclick");
    }
  }
}
