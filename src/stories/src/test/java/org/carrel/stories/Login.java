package org.carrel.stories;

import com.microsoft.playwright.Page;

/** Our page that asks how to sign in, where it is in the way, and Keycloak's login page. */
final class Login {
  private Login() {}

  static void as(Page page, String username, String password) {
    if (page.locator("#account").count() > 0) {
      page.locator("#account").click();
    }
    page.locator("#username").fill(username);
    if (page.locator("#password").count() == 0) {
      page.locator("#kc-login").click();
    }
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
  }
}
