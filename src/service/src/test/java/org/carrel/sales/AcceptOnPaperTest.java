package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.QuoteDesk.STAFF;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

/** A quote that is accepted by a signed paper or a purchase order. */
@QuarkusTest
class AcceptOnPaperTest {
  private static final byte[] PDF = "%PDF-1.7 signed".getBytes(StandardCharsets.US_ASCII);

  @Inject QuoteDesk desk;

  private final String ada = QuoteDesk.address();
  private final Browser staff = new Browser(STAFF);

  private Page send(String quote, byte[] file, Map<String, String> changed) {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("version", version(quote));
    form.put("kind", "PURCHASE_ORDER");
    form.put("name", "Grace Dean");
    form.put("title", "Dean of Libraries");
    form.put("email", ada);
    form.put("po", "PO-815");
    form.put("billing", "Example Agent Ltd.\n2 Quay Street");
    form.putAll(changed);
    return staff.upload(quote + "/paper", form, "file", file);
  }

  @Test
  void a_purchase_order_makes_the_agreement_once_and_its_file_is_kept() {
    String quote = desk.sent(ada);
    assertThat(staff.get(quote).body()).contains(QuoteDesk.id(quote) + "/paper");
    assertThat(staff.get(quote + "/paper").body()).contains("value=\"Ada Librarian\"");
    assertThat(send(quote, PDF, Map.of()).location()).endsWith(quote);
    assertThat(QuoteDesk.states(quote)).isEqualTo("ACCEPTED");
    String page = "/staff/agreements/" + AgreementSteps.agreementOf(quote);
    assertThat(staff.get(page).body()).contains("A purchase order", "Grace Dean");
    Page file = staff.get(page + "/paper");
    assertThat(file.body()).isEqualTo("%PDF-1.7 signed");
    assertThat(file.raw().headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"A-");
    assertThat(desk.mail(ada, "Invoice CT-").getText()).contains("PO-815");
    assertThat(send(quote, PDF, Map.of()).location()).as("twice").endsWith("not-as-seen");
    assertThat(staff.get(quote + "/paper").location()).endsWith("not-as-seen");
  }

  /** The version that was sent last. */
  private static String version(String quote) {
    return QuoteDesk.text(
        "select id from quote_versions where quote_id = ? and sent_at is not null"
            + " order by number desc limit 1",
        QuoteDesk.id(quote));
  }

  @Test
  void a_paper_is_recorded_for_the_version_that_lay_before_who_recorded_it() {
    Map<String, String> form = QuoteDesk.form(desk.institution("America/Chicago"), ada);
    String quote = desk.write(form);
    desk.act(STAFF, quote, "send");
    String seen = version(quote);
    desk.rewrite(quote, form);
    assertThat(staff.get(quote + "/paper").body()).as("the draft waits").contains(seen);
    desk.act(STAFF, quote, "send");
    assertThat(send(quote, PDF, Map.of("version", seen)).location()).endsWith("not-as-seen");
    assertThat(QuoteDesk.states(quote)).doesNotContain("ACCEPTED");
    assertThat(send(quote, PDF, Map.of()).location()).endsWith(quote);
  }

  @Test
  void what_is_no_paper_is_refused_whatever_it_is_called() {
    String quote = desk.sent(ada);
    byte[] page = "<html><script>".getBytes(StandardCharsets.US_ASCII);
    assertThat(send(quote, page, Map.of()).body()).contains("Choose a PDF, PNG or JPEG file");
    assertThat(send(quote, new byte[0], Map.of()).status()).isEqualTo(422);
    byte[] large = java.util.Arrays.copyOf(PDF, SignedPaper.MOST_BYTES + 1);
    assertThat(send(quote, large, Map.of()).status()).isEqualTo(422);
    assertThat(send(quote, PDF, Map.of("kind", "NAPKIN")).status()).isEqualTo(422);
    assertThat(send(quote, PDF, Map.of("po", "")).body()).contains("This is missing.");
    assertThat(QuoteDesk.states(quote)).isEqualTo("SENT");
  }

  @Test
  void who_is_no_member_of_staff_and_who_sends_no_token_records_nothing() {
    String quote = desk.sent(ada);
    assertThat(send(quote, PDF, Map.of("csrf", "guessed")).status()).isEqualTo(403);
    Browser reader = new Browser("rita");
    assertThat(reader.upload(quote + "/paper", Map.of(), "file", PDF).status()).isEqualTo(403);
    assertThat(QuoteDesk.states(quote)).isEqualTo("SENT");
  }
}
