package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Reading through the proxies that stand before us and before our readers: the real programs. */
class ProxiesIT extends Story {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LANDING = "/d/" + Visit.CONSTITUTION;
  private static final String ELSEWHERE = "203.0.113.9";

  /** The suite installs them; somebody who runs one story may not have them. */
  private static void needs(Path program) {
    boolean here = Files.isExecutable(program);
    if (!here) {
      System.err.println("SKIPPED: there is no " + program + " on this machine (apt-get install)");
    }
    assumeTrue(here, program + " is not installed");
  }

  @Test
  void what_a_client_writes_into_its_headers_gives_no_institution_behind_haproxy() {
    needs(HaProxy.PROGRAM);
    String inside = "198.51.104.7";
    try (HaProxy proxy = new HaProxy(demo.service());
        Visit staff = reader()) {
      Campus campus =
          Campus.add(demo, staff, "Example Law School").vouchFor("198.51.104.0/24").give();
      demo.await(
          "access from inside", SOON, () -> proxy.get(inside, LANDING).contains(campus.name));
      assertThat(proxy.get(inside, LANDING, "X-Forwarded-For: " + ELSEWHERE))
          .as("what is written before does not take it away either")
          .contains("You have access through " + campus.name);
      List<String[]> forged =
          List.of(
              new String[] {},
              new String[] {"X-Forwarded-For: " + inside},
              new String[] {"X-Forwarded-For: " + inside, "X-Forwarded-For: " + inside},
              new String[] {"X-Forwarded-For: " + ELSEWHERE, "X-Forwarded-For: " + inside},
              new String[] {"X-Forwarded-For: " + inside + ", 127.0.0.1"},
              new String[] {"X-Forwarded-For: ::ffff:" + inside, "X-Real-IP: " + inside},
              new String[] {"Forwarded: for=" + inside},
              new String[] {"Forwarded: for=" + inside, "X-Forwarded-For: " + inside});
      for (String[] lines : forged) {
        String answer = proxy.get(ELSEWHERE, LANDING, lines);
        assertThat(answer).as(String.join("; ", lines)).startsWith("HTTP/1.1 200");
        assertThat(answer).as(String.join("; ", lines)).doesNotContain(campus.name);
      }
    }
  }

  @Test
  void a_reader_reads_signs_in_and_downloads_through_a_proxy_that_rewrites_host_names()
      throws IOException {
    needs(RewritingProxy.PROGRAM);
    try (RewritingProxy proxy = new RewritingProxy(demo, "198.51.105.7");
        Visit staff = reader();
        Visit reader = reader()) {
      List<String> strays = new CopyOnWriteArrayList<>();
      reader.context.onRequest(
          request -> {
            if (request.url().startsWith("http") && !proxy.gives(request.url())) {
              strays.add(request.url());
            }
          });
      Campus campus =
          Campus.add(demo, staff, "Example Proxy University").vouchFor("198.51.105.7").give();
      demo.await("access through the proxy", SOON, () -> lands(reader, proxy, campus));

      reader.link("Read now").first().click();
      reader.page.waitForURL(proxy.docserver() + "/doc/**");
      reader.page.waitForFunction(
          "() => { const i = document.querySelector('.facsimile img');"
              + " return i && i.complete && i.naturalWidth > 0; }");
      assertThat(reader.text()).contains("Through your institution");
      reader.screenshot("proxied-reading");
      Download copy =
          reader.page.waitForDownload(
              () -> reader.page.locator("a[href^='/pdf/']").first().click());
      assertThat(Files.readAllBytes(copy.path())).startsWith("%PDF".getBytes());

      reader.page.navigate(
          proxy.service() + "/checkout?plan=24h&page=1&item=" + Visit.CONSTITUTION);
      assertThat(reader.text()).contains("Your institution already has access");
      reader.screenshot("open-here");
      reader.phone().screenshot("open-here-phone");

      reader.page.navigate(proxy.service() + "/sign-in");
      Login.as(reader.page, "reader@carrel.example", "reader-pass-1");
      reader.page.waitForURL(proxy.service() + "/me");
      assertThat(reader.text()).contains("Signed in as reader@carrel.example");
      assertThat(lands(reader, proxy, campus)).as("signed in, and still inside").isTrue();
      assertThat(strays).as("addresses past the proxy").isEmpty();
    }
  }

  private static boolean lands(Visit reader, RewritingProxy proxy, Campus campus) {
    reader.page.navigate(proxy.service() + LANDING);
    return reader.text().contains("You have access through " + campus.name);
  }
}
