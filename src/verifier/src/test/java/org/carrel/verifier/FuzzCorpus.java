package org.carrel.verifier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The inputs with which every fuzz begins, the same with each seed but for its keys: together they
 * take every branch of the parser, so that chance need not find it first.
 */
final class FuzzCorpus {
  private static final long NOW = FuzzWorld.SECOND;
  private static final int PASS = 0;
  private static final int DOCS = 1;
  private static final int INSTITUTION = 2;

  private final FuzzWorld world;
  private final FuzzTokens tokens;
  private final FuzzDocuments documents;
  private final List<Runnable> inputs = new ArrayList<>();

  FuzzCorpus(FuzzWorld world, FuzzTokens tokens, FuzzDocuments documents) {
    this.world = world;
    this.tokens = tokens;
    this.documents = documents;
    for (int at = 0; at < world.tokens().size(); at++) {
      changed(at, claims -> {});
    }
    networks();
    claims();
    payloads();
    texts();
    signatures();
    documents();
    lists();
    maps();
    keys();
  }

  int size() {
    return inputs.size();
  }

  void one(int number) {
    inputs.get(number).run();
  }

  private void networks() {
    for (String network : AimedFaults.NETWORKS) {
      changed(INSTITUTION, claims -> FuzzWorld.detail(claims).put("net", network));
    }
  }

  private void claims() {
    for (String[] each : CorpusTexts.CLAIMS) {
      changed(INSTITUTION, claims -> set(claims, each));
    }
    for (String[] each : CorpusTexts.DETAILS) {
      changed(INSTITUTION, claims -> set(FuzzWorld.detail(claims), each));
    }
    for (String name : List.of("ses", "inst", "net", "trial")) {
      changed(PASS, claims -> FuzzWorld.detail(claims).set(name, FuzzWorld.read("1")));
    }
    changed(PASS, claims -> claims.put("sid", "session-1"));
    changed(DOCS, claims -> ((ArrayNode) FuzzWorld.detail(claims).get("docs")).add(1));
    changed(DOCS, claims -> FuzzWorld.detail(claims).set("prod", FuzzWorld.read("[1]")));
    changed(DOCS, claims -> FuzzWorld.detail(claims).remove("docs"));
    for (int entry : new int[] {8, 9, 10, 11, 256}) {
      changed(PASS, claims -> status(claims).put("idx", entry));
    }
    for (String uri : List.of("w2", "s1", "~", "", "w/1")) {
      changed(PASS, claims -> status(claims).put("uri", FuzzWorld.LISTS + uri));
    }
    changed(PASS, claims -> status(claims).put("uri", "https://other.example/w1"));
  }

  private static ObjectNode status(ObjectNode claims) {
    return (ObjectNode) claims.get("status").get("status_list");
  }

  /** JSON that is none, or that says a thing in a way that few would. */
  private void payloads() {
    String header = FuzzWorld.header(world.elliptic, "at+jwt").toString();
    for (String json : CorpusTexts.JSON) {
      token(world.elliptic.signRaw(header, json));
      token(world.elliptic.signRaw(json, world.tokens().get(PASS).toString()));
      inputs.add(() -> documents.keys(FuzzWorld.utf8(json), false));
    }
    byte[] latin = "{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1);
    token(world.elliptic.signRaw(FuzzWorld.utf8(header), latin));
    for (String[] each : CorpusTexts.HEADERS) {
      ObjectNode odd = FuzzWorld.header(world.elliptic, "at+jwt");
      set(odd, each);
      token(world.elliptic.signRaw(odd.toString(), world.tokens().get(PASS).toString()));
    }
  }

  private void texts() {
    String right = FuzzWorld.signed(world.elliptic, "at+jwt", world.tokens().get(PASS));
    for (String text : List.of("", ".", "..", "a", ".a.b", "a..b", "a.b.", "a.b", "a.b.c.d")) {
      token(text);
    }
    for (String text : List.of("A", "AB", "ABC", "AA", "AAA", "\u00e9", "A+==", "AAAA=")) {
      token(text + right.substring(right.indexOf('.')));
    }
    token(right + "\u00e9");
    token(right + "A".repeat(EntitlementVerifier.MOST_BYTES));
    token(right + "A".repeat(EntitlementVerifier.MOST_BYTES - right.length()));
  }

  /** Each half of a signature zero, the order of the curve, and of another length. */
  private void signatures() {
    String[] parts =
        FuzzWorld.signed(world.elliptic, "at+jwt", world.tokens().get(PASS)).split("\\.");
    byte[] right = Base64.getUrlDecoder().decode(parts[2]);
    String input = parts[0] + "." + parts[1] + ".";
    for (int from : new int[] {0, 32}) {
      for (byte with : new byte[] {0, 1, -1}) {
        byte[] changed = right.clone();
        Arrays.fill(changed, from, from + 32, with);
        token(input + base64(changed));
      }
    }
    token(input + base64(Arrays.copyOf(right, 63)));
    token(FuzzWorld.signed(world.rsa, "at+jwt", world.tokens().get(PASS)));
    token(FuzzWorld.signed(world.forger, "at+jwt", world.tokens().get(PASS)));
  }

  /** What status lists and collection maps have in common, each held and not. */
  private void documents() {
    for (String[] each : CorpusTexts.DOCUMENTS) {
      ObjectNode list = world.list("w1");
      set(list, each);
      list(list, 0);
      ObjectNode map = world.map();
      set(map, each);
      map(map, 0);
    }
    String right = FuzzWorld.signed(world.elliptic, "statuslist+jwt", world.list("w1"));
    byte[] tooLong = FuzzWorld.utf8(right + "A".repeat(512 * 1024));
    inputs.add(() -> documents.list(tooLong, 0, new Random(1)));
    for (long held : new long[] {NOW - 1, NOW, NOW + 1}) {
      list(world.list("w1"), held);
      map(world.map(), held);
    }
  }

  private void lists() {
    for (int size : new int[] {0, 1, 64, 8_192, 8_193, 262_144, 262_145}) {
      packed(Base64.getUrlDecoder().decode(FakeService.deflated(new byte[size])));
    }
    byte[] zlib = Base64.getUrlDecoder().decode(FakeService.deflated(new byte[64]));
    packed(new byte[0]);
    packed(Arrays.copyOf(zlib, zlib.length - 5));
    packed(Arrays.copyOf(zlib, zlib.length + 3));
    packed(FuzzWorld.utf8("no zlib stream"));
    byte[] dictionary = zlib.clone();
    dictionary[1] = (byte) 0xBB;
    packed(dictionary);
    for (String lst : List.of("A", "AB", "ABC", "A=", "\u00e9AAA")) {
      ObjectNode claims = world.list("w1");
      ((ObjectNode) claims.get("status_list")).put("lst", lst);
      list(claims, 0);
    }
    ObjectNode other = world.list("w1");
    ((ObjectNode) other.get("status_list")).put("bits", 1);
    list(other, 0);
  }

  private void packed(byte[] zlib) {
    ObjectNode claims = world.list("w1");
    ((ObjectNode) claims.get("status_list")).put("lst", base64(zlib));
    list(claims, 0);
  }

  private void maps() {
    for (String numbers : CorpusTexts.COLLECTIONS) {
      ObjectNode map = world.map();
      ((ObjectNode) map.get("titles")).set("hein.crs", FuzzWorld.read(numbers));
      map(map, 0);
    }
    // titles of one place in the table: of one length (Aa and BB hash alike), and of two
    for (String titles : List.of("{\"Aa\":[1],\"BB\":[2]}", "{\"A\":[1],\"Ab\":[1]}", "{}")) {
      ObjectNode map = world.map();
      map.set("titles", FuzzWorld.read(titles));
      map(map, 0);
    }
  }

  private void keys() {
    for (boolean held : new boolean[] {false, true}) {
      keys(keys -> {}, held);
      keys(keys -> keys.remove(0), held);
      keys(keys -> keys.add(keys.get(0).deepCopy()), held);
      keys(keys -> keys.add(FuzzWorld.read("1")), held);
      keys(keys -> point(key(keys, 0)), held);
      keys(keys -> key(keys, 0).put("kid", "es-2"), held);
    }
    for (String[] each : CorpusTexts.KEYS) {
      for (int at = 0; at < 2; at++) {
        int which = at;
        keys(keys -> set(key(keys, which), each), false);
      }
    }
    AimedFaults numbers = new AimedFaults(new Random(1));
    for (int bits : new int[] {248, 255, 256}) {
      keys(keys -> key(keys, 0).put("x", numbers.number(bits, bits == 256 ? 2 : 1)), false);
    }
    for (int bits : new int[] {2047, 2048, 8192, 8193}) {
      keys(keys -> key(keys, 1).put("n", numbers.number(bits, 1)), false);
    }
    for (int bits : new int[] {2, 17, 64, 65}) {
      keys(keys -> key(keys, 1).put("e", numbers.number(bits, 1)), false);
    }
    keys(keys -> key(keys, 1).put("e", numbers.number(64, 0)), false);
    keys(keys -> many(keys), false);
  }

  private void point(ObjectNode key) {
    key.put("x", (String) world.forger.jwk().get("x"));
    key.put("y", (String) world.forger.jwk().get("y"));
  }

  private static void many(ArrayNode keys) {
    while (keys.size() <= 64) {
      keys.add(FuzzWorld.read("{\"kty\":\"oct\"}"));
    }
  }

  private static ObjectNode key(ArrayNode keys, int at) {
    return (ObjectNode) keys.get(at);
  }

  private void keys(Consumer<ArrayNode> change, boolean held) {
    ObjectNode keys = world.keys();
    change.accept((ArrayNode) keys.get("keys"));
    inputs.add(() -> documents.keys(FuzzWorld.utf8(keys.toString()), held));
  }

  private void list(ObjectNode claims, long heldAt) {
    byte[] body = FuzzWorld.utf8(FuzzWorld.signed(world.elliptic, "statuslist+jwt", claims));
    inputs.add(() -> documents.list(body, heldAt, new Random(1)));
  }

  private void map(ObjectNode claims, long heldAt) {
    byte[] body = FuzzWorld.utf8(FuzzWorld.signed(world.elliptic, "collection-map+jwt", claims));
    inputs.add(() -> documents.map(body, heldAt));
  }

  private void changed(int at, Consumer<ObjectNode> change) {
    ObjectNode claims = world.tokens().get(at);
    change.accept(claims);
    token(FuzzWorld.signed(world.elliptic, "at+jwt", claims));
  }

  private void token(String token) {
    inputs.add(() -> tokens.judge(token, new Random(1)));
  }

  private static void set(ObjectNode object, String[] member) {
    if (member[1].isEmpty()) {
      object.remove(member[0]);
    } else {
      object.set(member[0], FuzzWorld.read(member[1]));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
