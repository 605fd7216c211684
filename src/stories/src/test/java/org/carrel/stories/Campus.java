package org.carrel.stories;

import java.time.LocalDate;
import java.time.ZoneId;

/** An institution with a range of its own, as staff make it on their pages. */
final class Campus {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  final String name;
  private final Demo demo;
  private final Visit staff;

  private Campus(Demo demo, Visit staff, String name) {
    this.demo = demo;
    this.staff = staff;
    this.name = name;
  }

  /** Adds it; {@code staff} is a browser in which nobody is signed in yet. */
  static Campus add(Demo demo, Visit staff, String name) {
    staff.page.navigate(demo.service() + "/staff/institutions/add");
    Login.as(staff.page, "staff@carrel.example", "staff-pass-1");
    return another(demo, staff, name);
  }

  /** Adds it; {@code staff} is a browser in which a member of staff is signed in. */
  static Campus another(Demo demo, Visit staff, String name) {
    return another(demo, staff, name, "");
  }

  /** The same with a domain of its mail addresses. */
  static Campus another(Demo demo, Visit staff, String name, String domain) {
    Campus campus = new Campus(demo, staff, name);
    staff.page.navigate(demo.service() + "/staff/institutions/add");
    staff.page.locator("input[name=name]").fill(name);
    staff.page.locator("select[name=country]").selectOption("US");
    staff.page.locator("select[name=type]").selectOption("UNIVERSITY");
    staff.page.locator("input[name=zone]").fill(ZONE.getId());
    staff.page.locator("input[name=domain]").fill(domain);
    staff.button("Add the institution").click();
    staff.link("Ranges and access").click();
    staff.page.waitForURL("**/access");
    return campus;
  }

  /** Vouches for a range on the access page, which is open. */
  Campus vouchFor(String range) {
    staff.page.locator("input[name=range]").fill(range);
    staff.button("Vouch for it").click();
    staff.page.locator("th:has-text('" + range + "')").waitFor();
    return this;
  }

  /** Says who is written to about its use; leaves the access page. */
  Campus reportsTo(String email) {
    staff.page.navigate(staff.page.url().replaceAll("/access.*", "/people"));
    staff.page.locator("input[name=name]").fill("U. Contact");
    staff.page.locator("#cemail").fill(email);
    staff.page.locator("select[name=role]").selectOption("USAGE");
    staff.button("Add the contact").click();
    staff.page.locator("td:has-text('" + email + "')").waitFor();
    return this;
  }

  /** Gives the whole library from today on, on the access page, which is open. */
  Campus give() {
    LocalDate today = LocalDate.ofInstant(demo.clock().instant(), ZONE);
    staff.page.locator("input[name=collection][value=all]").check();
    staff.page.locator("input[name=first]").fill(today.toString());
    staff.page.locator("input[name=last]").fill(today.plusDays(20).toString());
    staff.page.locator("input[name=reason]").fill("While the library decides.");
    staff.button("Give access").click();
    staff.page.locator("td:has-text('running')").waitFor();
    return this;
  }

  /** Takes it back at once. */
  void end() {
    staff.button("End The whole library now").click();
    staff.page.locator("td:has-text('ended by staff')").waitFor();
  }
}
