package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes one thing in a JSON tree that knows what it is about. */
final class TreeFaults {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final long NOW = FuzzWorld.SECOND;
  private static final long[] NUMBERS = {
    -1,
    0,
    1,
    2,
    3,
    7,
    8,
    9,
    10,
    60,
    61,
    255,
    256,
    1023,
    1024,
    (1 << 20) - 1,
    1 << 20,
    NOW,
    NOW - 1,
    NOW + 1,
    NOW + 30,
    NOW + 31,
    NOW + 3600,
    NOW + 3601,
    NOW - 3600,
    NOW - 3601,
    NOW * 1000,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE + 1L,
    253_402_300_799L,
    253_402_300_800L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final String[] NAMES = {
    "alg",
    "typ",
    "kid",
    "crit",
    "jku",
    "jwk",
    "x5u",
    "x5c",
    "b64",
    "cty",
    "zip",
    "iss",
    "sub",
    "aud",
    "client_id",
    "iat",
    "exp",
    "nbf",
    "jti",
    "sid",
    "cnf",
    "scope",
    "azp",
    "status",
    "status_list",
    "authorization_details",
    "type",
    "actions",
    "locations",
    "prod",
    "docs",
    "end",
    "inst",
    "net",
    "trial",
    "lim",
    "ses",
    "pg",
    "dl",
    "idx",
    "uri",
    "ttl",
    "bits",
    "lst",
    "titles",
    "keys",
    "kty",
    "use",
    "crv",
    "x",
    "y",
    "n",
    "e",
    "key_ops",
    "",
    "__proto__",
    "a\u0000b",
    "é"
  };
  private static final String[] TEXTS = {
    "",
    " ",
    "none",
    "None",
    "HS256",
    "ES256",
    "RS256",
    "ES384",
    "PS256",
    "EdDSA",
    "at+jwt",
    "AT+JWT",
    "application/at+jwt",
    "JWT",
    "statuslist+jwt",
    "collection-map+jwt",
    "es-1",
    "rs-1",
    "es-2",
    "../es-1",
    FuzzWorld.ISSUER,
    FuzzWorld.ISSUER + "/",
    "https://carrel.example.evil.example",
    "HTTPS://CARREL.EXAMPLE",
    FuzzWorld.AUDIENCE,
    "Documents",
    "docserver",
    "carrel_docs",
    "carrel_admin",
    "read",
    "download",
    "i_1",
    "i_" + "x".repeat(64),
    "i_" + "x".repeat(65),
    "p_AAAAAAAAAAAAAAAAAAAAAA",
    "p_AAAAAAAAAAAAAAAAAAAAAAA",
    "u_CCCCCCCCCCCCCCCCCCCCCC",
    FuzzWorld.HANDLE,
    FuzzWorld.LISTS,
    FuzzWorld.LISTS + "w1",
    FuzzWorld.LISTS + "s1",
    FuzzWorld.LISTS + "w2",
    FuzzWorld.LISTS + ".w1",
    FuzzWorld.LISTS + "../oauth/jwks",
    FuzzWorld.LISTS + "w1?x=1",
    FuzzWorld.LISTS + "w1#s1",
    FuzzWorld.LISTS + "%77%31",
    "http://169.254.169.254/status-lists/w1",
    "file:///etc/passwd",
    "sig",
    "enc",
    "EC",
    "RSA",
    "oct",
    "OKP",
    "P-256",
    "P-384",
    "AQAB",
    "AQ",
    "Aw",
    "AAAA",
    "eA",
    "A",
    "A=",
    "Ab",
    "A+/=",
    "0.0.0.0/0",
    "::/0",
    "192.0.2.0/24",
    "192.0.2.1/24",
    "192.0.2.0/33",
    "192.0.2.0/",
    "192.0.2",
    "192.0.2.256",
    "192.0.02.0",
    "192.0.2.7",
    "1.2.3.4.5",
    "2001:db8::/32",
    "2001:db8::",
    "::",
    "::1",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "1:2:3:4:5:6:7:8:9",
    "1::2:3:4:5:6:7:8",
    "12345::",
    "g::",
    "::ffff:192.0.2.0/120",
    "::ffff:192.0.2.0/95",
    "::ffff:192.0.2.1",
    "::192.0.2.256",
    "64:ff9b::192.0.2.1/128",
    "1.2.3.4::",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "fe80::1%eth0",
    "::/129",
    "::/032",
    "x/24",
    "1:x::",
    "1:",
    ":1",
    "é::",
    "½.0.0.0",
    "١.0.0.0",
    "/",
    "a/b",
    "a/",
    "true",
    "1",
    "1e3",
    "\u0000",
    "\u2028",
    "😀",
    "\uFEFF",
    "x".repeat(129),
    "y".repeat(3000)
  };

  private final Random random;

  TreeFaults(Random random) {
    this.random = random;
  }

  /** Changes the tree in one to three places. */
  void change(ObjectNode root) {
    for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
      List<ContainerNode<?>> places = new ArrayList<>();
      collect(root, places);
      ContainerNode<?> place = places.get(random.nextInt(places.size()));
      if (place instanceof ObjectNode object) {
        change(object, root);
      } else {
        change((ArrayNode) place, root);
      }
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> into) {
    if (node instanceof ContainerNode<?> container) {
      into.add(container);
      node.forEach(child -> collect(child, into));
    }
  }

  private void change(ObjectNode object, ObjectNode root) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? any(NAMES) : names.get(random.nextInt(names.size()));
    JsonNode value = object.path(name).isMissingNode() ? MAKE.nullNode() : object.get(name);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> {
        object.remove(name);
        object.set(any(NAMES), value);
      }
      case 2 -> object.set(any(NAMES), odd(value));
      case 3 -> object.set(name, nested(value, 1 + random.nextInt(6)));
      case 4 -> object.set(name, anyValue(root));
      default -> object.set(name, odd(value));
    }
  }

  private void change(ArrayNode array, ObjectNode root) {
    int at = array.isEmpty() ? 0 : random.nextInt(array.size());
    JsonNode value = array.isEmpty() ? MAKE.numberNode(1L) : array.get(at);
    switch (random.nextInt(8)) {
      case 0 -> array.removeAll();
      case 1 -> array.remove(at);
      case 2 -> array.insert(at, value);
      case 3 -> array.insert(at, nested(value, 1 + random.nextInt(6)));
      case 4 -> many(array);
      case 5 -> array.insert(at, anyValue(root));
      default -> {
        array.remove(at);
        array.insert(at, odd(value));
      }
    }
  }

  /** More elements than any list of ours may have, each of its own. */
  private void many(ArrayNode array) {
    int count = random.nextBoolean() ? 9 : 1025;
    boolean texts = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      array.add(texts ? MAKE.textNode("d/" + i) : MAKE.numberNode((long) i));
    }
  }

  private JsonNode nested(JsonNode value, int levels) {
    JsonNode inner = value;
    for (int i = 0; i < levels; i++) {
      inner =
          random.nextBoolean()
              ? MAKE.arrayNode().add(inner)
              : MAKE.objectNode().set(any(NAMES), inner);
    }
    return inner;
  }

  private JsonNode anyValue(ObjectNode root) {
    List<ContainerNode<?>> places = new ArrayList<>();
    collect(root, places);
    List<JsonNode> values = new ArrayList<>();
    places.get(random.nextInt(places.size())).forEach(values::add);
    return values.isEmpty()
        ? MAKE.objectNode()
        : values.get(random.nextInt(values.size())).deepCopy();
  }

  private JsonNode odd(JsonNode before) {
    int kind = random.nextInt(16);
    if (kind < 6 && before.isIntegralNumber()) {
      return MAKE.numberNode(near(before.longValue()));
    }
    if (kind < 6 && before.isTextual()) {
      return MAKE.textNode(near(before.textValue()));
    }
    return switch (kind) {
      case 6 -> MAKE.nullNode();
      case 7 -> MAKE.booleanNode(random.nextBoolean());
      case 8 -> MAKE.objectNode();
      case 9 -> MAKE.arrayNode();
      case 10 -> MAKE.numberNode(random.nextDouble());
      case 11 -> MAKE.textNode(before.asText());
      case 12, 13 -> MAKE.numberNode(NUMBERS[random.nextInt(NUMBERS.length)]);
      default -> MAKE.textNode(any(TEXTS));
    };
  }

  private long near(long number) {
    return random.nextBoolean()
        ? number + random.nextInt(5) - 2
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String near(String text) {
    if (text.isEmpty() || random.nextInt(3) == 0) {
      return any(TEXTS);
    }
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.insert(at, (char) random.nextInt(256));
      case 2 -> changed.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
      default -> changed.append(text, at, text.length());
    }
    return changed.toString();
  }

  private String any(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
