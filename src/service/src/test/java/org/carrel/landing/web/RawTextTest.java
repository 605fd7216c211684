package org.carrel.landing.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RawTextTest {
  @Test
  void lines_become_the_paragraphs_that_they_suggest_and_no_word_is_lost() {
    String text =
        """
        Overview
        Kazakhstan, a U.S. partner in areas such as counterterrorism, is
        a country with resources. According to the U.S.
        State Department it diversifies its econ-
        omy.
        Tokayev moved to control the situation, and he appealed for

        assistance from others in the region, as he said to them then.
        """;
    assertThat(RawText.parts(text))
        .containsExactly(
            new RawText.Part("Overview", "sub"),
            new RawText.Part(
                "Kazakhstan, a U.S. partner in areas such as counterterrorism, is a country with"
                    + " resources. According to the U.S. State Department it diversifies its"
                    + " econ-omy.",
                "flush"),
            new RawText.Part(
                "Tokayev moved to control the situation, and he appealed for assistance from others"
                    + " in the region, as he said to them then.",
                ""));
  }

  @Test
  void a_text_without_words_has_no_paragraphs() {
    assertThat(RawText.parts("")).isEqualTo(List.of());
    assertThat(RawText.parts("\n\n \n\f")).isEqualTo(List.of());
  }
}
