package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One browser, two passes for different collections, one session at the document server. */
class TwoGrantsIT extends Story {
  private static final String DECLARATION = "us.declaration/declaration";

  @Test
  void a_document_outside_the_first_grant_asks_for_a_token_of_the_second_and_both_stay_open()
      throws Exception {
    try (Visit reader = reader()) {
      new HttpBuyer(demo.smallShop(), reader.email).payFor("reports", Visit.KAZAKHSTAN);
      reader.redeem(demo.accessLinkTo(reader.email)).start();
      read(reader, Visit.KAZAKHSTAN);
      assertThat(demo.tokensIssuedTo(reader.email)).isEqualTo(1);
      String second = "second." + reader.email;
      new HttpBuyer(demo.smallShop(), second).payFor("six", Visit.CONSTITUTION);
      reader.redeem(demo.accessLinkTo(second)).start();
      read(reader, Visit.CONSTITUTION);
      assertThat(demo.tokensIssuedTo(second)).isEqualTo(1);
      read(reader, Visit.KAZAKHSTAN);
      read(reader, Visit.CONSTITUTION);
      assertThat(demo.tokensIssuedTo(reader.email) + demo.tokensIssuedTo(second))
          .as("tokens, of which each serves its own documents")
          .isEqualTo(2);
      assertThat(reader.images(Visit.KAZAKHSTAN, 1)).isEqualTo(1);
      reader.page.navigate(demo.docserver() + "/doc/" + DECLARATION);
      assertThat(reader.page.locator(".facsimile").count()).as("in neither pass").isZero();
    }
  }

  private void read(Visit reader, String handle) {
    reader.page.navigate(demo.docserver() + "/doc/" + handle);
    reader.awaitPageImage();
  }
}
