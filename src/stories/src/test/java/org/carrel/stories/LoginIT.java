package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signing in and out, at Keycloak and at the document server. */
class LoginIT extends Story {
  @Test
  void a_reader_signs_in_sees_what_is_theirs_and_signs_out() {
    try (Visit reader = reader()) {
      reader.page.navigate(demo.service() + "/sign-in");
      Login.as(reader.page, "reader@carrel.example", "reader-pass-1");
      reader.page.navigate(demo.service() + "/me");
      assertThat(reader.page.locator("header.mast").innerText()).contains("reader@carrel.example");
      reader.page.locator("form[action$='/sign-out'] button").first().click();
      reader.page.waitForURL(demo.service() + "/**");
      reader.page.navigate(demo.service() + "/me");
      assertThat(reader.page.content()).doesNotContain("reader@carrel.example");
      reader.page.navigate(demo.service() + "/staff");
      assertThat(reader.page.url()).as("asks for a login again").contains("/realms/carrel/");
    }
  }

  @Test
  void a_reader_without_the_role_gets_no_staff_page() {
    try (Visit reader = reader()) {
      reader.page.navigate(demo.service() + "/staff");
      Login.as(reader.page, "reader@carrel.example", "reader-pass-1");
      assertThat(reader.page.locator("input[name=q]").count()).isZero();
      assertThat(reader.page.content()).doesNotContain("Order O-");
    }
  }

  @Test
  void a_foreign_code_and_state_are_refused_and_a_code_works_once() {
    try (Visit reader = reader();
        Visit victim = reader()) {
      List<String> callbacks = new ArrayList<>();
      reader.page.onRequest(
          (Request request) -> {
            if (request.url().contains("/oauth/callback?")) {
              callbacks.add(request.url());
            }
          });
      reader.buyAndRead(Visit.KAZAKHSTAN);
      assertThat(callbacks).hasSize(1);
      victim.page.navigate(callbacks.get(0));
      assertThat(victim.page.locator(".facsimile").count()).isZero();
      victim.page.navigate(demo.docserver() + "/doc/" + Visit.KAZAKHSTAN);
      assertThat(victim.page.locator(".facsimile").count())
          .as("the victim gained nothing")
          .isZero();
      reader.page.navigate(callbacks.get(0));
      assertThat(reader.page.locator(".facsimile").count()).as("a used callback").isZero();
    }
  }

  @Test
  void signing_out_at_the_document_server_ends_the_reading_there() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.KAZAKHSTAN);
      reader.page.locator("form[action$='/sign-out'] button").first().click();
      assertThat(reader.images(Visit.KAZAKHSTAN, 1)).as("images served").isZero();
    }
  }
}
