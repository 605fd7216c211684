package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges landing pages of generated items by what parsers find in them: a browser reads the page, a
 * JSON parser its data, a parser of RFC 8288 its links.
 */
final class LandingProof implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is in the page: its meta tags in order, its canonical address, its data. */
  private static final String READ =
      """
      () => JSON.stringify({
        tags: [...document.querySelectorAll('meta[name]')].map((m) => [m.name, m.content]),
        canonical: [...document.querySelectorAll('link[rel=canonical]')].map((l) => l.href),
        heading: [...document.querySelectorAll('h1')].map((h) => h.textContent),
        data: [...document.querySelectorAll('script[type="application/ld+json"]')]
          .map((s) => JSON.parse(s.textContent)),
      })
      """;

  private static final String FREE = "(s) => document.querySelectorAll(s).length";

  private final LibraryService service;
  private final Page page;

  LandingProof(LibraryService service, Browser browser) {
    this.service = service;
    this.page = browser.newPage();
  }

  void judge(GeneratedItem item) throws IOException {
    String address = service.url() + "/d/" + item.handle();
    HttpResponse<String> answer = Http.get(address);
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    page.setContent(answer.body());
    JsonNode read = JSON.readTree((String) page.evaluate(READ));
    assertThat(texts(read.get("canonical"))).containsExactly(address);
    assertThat(texts(read.get("heading"))).containsExactly(item.title());
    judgeTags(item, address, read.get("tags"));
    assertThat(read.get("data")).hasSize(1);
    judgeData(item, address, read.get("data").get(0));
    judgeLinks(item, address, answer.headers().firstValue("Link").orElse(""));
    judgeKeeping(address, answer);
    judgeCurrency(address, answer);
  }

  private static void judgeTags(GeneratedItem item, String address, JsonNode tags) {
    List<String> expected = new ArrayList<>();
    expected.add("citation_title=" + item.title());
    item.author().forEach(author -> expected.add("citation_author=" + author));
    if (item.date() != null) {
      expected.add("citation_publication_date=" + item.date().replace('-', '/'));
    }
    expected.add(
        item.dataType().equals("Report")
            ? "citation_technical_report_institution=Generated Press"
            : "citation_journal_title=" + item.journal());
    expected.add("citation_publisher=Generated Press");
    expected.add("citation_issn=2434-561X");
    expected.add("citation_volume=" + item.volume());
    expected.add("citation_firstpage=1");
    expected.add("citation_lastpage=" + item.pages());
    if (item.doi() != null) {
      expected.add("citation_doi=" + item.doi());
    }
    expected.add("citation_abstract_html_url=" + address);
    List<String> found = new ArrayList<>();
    tags.forEach(tag -> found.add(tag.get(0).asText() + "=" + tag.get(1).asText()));
    found.removeIf(tag -> !tag.startsWith("citation_"));
    assertThat(found).as(address).containsExactlyElementsOf(expected);
  }

  private void judgeData(GeneratedItem item, String address, JsonNode data) {
    assertThat(data.get("@context").asText()).isEqualTo("https://schema.org");
    assertThat(data.get("@id").asText()).isEqualTo(address);
    assertThat(data.get("name").asText()).isEqualTo(item.title());
    assertThat(texts(data.findValue("author").findValues("name"))).isEqualTo(item.author());
    assertThat(data.path("datePublished").asText(null)).isEqualTo(item.date());
    assertThat(texts(data.get("identifier"))).contains(item.handle());
    assertThat(data.get("isAccessibleForFree").booleanValue()).isFalse();
    assertThat(data.at("/hasPart/isAccessibleForFree").booleanValue()).isTrue();
    Object free = page.evaluate(FREE, data.at("/hasPart/cssSelector").asText());
    assertThat(free).as("what is said to be free stands in the page").isEqualTo(1);
    assertThat(Http.json(service.url() + "/metadata/" + item.handle())).isEqualTo(data);
  }

  private void judgeLinks(GeneratedItem item, String address, String header) {
    Links links = Links.parse(header);
    String doi = item.doi() == null ? "" : item.doi().replace("(", "%28").replace(")", "%29");
    assertThat(links.targets("cite-as"))
        .containsExactly(doi.isEmpty() ? address : "https://doi.org/" + doi);
    assertThat(links.targets("type")).hasSize(2).contains("https://schema.org/AboutPage");
    assertThat(links.targets("author"))
        .isEqualTo(item.uri() == null ? List.of() : List.of(item.uri()));
    assertThat(links.of("item")).extracting(Links.Link::type).containsExactly("text/html");
    assertServed(links, "describedby", "application/ld+json");
    assertServed(links, "linkset", "application/linkset+json");
    JsonNode set = Http.json(links.targets("linkset").get(0)).get("linkset").get(0);
    assertThat(set.get("anchor").asText()).isEqualTo(address);
    for (Links.Link link : links.all()) {
      String rel = link.parameters().get("rel");
      if (!rel.equals("linkset")) {
        assertThat(texts(set.get(rel).findValues("href")))
            .as(rel)
            .containsExactlyElementsOf(links.targets(rel));
      }
    }
  }

  private static void assertServed(Links links, String rel, String type) {
    assertThat(links.of(rel)).as(rel).hasSize(1);
    assertThat(links.of(rel).get(0).type()).isEqualTo(type);
    HttpResponse<String> answer = Http.get(links.targets(rel).get(0), "Accept", type);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
  }

  private static void judgeKeeping(String address, HttpResponse<String> first) {
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertKept(first);
    HttpResponse<String> same = Http.get(address, "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).hasValue(tag);
    assertKept(same);
    assertThat(Http.get(address, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    HttpResponse<String> known = Http.get(address, "Cookie", "__Host-carrel-device=unknown");
    assertThat(known.headers().firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(known.headers().firstValue("ETag")).isEmpty();
  }

  /** A page in another currency is another page to a cache, by its address and by its tag. */
  private void judgeCurrency(String address, HttpResponse<String> usual) throws IOException {
    HttpResponse<String> other = Http.get(address + "?currency=JPY");
    assertThat(other.statusCode()).isEqualTo(200);
    assertKept(other);
    assertThat(other.headers().firstValue("ETag")).isNotEqualTo(usual.headers().firstValue("ETag"));
    page.setContent(other.body());
    JsonNode read = JSON.readTree((String) page.evaluate(READ));
    assertThat(texts(read.get("canonical"))).containsExactly(address);
    assertThat(Links.parse(other.headers().firstValue("Link").orElse("")))
        .isEqualTo(Links.parse(usual.headers().firstValue("Link").orElse("")));
  }

  private static void assertKept(HttpResponse<String> answer) {
    assertThat(tokens(answer, "Cache-Control")).containsExactly("public", "no-cache");
    assertThat(tokens(answer, "Vary")).contains("cookie", "authorization");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  private static List<String> tokens(HttpResponse<String> answer, String header) {
    return answer.headers().allValues(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(value -> value.strip().toLowerCase())
        .toList();
  }

  private static List<String> texts(Iterable<JsonNode> nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  @Override
  public void close() {
    page.close();
  }
}
