package org.carrel.landing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.catalog.CatalogFiles;
import org.carrel.catalog.ImportCatalog;
import org.carrel.passes.Plans;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class LandingPageTest {
  private static final String REPORT = "/d/hein.crs/govekfi0001";
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

  @Inject Plans plans;
  @Inject ImportCatalog imports;
  @TempDir Path folder;

  @Test
  void a_stranger_sees_the_document_its_first_page_and_the_passes_with_prices() {
    String page = given().get(REPORT + "?id=1").then().statusCode(200).extract().asString();
    assertThat(page)
        .contains("<h1>Kazakhstan</h1>", "Congressional Research Service. 1 1 (January 11, 2023)")
        .contains("hein.crs/govekfi0001", "Congressional Research SerVec")
        .contains("Congressional Research Service reports</a>")
        .contains("24 hours", "$29.00", "48 hours", "$45.00", "1 week", "$89.00")
        .contains("Request a quote or trial", "/institutions?item=hein.crs/govekfi0001")
        .contains("It is the only page of this document that the library holds.")
        .contains("name=\"item\" value=\"hein.crs/govekfi0001\"");
  }

  @Test
  void machines_find_citation_tags_and_data_and_typed_links() throws Exception {
    Response answer = given().get(REPORT);
    String page = answer.asString();
    assertThat(page)
        .contains("<meta name=\"citation_title\" content=\"Kazakhstan\">")
        .contains("<meta name=\"citation_author\" content=\"Congressional Research Service\">")
        .contains("<meta name=\"citation_publication_date\" content=\"2023/01/11\">")
        .contains("<meta name=\"citation_volume\" content=\"1\">")
        .contains("/d/hein.crs/govekfi0001\">\n");
    JsonNode data = data(page);
    assertThat(data.path("@type").asText()).isEqualTo("Report");
    assertThat(data.path("isAccessibleForFree").asBoolean(true)).isFalse();
    assertThat(data.at("/hasPart/cssSelector").asText()).isEqualTo(".raw");
    assertThat(data.at("/hasPart/isAccessibleForFree").asBoolean()).isTrue();
    assertThat(answer.getHeader("Link"))
        .contains("/d/hein.crs/govekfi0001>; rel=\"cite-as\"")
        .contains("/metadata/hein.crs/govekfi0001>; rel=\"describedby\"")
        .contains("/doc/hein.crs/govekfi0001?page=1>; rel=\"item\"")
        .contains("/linkset/hein.crs/govekfi0001>; rel=\"linkset\"")
        .contains("<https://schema.org/AboutPage>; rel=\"type\"");
    assertThat(given().get("/metadata/hein.crs/govekfi0001").jsonPath().getString("name"))
        .isEqualTo("Kazakhstan");
  }

  @Test
  void only_the_page_of_a_visitor_without_cookies_may_be_kept_by_others() {
    Response open = given().get(REPORT);
    assertThat(open.getHeader("Cache-Control")).isEqualTo("public, no-cache");
    assertThat(open.getHeader("Vary")).contains("Cookie");
    assertThat(open.getHeader("Set-Cookie")).isNull();
    String tag = open.getHeader("ETag");
    given().header("If-None-Match", tag).get(REPORT).then().statusCode(304);
    Response known = given().cookie("__Host-carrel-device", "x").get(REPORT);
    assertThat(known.getHeader("Cache-Control")).isEqualTo("private, no-store");
    assertThat(known.getHeader("ETag")).isNull();
  }

  @Test
  void a_chosen_currency_stands_in_the_address_and_goes_along() {
    Response yen = given().get(REPORT + "?id=1&currency=JPY");
    assertThat(yen.asString())
        .contains("¥4,300", plans.priceNote("JPY"), "name=\"currency\" value=\"JPY\"")
        .contains("href=\"/d/hein.crs/govekfi0001?currency=EUR&amp;id=1\"")
        .contains("href=\"/d/hein.crs/govekfi0001?id=1\"")
        .contains("/d/hein.crs/govekfi0001\">\n")
        .doesNotContain("$29.00");
    assertThat(yen.getHeader("Cache-Control")).isEqualTo("public, no-cache");
    assertThat(yen.getHeader("ETag")).isNotEqualTo(given().get(REPORT + "?id=1").getHeader("ETag"));
    for (String unknown : new String[] {"XXX", "jpy", "%3Cb%3E", ""}) {
      assertThat(given().urlEncodingEnabled(false).get("/passes?currency=" + unknown).asString())
          .as(unknown)
          .contains("$29.00", plans.priceNote("USD"))
          .doesNotContain("¥", "<b>\"");
    }
    assertThat(given().get("/passes?currency=KWD&item=hein.crs/govekfi0001").asString())
        .contains("KWD\u00a08.900", "/passes?currency=EUR&amp;item=hein.crs%2Fgovekfi0001");
  }

  @Test
  void a_reader_who_was_sent_back_is_told_why_in_our_words_only() {
    assertThat(given().get(REPORT + "?id=1&reason=EXPIRED").asString())
        .contains("Your time has ended", "Your place is kept.");
    assertThat(given().get(REPORT + "?reason=SUSPENDED").asString())
        .contains("Your pass is paused");
    assertThat(given().get(REPORT + "?reason=Call+this+number").asString())
        .doesNotContain("Call this number");
  }

  @Test
  void an_unknown_page_is_said_and_the_first_one_shown() {
    String page = given().queryParam("id", "<b>99").get(REPORT).asString();
    assertThat(page)
        .contains("This document has no page “&lt;b&gt;99”", "noindex", "SerVec")
        .doesNotContain("<b>99");
  }

  @Test
  void an_unknown_handle_is_a_helpful_404_and_a_withdrawn_one_is_gone() {
    Response unknown = given().get("/d/hein.crs/govekfi9999");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.asString())
        .contains("There is no document under this handle", "Find the document")
        .contains("href=\"/d/hein.crs/govekfi0001\"");
    String line =
        CatalogFiles.item("t.landgone/one", "Gone").replace("}]}", "}],'withdrawn':true}");
    imports.from(CatalogFiles.write(folder, 911, "t.landgone", line));
    given().get("/d/t.landgone/one").then().statusCode(410);
  }

  @Test
  void hostile_text_of_the_catalogue_is_harmless_wherever_it_goes() throws Exception {
    String evil =
        "</script><script>alert(1)</script>\\\"><img src=x onerror=alert(2)> & {csrf.field}";
    imports.from(
        CatalogFiles.write(
            folder,
            912,
            "t.evil",
            CatalogFiles.item("t.evil/one", evil)
                .replace("1 J. Tests 1 (2020)", evil)
                .replace("One two three.", evil)
                .replace("Ada Lovelace", evil)));
    Response answer = given().get("/d/t.evil/one");
    String page = answer.asString();
    assertThat(page).doesNotContain("<script>alert", "<img src=x", "name=\"csrf\"");
    assertThat(data(page).path("name").asText()).startsWith("</script><script>alert(1)");
    assertThat(answer.getHeader("Link")).doesNotContain("alert");
    for (String list :
        new String[] {"/titles/t.evil", "/search?q=onerror", "/institutions?item=t.evil/one"}) {
      assertThat(given().get(list).asString())
          .as(list)
          .contains("&lt;script&gt;")
          .doesNotContain("<script>alert", "<img src=x");
    }
  }

  @Test
  void a_search_for_a_whole_handle_leads_to_the_document() {
    given()
        .redirects()
        .follow(false)
        .get("/search?q=hein.crs/govekfi0001")
        .then()
        .statusCode(303)
        .header("Location", org.hamcrest.Matchers.endsWith(REPORT));
    assertThat(given().queryParam("q", "<script>zz").get("/search").asString())
        .contains("No document for “&lt;script&gt;zz”");
  }

  @Test
  void the_library_and_the_pages_of_the_foot_are_there() {
    assertThat(given().get("/").asString())
        .contains("Congressional Research Service reports", "Declarations");
    assertThat(given().get("/collections/1").asString()).contains("/titles/hein.crs");
    given().get("/collections/32000").then().statusCode(404);
    assertThat(given().get("/titles/hein.crs").asString()).contains(REPORT);
    for (String path :
        new String[] {"/passes", "/terms", "/refunds", "/privacy", "/accessibility", "/help"}) {
      given().get(path).then().statusCode(200);
    }
  }

  @Test
  void robots_and_site_maps_name_every_document_once_in_pages() {
    assertThat(given().get("/robots.txt").asString())
        .contains("Disallow: /a/", "/sitemap.xml")
        .doesNotContain("Disallow: /d/");
    String[] lines = new String[5];
    for (int i = 0; i < 5; i++) {
      lines[i] = CatalogFiles.item("t.map/" + i, "Map " + i);
    }
    imports.from(CatalogFiles.write(folder, 913, "t.map", lines));
    String all = allMaps();
    for (int i = 0; i < 5; i++) {
      assertThat(all.split("/d/t.map/" + i + "<")).hasSize(2);
    }
  }

  @Test
  void the_map_of_what_changed_has_a_new_time_and_what_was_withdrawn_is_in_none() {
    String kept = CatalogFiles.item("t.maps/kept", "Kept");
    String gone = CatalogFiles.item("t.maps/gone", "Gone");
    imports.from(CatalogFiles.write(folder, 914, "t.maps", kept, gone));
    String before = timeOf("/d/t.maps/kept", allMaps());
    TestClock.forward(Duration.ofHours(1));
    String changed = kept.replace("Kept", "Kept, corrected");
    String withdrawn = gone.replace("{'handle'", "{'withdrawn':true,'handle'");
    imports.from(CatalogFiles.write(folder, 914, "t.maps", changed, withdrawn));
    String after = allMaps();
    assertThat(Instant.parse(timeOf("/d/t.maps/kept", after)))
        .isAfterOrEqualTo(Instant.parse(before).plus(Duration.ofHours(1)));
    assertThat(after).doesNotContain("/d/t.maps/gone");
    assertThat(given().get("/sitemap.xml").asString())
        .contains("<lastmod>" + timeOf("/d/t.maps/kept", after) + "</lastmod></sitemap>");
  }

  @Test
  void a_site_map_begins_only_where_the_index_says() {
    for (String from : List.of("", "?from=", "?from=a", "?from=zzz", "?from=%00")) {
      assertThat(given().get("/sitemaps/items.xml" + from).statusCode()).as(from).isEqualTo(404);
    }
  }

  private static String timeOf(String path, String maps) {
    Matcher time = Pattern.compile(path + "</loc><lastmod>([^<]+)<").matcher(maps);
    assertThat(time.find()).isTrue();
    return time.group(1);
  }

  private static String allMaps() {
    Matcher pages =
        Pattern.compile("<loc>http://[^/]+(/sitemaps/[^<]+)</loc>")
            .matcher(given().get("/sitemap.xml").asString());
    StringBuilder all = new StringBuilder();
    while (pages.find()) {
      String page = given().urlEncodingEnabled(false).get(pages.group(1)).asString();
      assertThat(page.split("<url>")).hasSizeLessThanOrEqualTo(3);
      all.append(page);
    }
    return all.toString();
  }

  private static JsonNode data(String page) throws Exception {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }
}
