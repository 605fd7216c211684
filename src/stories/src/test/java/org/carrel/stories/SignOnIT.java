package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reading after signing in at a university, which Keycloak asks by SAML and by OpenID Connect. Each
 * reader sits at a browser of their own.
 */
class SignOnIT extends Story {
  private static final String UNIVERSITY = "University of the Sign-on";
  private static final String LAW = "Law School of the Sign-on";
  private static final String SCOPE = "university.example";
  private static final String LAW_SCOPE = "law.university.example";
  private static final Locator.WaitForOptions DETACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  private static boolean registered;

  @Test
  void through_saml_who_belongs_there_reads_and_nobody_else() {
    walk("SAML");
    pretends("SAML");
  }

  @Test
  void through_openid_connect_who_belongs_there_reads_and_nobody_else() {
    walk("OIDC");
    pretends("OIDC");
  }

  private void walk(String protocol) {
    register();
    reads(protocol, "member");
    try (Visit lawyer = reader()) {
      signOn(lawyer, protocol, "lawyer");
      lawyer.awaitPageImage();
      assertThat(lawyer.land(Visit.CONSTITUTION).text()).contains("access through " + LAW);
      lawyer.screenshot("sign-on-landing");
    }
    try (Visit alum = reader()) {
      signOn(alum, protocol, "alum");
      alum.page.waitForURL("**/d/**");
      assertThat(alum.text()).contains("not for alumni or affiliates", "Its library can tell");
      alum.screenshot("sign-on-alum");
    }
    try (Visit forger = reader()) {
      signOn(forger, protocol, "forger");
      forger.page.waitForURL("**/sign-on/arrived**");
      assertThat(forger.text()).contains("college.example", "What was missing", "Whom to ask");
      forger.screenshot("sign-on-forged");
      assertThat(forger.land(Visit.CONSTITUTION).text()).doesNotContain("You have access");
    }
  }

  private void reads(String protocol, String user) {
    try (Visit reader = reader()) {
      signOn(reader, protocol, user);
      reader.awaitPageImage();
      assertThat(reader.text()).contains("Through your institution");
      assertThat(reader.land(Visit.CONSTITUTION).text()).contains("access through " + UNIVERSITY);
    }
  }

  /** The university says that its reader has the address of one of our staff. */
  private void pretends(String protocol) {
    try (Visit reader = reader()) {
      signOn(reader, protocol, "staff@carrel.example");
      reader.awaitPageImage();
      reader.page.navigate(demo.service() + "/staff");
      reader.page.locator("#password").or(reader.page.locator("#username")).first().waitFor();
      assertThat(reader.page.url()).contains("/realms/carrel/");
    }
  }

  /** From the document's page, by the keyboard, to the university's own login. */
  private void signOn(Visit reader, String protocol, String user) {
    reader.land(Visit.CONSTITUTION).link("Sign in through your institution").click();
    reader.page.locator("input[name=q]:focus").waitFor();
    reader.page.keyboard().type("someone@" + SCOPE);
    reader.page.keyboard().press("Enter");
    Locator way =
        reader.page.locator(
            "li:has-text('by " + protocol + "') button:has-text('" + UNIVERSITY + "')");
    way.first().waitFor();
    if (user.equals("terms")) {
      reader.screenshot("sign-on-find");
    }
    way.first().press("Enter");
    reader.page.locator("#username").fill(user);
    reader.page.locator("#password").fill(user.replaceFirst("@.*", "") + "-pass-1");
    reader.page.locator("#kc-login").click();
  }

  /** Staff register both providers once; the story that comes first does it. */
  private synchronized void register() {
    if (registered) {
      return;
    }
    try (Visit staff = reader()) {
      Campus.add(demo, staff, UNIVERSITY).give();
      Campus.another(demo, staff, LAW).give();
      for (String protocol : List.of("SAML", "OIDC")) {
        staff.page.navigate(demo.service() + "/staff/providers");
        staff.page.locator("input[name=name]").fill("Sign-on by " + protocol);
        staff.page.locator("input[name=protocol][value=" + protocol + "]").check();
        staff.page.locator("input[name=entity]").fill(demo.university());
        staff.page.locator("input[name=scopes]").fill(SCOPE + " " + LAW_SCOPE);
        staff.page.locator("input[name=alias]").fill("university-" + protocol.toLowerCase());
        staff.button("Register and approve").click();
        attach(staff, UNIVERSITY, SCOPE);
        attach(staff, UNIVERSITY, LAW_SCOPE);
        // the entitlement alone counts while the provider speaks for one institution
        reads(protocol, "terms");
        staff.page.locator("tr:has-text('" + LAW_SCOPE + "') button").click();
        staff.page.locator("tr:has-text('" + LAW_SCOPE + "') button").waitFor(DETACHED);
        attach(staff, LAW, LAW_SCOPE);
      }
      staff.screenshot("sign-on-staff");
      staff.page.navigate(demo.service() + "/staff/providers");
      staff.screenshot("sign-on-providers");
    }
    registered = true;
  }

  private static void attach(Visit staff, String institution, String scope) {
    staff.page.locator("input[name=institution]").fill(institution);
    staff.page.locator("select[name=scope]").selectOption(scope);
    staff.button("Attach it").click();
    staff
        .page
        .locator("tr:has-text('" + institution + "'):has-text('" + scope + "')")
        .last()
        .waitFor();
  }
}
