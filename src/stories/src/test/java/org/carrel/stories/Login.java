package org.carrel.stories;

import com.microsoft.playwright.Page;

/** Keycloak's login page. */
final class Login {
  private Login() {}

  static void as(Page page, String username, String password) {
    page.locator("#username").fill(username);
    if (page.locator("#password").count() == 0) {
      page.locator("#kc-login").click();
    }
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
  }
}
