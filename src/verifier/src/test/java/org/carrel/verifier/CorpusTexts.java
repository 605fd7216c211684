package org.carrel.verifier;

/** Members and texts of the corpus; a member with an empty text is taken away. */
final class CorpusTexts {
  private static final long NOW = FuzzWorld.SECOND;

  static final String[][] CLAIMS = {
    {"cnf", "{\"jkt\":\"x\"}"},
    {"iss", "\"https://other.example\""},
    {"iss", "\"\""},
    {"iss", "1"},
    {"iss", ""},
    {"aud", "\"others\""},
    {"sub", "\"x\""},
    {"client_id", ""},
    {"jti", "\"short\""},
    {"sid", ""},
    {"iat", "-1"},
    {"iat", "\"1\""},
    {"iat", "253402300800"},
    {"iat", "" + (NOW + 31)},
    {"exp", "" + NOW},
    {"exp", "" + (NOW + 3601)},
    {"exp", "1.5"},
    {"nbf", "" + NOW},
    {"nbf", "" + (NOW + 31)},
    {"nbf", "-1"},
    {"authorization_details", "{}"},
    {"authorization_details", "[]"},
    {"authorization_details", "[1]"},
    {"status", "1"},
    {"status", "{\"status_list\":{\"idx\":-1,\"uri\":\"x\"}}"},
    {"status", "{\"status_list\":{\"idx\":1048576,\"uri\":\"x\"}}"},
    {"scope", "\"unknown\""}
  };

  static final String[][] DETAILS = {
    {"type", "\"carrel_admin\""},
    {"type", "\"" + "x".repeat(200) + "\""},
    {"unknown", "1"},
    {"end", "" + NOW},
    {"end", "-1"},
    {"actions", "1"},
    {"actions", "[]"},
    {"actions", "[1]"},
    {"actions", "[\"read\",\"read\"]"},
    {"actions", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]"},
    {"prod", "[0]"},
    {"prod", "[-1]"},
    {"prod", "[2147483648]"},
    {"prod", "[1.5]"},
    {"prod", ""},
    {"inst", "-1"},
    {"inst", "2147483648"},
    {"inst", "\"1\""},
    {"inst", ""},
    {"net", ""},
    {"net", "\"\""},
    {"trial", "true"},
    {"trial", "false"},
    {"lim", "{}"},
    {"lim", "1"},
    {"lim", "{\"pg\":1}"},
    {"lim", "{\"dl\":1}"},
    {"lim", "{\"pg\":1,\"x\":1}"},
    {"ses", ""},
    {"ses", "1"}
  };

  static final String[][] HEADERS = {
    {"typ", ""},
    {"typ", "\"JWT\""},
    {"typ", "\"statuslist+jwt\""},
    {"alg", "\"RS256\""},
    {"alg", "\"none\""},
    {"kid", "\"es-2\""},
    {"kid", ""},
    {"crit", "[\"b64\"]"},
    {"x".repeat(100), "1"}
  };

  static final String[] JSON = {
    "",
    " ",
    "1",
    "[]",
    "{",
    "{}",
    " {\t} \r\n",
    "{}x",
    "{1:1}",
    "{\"a\"}",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1;",
    "{\"a\":1,}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":[1;2]}",
    "{\"a\":[]}",
    "{\"a\":[1, 2]}",
    "{\"a\":[[[[[1]]]]]}",
    "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}",
    "{\"a\":true,\"b\":false,\"c\":null,\"d\":{}}",
    "{\"a\":tru}",
    "{\"a\":fals}",
    "{\"a\":nul}",
    "{\"a\":x}",
    "{\"a\":-}",
    "{\"a\":/}",
    "{\"a\":0}",
    "{\"a\":-0}",
    "{\"a\":01}",
    "{\"a\":10}",
    "{\"a\":1.5}",
    "{\"a\":1.}",
    "{\"a\":1e5}",
    "{\"a\":1E+5}",
    "{\"a\":1e-5}",
    "{\"a\":1e}",
    "{\"a\":1",
    "{\"a\":1e",
    "{\"a\":9223372036854775808}",
    "{\"a\":\"",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\\n\n\"}",
    "{\"a\":\"\\",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"b\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9c\"}",
    "{\"a\":\"\\u12\u00e94\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\ud83d\\ude00\"}"
  };

  static final String[][] DOCUMENTS = {
    {"iss", "\"https://other.example\""},
    {"iss", "\"" + FuzzWorld.ISSUER + "\""},
    {"iss", ""},
    {"iss", "1"},
    {"sub", "\"" + FuzzWorld.LISTS + "w2\""},
    {"iat", "" + (NOW + 30)},
    {"iat", "" + (NOW + 31)},
    {"exp", "" + NOW},
    {"exp", "" + (NOW + 1)},
    {"ttl", ""},
    {"ttl", "-1"},
    {"ttl", "61"},
    {"status_list", "1"},
    {"titles", "1"}
  };

  static final String[] COLLECTIONS = {
    "[0]", "[2147483647]", "[2147483648]", "[-1]", "[1.5]", "[\"1\"]", "{}", "[]"
  };

  static final String[][] KEYS = {
    {"kty", "\"oct\""},
    {"kty", "1"},
    {"use", "\"sig\""},
    {"use", "\"enc\""},
    {"use", ""},
    {"alg", ""},
    {"alg", "\"ES256\""},
    {"alg", "\"RS256\""},
    {"alg", "\"ES384\""},
    {"crv", "\"P-384\""},
    {"crv", ""},
    {"x", "\"AAAA\""},
    {"y", "\"AAAA\""},
    {"kid", ""},
    {"kid", "\"" + "k".repeat(129) + "\""},
    {"n", ""},
    {"e", "\"Aw\""}
  };

  private CorpusTexts() {}
}
