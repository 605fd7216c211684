package org.carrel.docserver.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindWordsTest {
  @ParameterizedTest
  @CsvSource({
    "vacanc*, When vacancies happen, true",
    "vacanc, When vacancies happen, false",
    "HAPPEN, When vacancies happen, true",
    "vacancies happen, when vacancies happen, true",
    "seats of the, 'the seats, of the Senators', true",
    "eat, the seats, false",
    ".*, anything, false",
    "*, anything, false",
    "(a+)+$, anything, false"
  })
  void words_are_found_whole_and_by_their_beginning(String query, String text, boolean found) {
    assertThat(FindWords.pattern(query).matcher(text).find()).isEqualTo(found);
  }
}
