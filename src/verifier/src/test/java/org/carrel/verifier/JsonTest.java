package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is JSON here, and what others let pass and this does not. */
class JsonTest {
  @Test
  void every_kind_of_value_is_read() throws Exception {
    assertThat(read(" {\"a\":[1,-2,\"x\",true,false,null,{}] ,\r\n\t\"b\":{\"c\":[]}} "))
        .isEqualTo(
            Map.of(
                "a", List.of(1L, -2L, "x", true, false, Json.Other.NULL, Map.of()),
                "b", Map.of("c", List.of())));
  }

  @Test
  void escapes_and_all_of_unicode_are_read() throws Exception {
    assertThat(read("{\"\\u00e9\\n\\/\":\"\\\"\\\\ \\ud83d\\ude00 é😀\"}"))
        .isEqualTo(Map.of("é\n/", "\"\\ 😀 é😀"));
  }

  @Test
  void numbers_that_are_no_integers_are_told_from_those_that_are() throws Exception {
    for (String number : List.of("1.0", "1e3", "0.5", "-0.0", "1E+2", "9223372036854775808")) {
      assertThat(read("{\"n\":" + number + "}").get("n")).isEqualTo(Json.Other.NOT_AN_INTEGER);
    }
    assertThat(read("{\"n\":9223372036854775807}").get("n")).isEqualTo(Long.MAX_VALUE);
    assertThat(read("{\"n\":0}").get("n")).isEqualTo(0L);
  }

  @Test
  void what_is_not_json_is_refused() {
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "}",
            "[]",
            "\"x\"",
            "{}x",
            "{}{}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":.5}",
            "{\"a\":1.}",
            "{\"a\":1e}",
            "{\"a\":-}",
            "{\"a\":NaN}",
            "{\"a\":tru}",
            "{\"a\":[1,]}",
            "{\"a\":[1 2]}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"x}",
            "{/**/}",
            "\uFEFF{}",
            "{\"a\":1 \"b\":2}",
            "{,}")) {
      assertThatExceptionOfType(Refusal.class)
          .as(text)
          .isThrownBy(() -> read(text))
          .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BAD_JSON));
    }
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    byte[][] wrong = {{'{', '"', (byte) 0xC0, (byte) 0xAF, '"'}, {'{', (byte) 0xFF, '}'}};
    for (byte[] bytes : wrong) {
      assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Json.object(bytes));
    }
  }

  private static Map<String, Object> read(String text) throws Refusal {
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
