package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A library asks for a quote or a trial, and always knows where its request stands. */
class RequestIT extends Story {
  @Test
  void a_request_is_confirmed_by_a_person_taken_and_answered() {
    try (Visit library = reader();
        Visit staff = reader()) {
      String link = ask(library);
      library.page.navigate(link);
      assertThat(library.text()).contains("Is this your request?", "Example University Library");
      library.screenshot("request-3-confirm");
      library.phone().screenshot("request-3-confirm-phone");
      confirm(library);
      library.screenshot("request-4-received-phone");
      assertThat(stateOf(library)).isEqualTo("RECEIVED");

      staff.page.navigate(demo.service() + "/staff/requests");
      Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
      open(staff, library);
      staff.button("Take it").click();
      staff.button("Decline the request").waitFor();
      staff.screenshot("request-6-staff");
      staff.phone().screenshot("request-6-staff-phone");
      demo.mailTo(library.email, "A person works on your request");
      staff
          .page
          .locator("textarea[name=answer]")
          .fill("Yes, gladly.\nThe quote follows on Monday.");
      staff.button("Send the answer").click();
      staff.page.getByText("Answered").first().waitFor();

      String answered = demo.linkTo(library.email, "Our answer to your request", "/request/");
      library.page.navigate(answered);
      assertThat(library.text())
          .contains("Your request is answered", "The quote follows on Monday.")
          .doesNotContain("Withdraw the request");
      library.screenshot("request-7-answered-phone");
    }
  }

  @Test
  void a_scanner_that_opens_every_link_changes_nothing() {
    try (Visit library = reader()) {
      String link = ask(library);
      Scanner scanner = new Scanner("127.0.0.2");
      for (String path : new String[] {"", "/confirm", "/withdraw"}) {
        for (String method : new String[] {"GET", "HEAD"}) {
          assertThat(scanner.ask(method, link + path)).isLessThan(500);
        }
      }
      assertThat(scanner.ask("POST", link + "/confirm"))
          .as("without a form of ours")
          .isEqualTo(403);
      assertThat(stateOf(library)).isEqualTo("UNCONFIRMED");
      library.page.navigate(link);
      confirm(library);
      assertThat(stateOf(library)).isEqualTo("RECEIVED");
    }
  }

  @Test
  void a_request_is_declined_with_a_reason_or_withdrawn_by_its_people() {
    try (Visit library = reader();
        Visit other = reader();
        Visit staff = reader()) {
      String link = ask(library);
      library.page.navigate(link);
      confirm(library);
      staff.page.navigate(demo.service() + "/staff/requests");
      Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
      staff.screenshot("request-5-queue");
      open(staff, library);
      staff.button("Take it").click();
      staff.page.locator("textarea[name=reason]").fill("This collection is not for sale yet.");
      staff.button("Decline the request").click();
      staff.page.getByText("Declined").first().waitFor();
      library.page.navigate(link);
      assertThat(library.text())
          .contains("We cannot offer this", "This collection is not for sale yet.");
      assertThat(demo.mailTo(library.email, "We cannot offer this").text())
          .contains("This collection is not for sale yet.");

      other.page.navigate(ask(other));
      confirm(other);
      other.page.locator("details summary").click();
      other.button("Withdraw it").click();
      other.page.getByText("The request is withdrawn").first().waitFor();
      assertThat(stateOf(other)).isEqualTo("WITHDRAWN");
    }
  }

  @Test
  void a_form_with_mistakes_says_what_to_do_and_keeps_what_was_typed() {
    try (Visit library = reader()) {
      fill(library);
      library.page.locator("textarea[name=ranges]").fill("192.0.2.0/24\n10.1.2.3");
      library.page.locator("input[name=ror]").fill("05dxps056");
      library.button("Send the request").click();
      library.page.locator("#errors").waitFor();
      assertThat(library.text())
          .contains("2 fields need a correction", "exist only inside your network")
          .contains("A character of this ROR id is wrong.");
      assertThat(library.page.locator("input[name=organization]").inputValue())
          .isEqualTo("Example University Library");
      assertThat(library.page.locator("select[name=size]").inputValue()).isEqualTo("FROM_5000");
      library.screenshot("request-8-errors");
      library.phone().screenshot("request-8-errors-phone");
      library.page.locator("textarea[name=ranges]").fill("192.0.2.*\n2001:db8:40::/48");
      library.page.locator("input[name=ror]").fill("");
      library.button("Send the request").click();
      library.page.waitForURL("**/institutions/taken**");
    }
  }

  /** From a landing page to the form and its acknowledgement; the link in the mail. */
  private String ask(Visit library) {
    fill(library);
    library.screenshot("request-1-form");
    library.button("Send the request").click();
    library.page.waitForURL("**/institutions/taken**");
    assertThat(library.text()).contains("Now look into your mail");
    library.screenshot("request-2-taken");
    return demo.linkTo(library.email, "Confirm your request", "/request/");
  }

  static void fill(Visit library) {
    library.land(Visit.KAZAKHSTAN);
    library.link("Request a quote or trial").click();
    library.page.waitForURL("**/institutions?item=**");
    library.page.locator("input[name=kind][value=both]").check();
    library.page.locator("input[name=organization]").fill("Example University Library");
    library.page.locator("select[name=country]").selectOption("US");
    library.page.locator("select[name=type]").selectOption("LAW_SCHOOL");
    library.page.locator("select[name=size]").selectOption("FROM_5000");
    library.page.locator("input[name=domain]").fill("university.example");
    library.page.locator("input[name=collections]").first().check();
    library.page.locator("input[name=seats]").fill("10");
    library.page.locator("textarea[name=ranges]").fill("192.0.2.0/24");
    library.page.locator("textarea[name=message]").fill("For a clinic on comparative law.");
    library.page.locator("input[name=name]").fill("A. Librarian");
    library.page.locator("input[name=email]").fill(library.email);
  }

  static void confirm(Visit library) {
    library.button("Yes, it is our request").click();
    library.page.getByText("Address confirmed").first().waitFor();
  }

  private void open(Visit staff, Visit library) {
    String reference = demo.text("select reference from requests where email = ?", library.email);
    staff.link(reference).click();
    staff.page.waitForURL("**/staff/requests/q_**");
  }

  private String stateOf(Visit library) {
    return demo.text("select state from requests where email = ?", library.email);
  }
}
