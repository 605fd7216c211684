package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes JSON otherwise than anybody would: still legal, or with a fault among its lexemes. */
final class OddJson {
  private static final String[] LEXEMES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "{}",
    "[]",
    "true",
    "false",
    "null",
    "tru",
    "fals",
    "nul",
    "True",
    "0",
    "-0",
    "01",
    "-",
    "-01",
    "+1",
    ".5",
    "1.",
    "1.0",
    "1.5e",
    "1e2",
    "1E+2",
    "1e-2",
    "1e+",
    "0x10",
    "NaN",
    "9223372036854775807",
    "9223372036854775808",
    "1" + "0".repeat(400),
    "''",
    "\"\"",
    "\"",
    "\"\\",
    "\"\\u12\"",
    "\"\\u00zz\"",
    "\"\\x\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u0000\"",
    "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
    "\"a\tb\"",
    "\"\\na\nb\"",
    "\"\\u12é4\"",
    "\"\\n\u0001\"",
    "/* */",
    "// x\n",
    "\uFEFF",
    "\u00a0",
    "\u0000",
    "\f",
    "é"
  };
  private static final String[] SPACES = {"", "", "", " ", "\t", "\n", "\r", "  \r\n\t "};

  private final Random random;

  OddJson(Random random) {
    this.random = random;
  }

  /** In most cases as everybody would, else as legal JSON or with faults. */
  String write(ObjectNode root) {
    int how = random.nextInt(4);
    if (how < 2) {
      return root.toString();
    }
    List<String> lexemes = new ArrayList<>();
    lexemes(root, lexemes);
    if (how == 3) {
      fault(lexemes);
    }
    StringBuilder text = new StringBuilder();
    for (String lexeme : lexemes) {
      text.append(SPACES[random.nextInt(SPACES.length)]).append(lexeme);
    }
    return text.append(SPACES[random.nextInt(SPACES.length)]).toString();
  }

  private void lexemes(JsonNode node, List<String> into) {
    if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
      Collections.shuffle(members, random);
      String before = "{";
      for (Map.Entry<String, JsonNode> member : members) {
        into.add(before);
        into.add(text(member.getKey()));
        into.add(":");
        lexemes(member.getValue(), into);
        before = ",";
      }
      close(into, before, "{", "}");
    } else if (node.isArray()) {
      String before = "[";
      for (JsonNode element : node) {
        into.add(before);
        lexemes(element, into);
        before = ",";
      }
      close(into, before, "[", "]");
    } else {
      into.add(node.isTextual() ? text(node.textValue()) : node.toString());
    }
  }

  private static void close(List<String> into, String before, String opening, String closing) {
    if (before.equals(opening)) {
      into.add(opening);
    }
    into.add(closing);
  }

  /** A string of which some characters are escaped that need not be. */
  private String text(String value) {
    String plain = TextNode.valueOf(value).toString();
    if (random.nextInt(4) != 0 || value.isEmpty()) {
      return plain;
    }
    StringBuilder escaped = new StringBuilder("\"");
    for (char each : value.toCharArray()) {
      if (each < ' ' || each > '~' || each == '"' || each == '\\' || random.nextInt(6) == 0) {
        String digits = String.format("%04x", (int) each);
        escaped.append("\\u").append(random.nextBoolean() ? digits : digits.toUpperCase());
      } else {
        escaped.append(each == '/' && random.nextBoolean() ? "\\/" : Character.toString(each));
      }
    }
    return escaped.append('"').toString();
  }

  private void fault(List<String> lexemes) {
    int at = random.nextInt(lexemes.size());
    String other = LEXEMES[random.nextInt(LEXEMES.length)];
    switch (random.nextInt(8)) {
      case 0 -> lexemes.remove(at);
      case 1 -> lexemes.add(at, lexemes.get(random.nextInt(lexemes.size())));
      case 2 -> lexemes.add(at, other);
      case 3 -> twice(lexemes);
      case 4 -> lexemes.subList(at, lexemes.size()).clear();
      case 5 -> lexemes.add(other);
      default -> lexemes.set(at, other);
    }
  }

  /** A member with a simple value once more, with the same or another value. */
  private void twice(List<String> lexemes) {
    List<Integer> colons = new ArrayList<>();
    for (int i = 1; i < lexemes.size() - 1; i++) {
      if (lexemes.get(i).equals(":") && !"{[".contains(lexemes.get(i + 1))) {
        colons.add(i);
      }
    }
    if (!colons.isEmpty()) {
      int colon = colons.get(random.nextInt(colons.size()));
      String again = random.nextBoolean() ? lexemes.get(colon + 1) : "1";
      lexemes.addAll(colon + 2, List.of(",", lexemes.get(colon - 1), ":", again));
    }
  }
}
