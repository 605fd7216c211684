package org.carrel.sales;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestPageTest {
  private static final String COOKIE = "__Host-carrel-csrf";

  @Test
  void a_request_is_stored_whole_and_acknowledged_under_its_reference() throws Exception {
    Response sent =
        filled("From the library")
            .formParam("ranges", "192.0.2.0/24\n2001:db8:40::/48")
            .post("/institutions");
    assertThat(sent.statusCode()).isEqualTo(303);
    String location = sent.getHeader("Location");
    String reference = location.substring(location.indexOf('=') + 1);
    assertThat(given().get(location).asString()).contains("Now look into your mail", reference);
    assertThat(
            query(
                "select kind || ' ' || state || ' ' || email || ' ' || item_handle || ' ' || country || ' '"
                    + " || (select count(*) from request_ranges where request_id = id) || ' ' ||"
                    + " (select string_agg(collection::text, '+') from request_collections where"
                    + " request_id = id) from requests where"
                    + " reference = '"
                    + reference
                    + "'"))
        .isEqualTo("TRIAL UNCONFIRMED ada@example.edu hein.crs/govekfi0001 US 2 1");
  }

  @Test
  void every_error_stands_at_its_field_and_nothing_typed_is_lost() throws Exception {
    String before = query("select count(*)::text from requests");
    Response page =
        form()
            .formParam("kind", "both")
            .formParam("organization", "")
            .formParam("country", "CA")
            .formParam("type", "LAW_FIRM")
            .formParam("size", "UNDER_1000")
            .formParam("domain", "no domain")
            .formParam("ror", "05dxps056")
            .formParam("collections", "1")
            .formParam("collections", "99999")
            .formParam("seats", "many")
            .formParam("ranges", "192.0.2.0/24\n10.0.0.1")
            .formParam("name", "<b>Ada</b>")
            .formParam("email", "acquisitions@example")
            .formParam("message", "Kept & <safe>")
            .post("/institutions");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.asString())
        .contains("7 fields need a correction", "The name of your institution is missing.")
        .contains("This is not a whole number from 1 to 99999.")
        .contains("Line 2, 10.0.0.1: These addresses exist only inside your network.")
        .contains("The part after the @ is not complete. Example: acquisitions@example.edu")
        .contains("value=\"acquisitions@example\"", "value=\"&lt;b&gt;Ada&lt;/b&gt;\"")
        .contains("Kept &amp; &lt;safe&gt;", "value=\"both\" checked", "\"LAW_FIRM\" selected")
        .contains("This is not a complete domain.", "A character of this ROR id is wrong.")
        .contains("One of these is not offered any more.", "value=\"CA\" selected")
        .contains("aria-describedby=\"emailh emaile\"");
    assertThat(query("select count(*)::text from requests")).isEqualTo(before);
  }

  @Test
  void a_program_that_fills_in_everything_is_thanked_and_not_stored() throws Exception {
    String before = query("select count(*)::text from requests");
    Response sent =
        filled("Spam").formParam("website", "http://spam.example").post("/institutions");
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(query("select count(*)::text from requests")).isEqualTo(before);
  }

  @Test
  void a_form_of_another_site_is_refused() {
    given().formParam("kind", "quote").post("/institutions").then().statusCode(403);
  }

  private static RequestSpecification filled(String organization) {
    return form()
        .formParam("kind", "trial")
        .formParam("organization", organization)
        .formParam("country", "US")
        .formParam("type", "UNIVERSITY")
        .formParam("size", "FROM_5000")
        .formParam("collections", "1")
        .formParam("seats", "10")
        .formParam("name", "Ada")
        .formParam("email", "ada@example.edu")
        .formParam("item", "hein.crs/govekfi0001");
  }

  private static RequestSpecification form() {
    Response page = given().get("/institutions?item=hein.crs/govekfi0001");
    Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.asString());
    assertThat(field.find()).isTrue();
    return given()
        .redirects()
        .follow(false)
        .cookie(COOKIE, page.getCookie(COOKIE))
        .formParam("csrf", field.group(1));
  }

  private static String query(String sql) throws Exception {
    try (Connection connection = TestDatabase.connect();
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
