package org.carrel.docserver.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.carrel.docserver.Browser;
import org.carrel.docserver.Browser.Page;
import org.carrel.docserver.DocserverTest;
import org.carrel.docserver.TestPass;
import org.carrel.docserver.TestService;
import org.junit.jupiter.api.Test;

/** The way to the service and back, and out again. */
@QuarkusTest
class LoginTest extends DocserverTest {
  @Test
  void a_reader_without_a_token_goes_to_the_service_and_comes_back_to_the_page() {
    pass();
    Browser browser = browser();
    Page sent = browser.visit("/doc/" + DECLARATION + "?page=2");
    assertThat(sent.status()).isEqualTo(303);
    Map<String, String> asked = TestService.query(sent.location());
    assertThat(sent.location().toString()).startsWith(service.issuer() + "/oauth/authorize?");
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "docserver")
        .containsEntry("redirect_uri", config.baseUrl() + "/oauth/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("resource", TestService.AUDIENCE)
        .containsEntry("page", "2");
    assertThat(asked.get("authorization_details"))
        .contains("\"type\":\"carrel_docs\"", "\"docs\":[\"us.declaration", "\"read\"");
    assertThat(sent.header("set-cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-carrel-docs-login-")
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("Secure")
        .containsIgnoringCase("SameSite=Lax")
        .containsIgnoringCase("Path=/")
        .doesNotContainIgnoringCase("Domain");
    Page page = browser.open("/doc/" + DECLARATION + "?page=2");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.uri().toString()).endsWith("/doc/" + DECLARATION + "?page=2");
    assertThat(browser.cookies).containsKey("__Host-carrel-docs");
    assertThat(browser.cookies.get("__Host-carrel-docs").length()).isLessThan(1500);
  }

  @Test
  void the_words_looked_for_and_the_view_survive_the_way() {
    pass();
    Page page = browser().open("/doc/" + DECLARATION + "?page=2&view=text&q=cruel+and%26");
    assertThat(page.uri().toString()).endsWith("?page=2&view=text&q=cruel+and%26");
    assertThat(page.text()).contains("value=\"cruel and&amp;\"").contains("Text of page 2");
  }

  @Test
  void a_foreign_code_and_state_are_refused_and_give_nothing() {
    pass();
    URI foreign = callback(browser());
    Browser victim = browser();
    Page refused = victim.visit(foreign.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("was not begun in this browser");
    assertThat(victim.cookies).isEmpty();
    assertThat(service.codesAsked).doesNotContain(TestService.query(foreign).get("code"));
  }

  @Test
  void a_foreign_code_with_the_state_of_this_browser_is_refused() {
    pass();
    String code = TestService.query(callback(browser())).get("code");
    Browser victim = browser();
    URI own = callback(victim);
    String mixed = own.toString().replace(TestService.query(own).get("code"), code);
    Page refused = victim.open(mixed);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(victim.load("/image/1/" + REPORT).status()).isEqualTo(401);
  }

  @Test
  void an_answer_of_another_issuer_is_refused() {
    pass();
    Browser browser = browser();
    String back = callback(browser).toString();
    String other = back.substring(0, back.indexOf("&iss=")) + "&iss=https%3A%2F%2Fevil.example";
    assertThat(browser.visit(other).status()).isEqualTo(400);
    assertThat(browser.visit(back).status()).as("the state is used up").isEqualTo(400);
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  void a_callback_used_twice_is_refused_and_its_code_asked_once() {
    pass();
    Browser browser = browser();
    URI back = callback(browser);
    String code = TestService.query(back).get("code");
    Map<String, String> before = Map.copyOf(browser.cookies);
    assertThat(browser.visit(back.toString()).status()).isEqualTo(303);
    assertThat(browser.visit(back.toString()).status()).isEqualTo(400);
    Browser copied = browser();
    copied.cookies.putAll(before);
    assertThat(copied.visit(back.toString()).status()).isEqualTo(400);
    assertThat(service.codesAsked.stream().filter(code::equals)).hasSize(1);
  }

  @Test
  void tabs_opened_at_once_all_come_back() {
    pass();
    Browser browser = browser();
    List<String> documents = List.of(REPORT, DECLARATION, REPORT, DECLARATION);
    List<URI> backs = documents.stream().map(handle -> callback(browser, handle)).toList();
    for (int i = 0; i < backs.size(); i++) {
      Page page = browser.open(backs.get(i).toString());
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.uri().getPath()).isEqualTo("/doc/" + documents.get(i));
    }
    assertThat(browser.cookies).containsOnlyKeys("__Host-carrel-docs");
  }

  @Test
  void no_more_than_five_logins_are_kept_waiting() {
    Browser browser = browser();
    for (int i = 0; i < 9; i++) {
      browser.visit("/doc/" + REPORT);
    }
    assertThat(browser.cookies).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void a_round_trip_in_vain_is_not_repeated_within_a_minute() {
    pass().collections = List.of(2);
    Browser browser = browser();
    int before = service.authorizations.size();
    Page denied = browser.open("/doc/" + REPORT + "?page=1");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text()).contains("We could not open this document here");
    assertThat(browser.open("/doc/" + REPORT + "?page=1").status()).isEqualTo(403);
    assertThat(service.authorizations).hasSize(before + 1);
    clock.forward(Duration.ofSeconds(61));
    pass();
    assertThat(browser.open("/doc/" + REPORT + "?page=1").status()).isEqualTo(200);
  }

  @Test
  void the_session_gets_a_new_id_at_each_return() {
    TestPass pass = pass();
    pass.collections = List.of(1);
    Browser browser = reading(pass, REPORT);
    String first = browser.open("/doc/" + REPORT).formToken();
    pass();
    browser.open("/doc/" + DECLARATION);
    assertThat(browser.open("/doc/" + REPORT).formToken()).isNotEqualTo(first);
  }

  @Test
  void three_grants_fit_into_the_cookie_and_each_opens_its_documents() {
    TestPass first = pass();
    first.collections = List.of(1);
    Browser browser = reading(first, REPORT);
    pass().collections = List.of(3);
    assertThat(browser.open("/doc/" + DECLARATION).status()).isEqualTo(200);
    int asked = service.authorizations.size();
    assertThat(browser.open("/doc/" + REPORT).status()).isEqualTo(200);
    assertThat(browser.load("/image/2/" + DECLARATION).status()).isEqualTo(200);
    assertThat(service.authorizations).hasSize(asked);
    assertThat(browser.cookies.get("__Host-carrel-docs").length()).isLessThan(2400);
  }

  @Test
  void signing_out_revokes_at_the_service_and_closes_the_documents() {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    Page page = browser.open("/doc/" + REPORT);
    Map<String, String> before = Map.copyOf(browser.cookies);
    Page out = browser.post("/sign-out", "form=" + page.formToken(), "Origin", origin());
    assertThat(out.status()).isEqualTo(303);
    assertThat(browser.cookies).isEmpty();
    assertThat(pass.revocations).hasValue(1);
    assertThat(browser.visit("/signed-out").text()).contains("You are signed out here");
    Browser stolen = browser();
    stolen.cookies.putAll(before);
    assertThat(stolen.load("/image/1/" + REPORT).status()).isEqualTo(401);
  }

  @Test
  void signing_out_takes_a_form_of_ours() {
    TestPass pass = pass();
    Browser browser = reading(pass, REPORT);
    String token = browser.open("/doc/" + REPORT).formToken();
    assertThat(browser.post("/sign-out", "form=%C3%28%").status()).as("cut off").isEqualTo(400);
    assertThat(browser.post("/sign-out", "form=guess").status()).isEqualTo(403);
    assertThat(browser.post("/sign-out", "").status()).isEqualTo(403);
    Page foreign = browser.post("/sign-out", "form=" + token, "Origin", "https://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
    Page cross = browser.post("/sign-out", "form=" + token, "Sec-Fetch-Site", "cross-site");
    assertThat(cross.status()).isEqualTo(403);
    assertThat(pass.revocations).hasValue(0);
    assertThat(browser.load("/image/1/" + REPORT).status()).isEqualTo(200);
  }

  private String origin() {
    return config.baseUrl().toString();
  }

  private URI callback(Browser browser) {
    return callback(browser, REPORT);
  }

  /** Goes to the service and stops at the way back. */
  private URI callback(Browser browser, String handle) {
    URI authorize = browser.visit("/doc/" + handle + "?page=1").location();
    return browser.visit(authorize.toString()).location();
  }
}
