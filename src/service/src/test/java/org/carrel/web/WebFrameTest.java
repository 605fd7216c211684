package org.carrel.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebFrameTest {
  private static final Pattern FIELD = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  @Test
  void a_form_of_ours_is_taken_with_its_cookie_and_its_field() {
    Response page = given().get("/test-probe");
    given()
        .cookie(Csrf.COOKIE, page.getCookie(Csrf.COOKIE))
        .formParam("csrf", field(page))
        .formParam("word", "ink")
        .post("/test-probe")
        .then()
        .statusCode(200)
        .body(org.hamcrest.Matchers.equalTo("took ink"));
  }

  @Test
  void a_second_page_of_one_browser_keeps_the_cookie_so_that_two_tabs_work() {
    Response first = given().get("/test-probe");
    String cookie = first.getCookie(Csrf.COOKIE);
    Response second = given().cookie(Csrf.COOKIE, cookie).get("/test-probe");
    assertThat(second.getCookie(Csrf.COOKIE)).isNull();
    assertThat(field(second)).isEqualTo(field(first));
  }

  @Test
  void a_change_of_state_without_the_field_the_cookie_or_from_another_site_is_refused() {
    Response page = given().get("/test-probe");
    String cookie = page.getCookie(Csrf.COOKIE);
    String other = given().get("/test-probe").getCookie(Csrf.COOKIE);
    given().cookie(Csrf.COOKIE, cookie).post("/test-probe").then().statusCode(403);
    given().formParam("csrf", field(page)).post("/test-probe").then().statusCode(403);
    given()
        .cookie(Csrf.COOKIE, other)
        .formParam("csrf", field(page))
        .post("/test-probe")
        .then()
        .statusCode(403);
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .cookie(Csrf.COOKIE, cookie)
        .formParam("csrf", field(page))
        .post("/test-probe")
        .then()
        .statusCode(403);
  }

  @Test
  void the_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
    String cookie = given().get("/test-probe").getHeader("Set-Cookie");
    assertThat(cookie)
        .startsWith("__Host-carrel-csrf=")
        .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void hostile_text_is_escaped_on_pages() {
    String page =
        given()
            .queryParam("title", "</title><script>alert(1)</script>")
            .get("/test-probe")
            .asString();
    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }

  @Test
  void every_answer_carries_the_security_headers() {
    for (String path :
        new String[] {"/test-probe", "/assets/carrel.css", "/no/such", "/q/health"}) {
      Response answer = given().get(path);
      assertThat(answer.getHeader("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http")
          .doesNotContain("unsafe-inline");
      assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.getHeader("Cache-Control")).as(path).isNotNull();
    }
    assertThat(given().get("/test-probe").getHeader("Cache-Control"))
        .isEqualTo("private, no-store");
  }

  @Test
  void a_failure_shows_a_reference_and_nothing_of_its_cause() {
    Response forApis = given().accept("*/*").get("/test-probe/failure");
    assertThat(forApis.statusCode()).isEqualTo(500);
    assertThat(forApis.contentType()).startsWith("application/problem+json");
    assertThat(forApis.jsonPath().getString("type")).isEqualTo("/problems/internal-error");
    assertThat(forApis.jsonPath().getString("reference")).startsWith("E-");
    Response forPeople = given().accept("text/html,*/*;q=0.8").get("/test-probe/failure");
    assertThat(forPeople.contentType()).startsWith("text/html");
    assertThat(forPeople.asString()).contains("Something went wrong on our side", "E-");
    assertThat(forApis.asString() + forPeople.asString()).doesNotContain("secret", "Exception");
  }

  @Test
  void what_cannot_be_read_is_refused_and_is_no_failure_of_ours() {
    assertThat(given().urlEncodingEnabled(false).get("/titles/hein%00").statusCode())
        .as("no text of ours holds a NUL")
        .isEqualTo(400);
  }

  @Test
  void an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    Response page = given().accept("text/html,*/*").get("/no/such/address");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.asString()).contains("There is no page at this address", "Find the document");
    Response problem = given().accept("application/json").get("/no/such/address");
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.jsonPath().getString("type")).isEqualTo("/problems/not-found");
  }

  @Test
  void a_wrong_method_names_the_right_ones() {
    Response page = given().accept("text/html").get("/test-probe");
    Response answer =
        given()
            .accept("application/json")
            .cookie(Csrf.COOKIE, page.getCookie(Csrf.COOKIE))
            .formParam("csrf", field(page))
            .post("/test-probe/failure");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("/problems/method-not-allowed");
  }

  @Test
  void a_limit_is_refilled_by_time_and_says_how_long_to_wait() {
    String key = "a-limit-" + System.nanoTime();
    given().get("/test-probe/limited?key=" + key).then().statusCode(200);
    given().get("/test-probe/limited?key=" + key).then().statusCode(200);
    Response refused = given().get("/test-probe/limited?key=" + key);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(1, 31);
    given().get("/test-probe/limited?key=other" + key).then().statusCode(200);
    TestClock.forward(Duration.ofSeconds(31));
    given().get("/test-probe/limited?key=" + key).then().statusCode(200);
  }

  private static String field(Response page) {
    Matcher matcher = FIELD.matcher(page.asString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
