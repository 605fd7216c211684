package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Runs after the other stories: what they said to the local Stripe kept to its description. */
class WireIT extends Story {
  @Test
  void every_request_and_answer_of_the_run_kept_to_the_description() {
    try (Visit reader = reader()) {
      reader.buyAndRead(Visit.KAZAKHSTAN);
    }
    JsonNode report = demo.sim().operations();
    System.out.println("Operations of the local Stripe in this run:");
    for (JsonNode row : report.get("operations")) {
      System.out.printf(
          "  %6d  %s (%d refused, %d violations)%n",
          row.get("calls").asLong(),
          row.get("operation").asText(),
          row.get("refused").asLong(),
          row.get("violations").asLong());
    }
    System.out.println("Outside the description:");
    for (JsonNode row : report.get("outside_description")) {
      System.out.println("  " + row.get("endpoint").asText() + ": " + row.get("reason").asText());
      assertThat(row.get("reason").asText()).isNotBlank();
    }
    assertThat(report.get("violation_details")).isEmpty();
    assertThat(report.get("violations").asLong()).isZero();
    assertThat(report.get("operations")).isNotEmpty();
  }
}
