package org.carrel.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.desk.SoldPasses.Sold;
import org.carrel.passes.PassState;
import org.carrel.passes.Passes;
import org.carrel.testing.TestStripe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestSecurity(user = "sam", roles = "staff")
@OidcSecurity(
    claims = {
      @Claim(key = "iss", value = "https://login.example/realms/carrel"),
      @Claim(key = "sub", value = "sam"),
      @Claim(key = "email", value = "sam@carrel.example")
    })
class StaffPageTest {
  private static final String CSRF = "__Host-carrel-csrf";

  @Inject SoldPasses sold;
  @Inject Passes passes;
  @Inject AuditLog audit;

  @Test
  void an_order_is_found_by_each_name_that_it_has() {
    Sold pass = sold.ready(address());
    List<String> names =
        List.of(
            pass.orderId(),
            pass.reference(),
            " " + pass.reference().toLowerCase(Locale.ROOT),
            pass.passId(),
            pass.holder(),
            pass.paymentId());
    assertThat(names).allSatisfy(name -> assertThat(found(name)).endsWith(pass.orderId()));
  }

  @Test
  void several_orders_of_one_address_are_listed() {
    String email = address();
    Sold one = sold.ready(email);
    Sold two = sold.active(email);
    Response page = given().queryParam("q", email.toUpperCase(Locale.ROOT)).get("/staff");
    assertThat(page.asString()).contains(one.reference(), two.reference(), "2 orders");
  }

  @Test
  void what_is_not_found_is_said_and_shown_escaped() {
    Response page = given().queryParam("q", "<b>nobody</b>").get("/staff");
    assertThat(page.asString()).contains("Nothing found", "&lt;b&gt;nobody&lt;/b&gt;");
  }

  @Test
  void a_page_of_an_order_tells_its_history_in_words() {
    Sold pass = sold.active("reader@example.org");
    assertThat(get("/staff/orders/" + pass.orderId()).asString())
        .contains("Payment settled", "Clock started", "reader@example.org", pass.paymentId());
  }

  @Test
  void each_act_asks_back_first_and_a_get_does_nothing() {
    Sold pass = sold.ready("reader@example.org");
    String page = "/staff/orders/" + pass.orderId() + "?confirm=";
    assertThat(get(page + "refund").asString()).contains("Refund $29.00 in full?");
    assertThat(get(page + "revoke").asString()).contains("Take the pass back?");
    assertThat(get(page + "resend").asString()).contains("Send a new access link?");
    assertThat(get(page + "anything").statusCode()).isEqualTo(200);
    assertThat(stateOf(pass)).isEqualTo(PassState.READY);
  }

  @Test
  void a_pass_is_taken_back_with_a_reason_signed_by_who_did_it() {
    Sold pass = sold.active("reader@example.org");
    assertThat(act(pass, "revoke", "Shared in public")).endsWith("?done=revoked");
    assertThat(stateOf(pass)).isEqualTo(PassState.REVOKED);
    assertThat(audit.of(pass.orderId()))
        .filteredOn(entry -> entry.action().equals("staff.revoke"))
        .singleElement()
        .extracting(AuditEntry::ids)
        .satisfies(ids -> assertThat(ids.get("by")).startsWith("r_"));
    assertThat(get("/staff/orders/" + pass.orderId()).asString())
        .contains("“Shared in public”", "Pass taken back");
  }

  @Test
  void a_pass_taken_back_twice_says_so() {
    Sold pass = sold.active("reader@example.org");
    act(pass, "revoke", "Shared in public");
    assertThat(act(pass, "revoke", "Shared in public")).endsWith("?done=revoked-before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no"})
  void without_a_reason_nothing_happens(String reason) {
    Sold pass = sold.active("reader@example.org");
    Response answer = post(pass, "revoke", reason);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains("Give a reason", "Nothing was changed");
    assertThat(stateOf(pass)).isEqualTo(PassState.ACTIVE);
  }

  @Test
  void a_refund_that_the_processor_does_not_answer_is_unclear_and_keeps_the_pass() {
    Sold pass = sold.ready("reader@example.org");
    TestStripe.start();
    TestStripe.control(
        "faults", "{\"operation\":\"Refunds.create\",\"kind\":\"too-many\",\"next\":1}");
    String done = act(pass, "refund", "Wrong document");
    assertThat(done).endsWith("?done=refund-unclear");
    assertThat(get(done).asString()).contains("has not answered clearly");
    assertThat(stateOf(pass)).isEqualTo(PassState.READY);
  }

  @Test
  void a_new_link_is_mailed_after_one_click_more() {
    Sold pass = sold.ready("reader@example.org");
    assertThat(act(pass, "resend", "")).endsWith("?done=sent");
    assertThat(get("/staff/orders/" + pass.orderId()).asString())
        .contains("New access link mailed");
  }

  @Test
  void an_unknown_order_is_a_page_with_a_way_on() {
    assertThat(get("/staff/orders/" + Ids.of("o")).statusCode()).isEqualTo(404);
  }

  @Test
  @TestSecurity(user = "rosa", roles = "reader")
  void a_reader_is_no_staff() {
    assertThat(get("/staff").statusCode()).isEqualTo(403);
    assertThat(get("/staff/orders/" + Ids.of("o")).statusCode()).isEqualTo(403);
  }

  private PassState stateOf(Sold pass) {
    return passes.find(pass.passId()).orElseThrow().state();
  }

  private static String address() {
    return "buyer-" + Ids.random() + "@example.org";
  }

  private static String found(String name) {
    return given().redirects().follow(false).queryParam("q", name).get("/staff").header("Location");
  }

  private static String act(Sold pass, String act, String reason) {
    return post(pass, act, reason).header("Location");
  }

  private static Response post(Sold pass, String act, String reason) {
    Response form = get("/staff/orders/" + pass.orderId() + "?confirm=" + act);
    return given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .cookie(CSRF, form.getCookie(CSRF))
        .formParam("csrf", MePageTest.field(form))
        .formParam("reason", reason)
        .post(
            act.equals("revoke")
                ? "/staff/passes/" + pass.passId() + "/revoke"
                : "/staff/orders/" + pass.orderId() + "/" + act);
  }

  private static Response get(String address) {
    return given().accept("text/html").get(address);
  }
}
