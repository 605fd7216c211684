package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Judges a token by DESIGN.md 7, with none of the code under test. */
final class TokenOracle {
  private static final Set<String> DETAIL =
      Set.of("type", "actions", "prod", "docs", "end", "inst", "net", "trial", "lim", "ses");
  private static final long MOST = Integer.MAX_VALUE;

  private final FuzzWorld world;
  private final DocumentOracle documents;

  TokenOracle(FuzzWorld world) {
    this.world = world;
    this.documents = new DocumentOracle(world);
  }

  /** The claims of a token that must be accepted now. */
  ObjectNode accepted(String token) throws Unacceptable {
    for (int i = 0; i < token.length(); i++) {
      Unacceptable.unless(token.charAt(i) < 128, "not ASCII");
    }
    ObjectNode claims = documents.claims(token.getBytes(StandardCharsets.US_ASCII), "at+jwt", 4096);
    Unacceptable.unless(!claims.has("cnf"), "bound to a key");
    Unacceptable.unless(text(claims, "iss").equals(FuzzWorld.ISSUER), "issuer");
    Unacceptable.unless(text(claims, "aud").equals(FuzzWorld.AUDIENCE), "audience");
    text(claims, "client_id");
    Unacceptable.unless(text(claims, "jti").matches("[A-Za-z0-9_-]{22}"), "jti");
    times(claims);
    String subject = text(claims, "sub");
    Unacceptable.unless(
        subject.matches("[pu]_[A-Za-z0-9_-]{22}") || subject.matches("i_[A-Za-z0-9_-]{1,64}"),
        "subject");
    details(claims, subject.substring(0, 1));
    JsonNode status = claims.path("status").path("status_list");
    Unacceptable.unless(status.isObject(), "no status");
    standing((ObjectNode) status);
    return claims;
  }

  private static void times(ObjectNode claims) throws Unacceptable {
    long issued = DocumentOracle.seconds(claims, "iat");
    long expires = DocumentOracle.seconds(claims, "exp");
    Unacceptable.unless(expires > issued && expires - issued <= 3600, "lifetime");
    Unacceptable.unless(issued <= FuzzWorld.SECOND + 30, "of the future");
    Unacceptable.unless(expires > FuzzWorld.SECOND, "expired");
    if (claims.has("nbf")) {
      long begins = DocumentOracle.seconds(claims, "nbf");
      Unacceptable.unless(begins <= FuzzWorld.SECOND + 30, "not yet");
    }
  }

  private void details(ObjectNode claims, String kind) throws Unacceptable {
    JsonNode details = claims.path("authorization_details");
    Unacceptable.unless(
        details.isArray() && details.size() == 1 && details.get(0).isObject(), "details");
    ObjectNode detail = (ObjectNode) details.get(0);
    onlyOf(detail, DETAIL);
    Unacceptable.unless(text(detail, "type").equals("carrel_docs"), "type");
    Unacceptable.unless(DocumentOracle.seconds(detail, "end") > FuzzWorld.SECOND, "ended");
    texts(detail, "actions");
    Unacceptable.unless(detail.has("prod") != detail.has("docs"), "one of prod and docs");
    if (detail.has("docs")) {
      texts(detail, "docs");
    } else {
      products(detail);
    }
    limits(detail);
    if (detail.has("inst")) {
      DocumentOracle.number(detail, "inst", MOST);
    }
    if (detail.has("net")) {
      network(text(detail, "net"));
    }
    if (detail.has("trial")) {
      Unacceptable.unless(detail.get("trial").equals(FuzzWorld.read("true")), "trial");
    }
    session(claims, detail, kind.equals("p"));
    if (kind.equals("i")) {
      Unacceptable.unless(detail.has("inst") && detail.has("net"), "bound to no network");
    }
  }

  private void session(ObjectNode claims, ObjectNode detail, boolean pass) throws Unacceptable {
    if (pass) {
      for (String name : Set.of("ses", "inst", "net", "trial")) {
        Unacceptable.unless(!detail.has(name), name + " in a pass");
      }
      Unacceptable.unless(!claims.has("sid"), "sid in a pass");
    } else {
      text(claims, "sid");
      Unacceptable.unless(detail.path("ses").isObject(), "no session");
      standing((ObjectNode) detail.get("ses"));
    }
  }

  private void standing(ObjectNode entry) throws Unacceptable {
    long index = DocumentOracle.number(entry, "idx", (1 << 20) - 1);
    String uri = text(entry, "uri");
    Unacceptable.unless(uri.startsWith(FuzzWorld.LISTS), "another place");
    byte[] packed = world.lists.get(uri.substring(FuzzWorld.LISTS.length()));
    Unacceptable.unless(packed != null && index < packed.length * 4L, "no such entry");
    int at = (int) index;
    Unacceptable.unless((packed[at / 4] >> at % 4 * 2 & 3) == 0, "taken back");
  }

  private static void limits(ObjectNode detail) throws Unacceptable {
    if (detail.has("lim")) {
      Unacceptable.unless(detail.get("lim").isObject(), "lim");
      ObjectNode lim = (ObjectNode) detail.get("lim");
      onlyOf(lim, Set.of("pg", "dl"));
      for (Iterator<String> names = lim.fieldNames(); names.hasNext(); ) {
        DocumentOracle.number(lim, names.next(), MOST);
      }
    }
  }

  private static void onlyOf(ObjectNode object, Set<String> known) throws Unacceptable {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      Unacceptable.unless(known.contains(names.next()), "an unknown restriction");
    }
  }

  private static void texts(ObjectNode object, String name) throws Unacceptable {
    JsonNode listed = distinct(object, name, 8);
    for (JsonNode one : listed) {
      Unacceptable.unless(one.isTextual(), name);
    }
  }

  private static void products(ObjectNode detail) throws Unacceptable {
    for (JsonNode one : distinct(detail, "prod", 1024)) {
      DocumentOracle.whole(one, MOST);
    }
  }

  private static JsonNode distinct(ObjectNode object, String name, int most) throws Unacceptable {
    JsonNode listed = object.path(name);
    Unacceptable.unless(listed.isArray() && !listed.isEmpty() && listed.size() <= most, name);
    Set<String> seen = new HashSet<>();
    for (JsonNode one : listed) {
      Unacceptable.unless(seen.add(one.toString()), name + " twice");
    }
    return listed;
  }

  /** By the JDK's own reading of literals, after what that one is lenient about. */
  private static void network(String text) throws Unacceptable {
    String[] parts = text.split("/", -1);
    Unacceptable.unless(parts.length <= 2, "net");
    byte[] bytes = literal(parts[0]);
    boolean mapped = bytes.length == 4 && parts[0].contains(":");
    int width = mapped ? 128 : bytes.length * 8;
    String written = parts.length == 1 ? Integer.toString(width) : parts[1];
    Unacceptable.unless(written.matches("0|[1-9][0-9]{0,2}"), "prefix");
    int prefix = Integer.parseInt(written) - (mapped ? 96 : 0);
    Unacceptable.unless(prefix >= 0 && prefix <= bytes.length * 8, "prefix");
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      Unacceptable.unless((bytes[bit / 8] >> 7 - bit % 8 & 1) == 0, "host bits");
    }
  }

  private static byte[] literal(String text) throws Unacceptable {
    String byteForm = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    String four = byteForm + "(\\." + byteForm + "){3}";
    boolean six = text.contains(":") && text.matches("[0-9A-Fa-f:]*(" + four + ")?");
    Unacceptable.unless(six || text.matches(four), "no address");
    for (String group : text.split(":")) {
      Unacceptable.unless(group.contains(".") || group.length() <= 4, "a long group");
    }
    try {
      return InetAddress.getByName(six ? "[" + text + "]" : text).getAddress();
    } catch (UnknownHostException e) {
      throw new Unacceptable("no address");
    }
  }

  private static String text(ObjectNode object, String name) throws Unacceptable {
    return DocumentOracle.text(object, name);
  }
}
