package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carrel.sales.QuoteDesk.states;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.carrel.testing.Browser;
import org.junit.jupiter.api.Test;

/** Mail scanners open every link, often twice, before the person does. */
@QuarkusTest
class ScannedLinksTest {
  @Inject QuoteDesk desk;

  @Test
  void the_links_of_a_quote_work_for_the_person_after_a_scanner_opened_them_twice() {
    String ada = QuoteDesk.address();
    String quote = desk.sent(ada);
    String link = QuoteDesk.link(desk.offer(ada));
    scan(List.of(link, link + "/accept", link + "/quote.pdf", link + "?act=decline"));
    String sign = desk.asked(link, ada);
    scan(List.of(sign, sign + "/quote.pdf", link));
    assertThat(states(quote)).isEqualTo("SENT");
    assertThat(desk.click(sign).status()).isEqualTo(303);
    assertThat(states(quote)).isEqualTo("ACCEPTED");
  }

  private static void scan(List<String> links) {
    for (int time = 1; time <= 2; time++) {
      for (String link : links) {
        assertThat(new Browser().head(link).status()).as("HEAD " + link).isEqualTo(200);
        assertThat(new Browser().get(link).status()).as("GET " + link).isEqualTo(200);
      }
    }
  }
}
