package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An institution tries what it asked for: from the form to the report of what was read. */
class TrialIT extends Story {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String NAME = "Example School of Law";
  private static final String DOMAIN = "trials.example";
  private static final String USE = "usage@" + DOMAIN;

  @Test
  void a_confirmed_trial_begins_by_itself_is_read_in_ends_and_is_reported() {
    try (CampusProxy network = new CampusProxy("198.51.110.7");
        Visit staff = reader();
        Visit library = new Visit(demo, BROWSER, "asker@" + DOMAIN);
        Visit reader = reader(new Browser.NewContextOptions().setProxy(new Proxy(network.url())))) {
      new QuoteSteps(demo).writer(staff);
      Campus.another(demo, staff, NAME, DOMAIN).vouchFor("198.51.110.0/24").reportsTo(USE);
      begin(library);
      read(reader);
      staff.page.navigate(demo.service() + "/staff/trials");
      staff.screenshot("trial-3-list");
      staff.page.locator("table a.id").first().click();
      staff.page.getByText("Documents opened").waitFor();
      staff.screenshot("trial-4-staff");
      staff.phone().screenshot("trial-4-staff-phone");

      demo.clock().forward(Duration.ofDays(32));
      demo.await("no more pages", SOON, () -> reader.images(Visit.KAZAKHSTAN, 1) == 0);
      assertThat(reader.land(Visit.KAZAKHSTAN).text()).doesNotContain(NAME);
      assertThat(demo.mailTo(USE, "What was read in your trial").text())
          .contains("Documents opened: 1", "Downloaded: 0", "/institution/i_");
      library.page.navigate(demo.linkTo(library.email, "Your trial has ended", "/request/"));
      library.screenshot("trial-5-ended");
      library.button("Ask for a quote").click();
      library.page.getByText("A quote is asked for.").waitFor();
      demo.mailTo(library.email, "We have your request");
    }
  }

  /** Asks and confirms; the rest happens by itself. */
  private void begin(Visit library) {
    RequestIT.fill(library);
    library.page.locator("input[name=domain]").fill(DOMAIN);
    library.page.locator("input[name=kind][value=trial]").check();
    library.button("Send the request").click();
    library.page.waitForURL("**/institutions/taken**");
    library.page.navigate(demo.linkTo(library.email, "Confirm your request", "/request/"));
    library.button("Yes, it is our request").click();
    library.page.getByText("Your trial runs").waitFor();
    library.screenshot("trial-1-runs");
    library.phone().screenshot("trial-1-runs-phone");
    demo.mailTo(library.email, "Your trial has begun");
  }

  private void read(Visit reader) {
    demo.await(
        "access through " + NAME,
        SOON,
        () -> reader.land(Visit.KAZAKHSTAN).text().contains("You have access through " + NAME));
    reader.link("Read now").first().click();
    reader.awaitPageImage();
    demo.await(
        "the document server to tell of it",
        SOON,
        () ->
            demo.count(
                    "select count(*) from usage_events e join trials t on t.grant_id = e.grant_id"
                        + " join requests r on r.id = t.request_id"
                        + " where e.kind = 'OPENED' and r.email = ?",
                    "asker@" + DOMAIN)
                == 1);
  }
}
