package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;

/** Changes where chance seldom comes: in networks, in key material, in what a list holds. */
final class AimedFaults {
  static final String[] NETWORKS = {
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
    "192.0.2.7/32",
    "1.2.3.4.5",
    "1..2.3",
    "1.2.3.1234",
    "2001:db8::/32",
    "2001:db8::",
    "2001:db8::/33",
    "2001:db8::1/64",
    "::",
    "::1",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8:9:a:b:c",
    "1::2:3:4:5:6:7:8",
    "12345::",
    "g::",
    "::g",
    "::ffff:192.0.2.0/120",
    "::ffff:192.0.2.0/95",
    "::ffff:192.0.2.1",
    "::ffff:192.0.2.0/129",
    "::192.0.2.256",
    "64:ff9b::192.0.2.1/128",
    "1.2.3.4::",
    "1.2.3.4::1",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1:2:1.2.3.4",
    "fe80::1%eth0",
    "::/129",
    "::/032",
    "::/-1",
    "::/9999",
    "x/24",
    "1:x::",
    "1:",
    ":1",
    "é::",
    "½.0.0.0",
    "١.0.0.0",
    "/",
    "/24",
    "::ffff:0:0/96",
    "::ffff:0:0/97",
    "2001:DB8::/32",
    "192.0.16.0/20",
    "192.0.0.0/20"
  };
  private static final String[][] MEMBERS = {
    {"kty", "EC", "RSA", "oct", "OKP"},
    {"use", "sig", "enc", ""},
    {"alg", "ES256", "RS256", "ES384", "PS256", ""},
    {"crv", "P-256", "P-384", "secp256k1"},
    {"kid", "es-1", "rs-1", "es-2", "", "k"}
  };

  private final Random random;

  AimedFaults(Random random) {
    this.random = random;
  }

  /** Another network, another entry of a list, or what a pass must not have. */
  void claims(ObjectNode claims) {
    ObjectNode detail = FuzzWorld.detail(claims);
    if (random.nextInt(5) == 0) {
      String[] names = {"cnf", "iat", "exp", "nbf", "iss", "aud", "end"};
      String[] values = {"-1", "0", "null", "true", "1.5", "\"x\"", "{\"jkt\":\"x\"}"};
      String name = names[random.nextInt(names.length)];
      ObjectNode place = name.equals("end") ? detail : claims;
      place.set(name, FuzzWorld.read(values[random.nextInt(values.length)]));
    } else if (random.nextInt(5) == 0) {
      detail.put("trial", random.nextBoolean());
    } else if (random.nextInt(5) == 0) {
      claims.put("sid", "session-2");
    } else if (detail.has("net")) {
      detail.put("net", NETWORKS[random.nextInt(NETWORKS.length)]);
    } else {
      int[] entries = {7, 8, 9, 10, 11, 254, 255, 256, 257, (1 << 20) - 1, 1 << 20};
      String[] lists = {"w1", "s1", "w2", "w" + random.nextInt(100), "~", ".w", "", "w/1", "é"};
      ObjectNode entry = (ObjectNode) claims.get("status").get("status_list");
      entry.put("idx", entries[random.nextInt(entries.length)]);
      if (random.nextInt(3) == 0) {
        entry.put("uri", FuzzWorld.LISTS + lists[random.nextInt(lists.length)]);
      }
    }
  }

  /** One member of one key, or the point of another key. */
  void keys(ObjectNode keys, Map<String, Object> other) {
    JsonNode listed = keys.get("keys");
    ObjectNode key = (ObjectNode) listed.get(random.nextInt(listed.size()));
    int kind = random.nextInt(10);
    if (kind < 5) {
      String[] member = MEMBERS[kind];
      key.put(member[0], member[1 + random.nextInt(member.length - 1)]);
    } else if (kind == 5) {
      key.remove(random.nextBoolean() ? "alg" : "use");
    } else if (key.has("x") && random.nextBoolean()) {
      key.put("x", (String) other.get("x")).put("y", (String) other.get("y"));
    } else if (key.has("x")) {
      key.put(random.nextBoolean() ? "x" : "y", number(256 - random.nextInt(9), random.nextInt(3)));
    } else if (random.nextBoolean()) {
      int[] bits = {1024, 2047, 2048, 3072, 8192, 8193};
      key.put("n", number(bits[random.nextInt(bits.length)], 1));
    } else {
      int[] bits = {2, 16, 17, 64, 65, 128};
      key.put("e", number(bits[random.nextInt(bits.length)], random.nextInt(2)));
    }
  }

  /** Of exactly so many bits; odd with {@code lowest} 1. */
  String number(int bits, int lowest) {
    BigInteger any = new BigInteger(bits, random).setBit(bits - 1);
    BigInteger made = lowest == 1 ? any.setBit(0) : any.clearBit(0);
    BigInteger whole = lowest == 2 ? BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE) : made;
    byte[] signed = whole.toByteArray();
    int sign = signed[0] == 0 ? 1 : 0;
    byte[] bytes = Arrays.copyOfRange(signed, sign, signed.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A zlib stream cut short, followed by something, asking for a dictionary, or otherwise odd. */
  byte[] zlib(byte[] stream) {
    byte[] changed = stream.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      case 1 -> changed = Arrays.copyOf(changed, changed.length + 1 + random.nextInt(9));
      case 2 -> {
        changed[0] = 0x78;
        changed[1] = (byte) 0xBB;
      }
      default -> changed = new TextFaults(random).change(changed);
    }
    return changed;
  }

  /** A time or an issuer of a document. */
  void document(ObjectNode document) {
    String[] values = {"-1", "\"https://other.example\"", "1.5", "null", "0", "{}"};
    String name = random.nextBoolean() ? "iss" : random.nextBoolean() ? "iat" : "exp";
    document.set(name, FuzzWorld.read(values[random.nextInt(values.length)]));
  }

  /** Titles as no library has them. */
  void map(ObjectNode map) {
    String[] numbers = {
      "[0]", "[2147483647]", "[2147483648]", "[-1]", "[1.0]", "[\"1\"]", "[null]", "{}", "1"
    };
    ObjectNode titles = (ObjectNode) map.get("titles");
    for (int i = random.nextInt(40); i > 0; i--) {
      titles.set(("t/" + random.nextInt(50)).repeat(random.nextInt(3)), FuzzWorld.read("[1]"));
    }
    titles.set("hein.crs", FuzzWorld.read(numbers[random.nextInt(numbers.length)]));
  }
}
