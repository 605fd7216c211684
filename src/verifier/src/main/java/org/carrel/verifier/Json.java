package org.carrel.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) without leniency: strict UTF-8, no duplicate names, bounded depth, nothing after
 * the value. Values are {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long}
 * for whole numbers and {@link Other} for what no claim of ours may be.
 */
final class Json {
  /** Values that are legal JSON but that no document of ours uses. */
  enum Other {
    NULL,
    /** A number with a fraction or an exponent, or one beyond 64 bits. */
    NOT_AN_INTEGER
  }

  /** DESIGN: more than five levels are refused. */
  static final int DEEPEST = 5;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Reads one object that fills the whole input. */
  static Map<String, Object> object(byte[] utf8) throws Refusal {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Reason.BAD_JSON, "not UTF-8");
    }
    Json json = new Json(text);
    json.space();
    if (json.peek() != '{') {
      throw json.wrong("an object is expected");
    }
    Map<String, Object> object = json.members(1);
    json.space();
    if (json.at != text.length()) {
      throw json.wrong("something follows the object");
    }
    return object;
  }

  private Object value(int depth) throws Refusal {
    char next = peek();
    return switch (next) {
      case '{' -> members(depth + 1);
      case '[' -> elements(depth + 1);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", Other.NULL);
      default -> number();
    };
  }

  private Map<String, Object> members(int depth) throws Refusal {
    enter(depth);
    Map<String, Object> members = new LinkedHashMap<>();
    if (closes('}')) {
      return members;
    }
    do {
      space();
      if (peek() != '"') {
        throw wrong("a member's name is expected");
      }
      String name = string();
      space();
      expect(':');
      space();
      if (members.put(name, value(depth)) != null) {
        throw new Refusal(Reason.DUPLICATE_KEY, Refusal.shown(name));
      }
    } while (continues('}'));
    return members;
  }

  private List<Object> elements(int depth) throws Refusal {
    enter(depth);
    List<Object> elements = new ArrayList<>();
    if (closes(']')) {
      return elements;
    }
    do {
      space();
      elements.add(value(depth));
    } while (continues(']'));
    return elements;
  }

  private void enter(int depth) throws Refusal {
    if (depth > DEEPEST) {
      throw new Refusal(Reason.TOO_DEEP);
    }
    at++;
  }

  private boolean closes(char bracket) throws Refusal {
    space();
    if (peek() != bracket) {
      return false;
    }
    at++;
    return true;
  }

  private boolean continues(char bracket) throws Refusal {
    space();
    char next = peek();
    if (next != ',' && next != bracket) {
      throw wrong("a comma or a closing bracket is expected");
    }
    at++;
    return next == ',';
  }

  private String string() throws Refusal {
    int from = ++at;
    while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
      at++;
    }
    if (peek() == '"') {
      return text.substring(from, at++);
    }
    StringBuilder made = new StringBuilder(text.substring(from, at));
    while (peek() != '"') {
      char next = peek();
      if (next < ' ') {
        throw wrong("a control character in a string");
      }
      at++;
      made.append(next == '\\' ? escaped() : next);
    }
    at++;
    return wellFormed(made.toString());
  }

  private char escaped() throws Refusal {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw wrong("an unknown escape");
    };
  }

  private char codeUnit() throws Refusal {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char next = peek();
      int digit = next < 128 ? Character.digit(next, 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits are expected");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private String wellFormed(String made) throws Refusal {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(made)) {
      throw wrong("half a surrogate pair");
    }
    return made;
  }

  private Object number() throws Refusal {
    int from = at;
    skip('-');
    int digits = at;
    digits();
    if (text.charAt(digits) == '0' && at - digits > 1) {
      throw wrong("a number with a leading zero");
    }
    boolean whole = true;
    if (skip('.')) {
      whole = false;
      digits();
    }
    if (skip('e') || skip('E')) {
      whole = false;
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    return whole ? whole(text.substring(from, at)) : Other.NOT_AN_INTEGER;
  }

  private static Object whole(String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return Other.NOT_AN_INTEGER;
    }
  }

  private void digits() throws Refusal {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong("a value is expected");
    }
  }

  private boolean skip(char one) {
    if (at < text.length() && text.charAt(at) == one) {
      at++;
      return true;
    }
    return false;
  }

  private Object word(String word, Object meaning) throws Refusal {
    if (!text.startsWith(word, at)) {
      throw wrong("a value is expected");
    }
    at += word.length();
    return meaning;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char one) throws Refusal {
    if (peek() != one) {
      throw wrong("'" + one + "' is expected");
    }
    at++;
  }

  private char peek() throws Refusal {
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private Refusal wrong(String what) {
    return new Refusal(Reason.BAD_JSON, what + " at " + at);
  }
}
