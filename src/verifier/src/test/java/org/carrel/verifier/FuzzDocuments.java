package org.carrel.verifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Makes status lists, collection maps and key sets that begin as valid ones, and holds their
 * readers, and a verifier to which they are served, to the other opinion.
 */
final class FuzzDocuments implements AutoCloseable {
  private static final String W1 = FuzzWorld.LISTS + "w1";

  long accepted;
  long refused;
  private final FuzzTime time;
  private final FuzzWorld world;
  private final DocumentOracle oracle;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Remote.Kind<StatusList> lists;
  private final Remote.Kind<CollectionMap> maps;

  FuzzDocuments(FuzzWorld world, FuzzTime time) {
    this.world = world;
    this.time = time;
    this.oracle = new DocumentOracle(world);
    Remote.Ground ground =
        new Remote.Ground(
            new ServiceHttp(world.wire()), world.clock, timer, Duration.ofMinutes(30));
    Keys keys = new Keys(URI.create(FuzzWorld.ISSUER + "/oauth/jwks"), ground);
    SignedDocument.Terms terms =
        new SignedDocument.Terms(FuzzWorld.ISSUER, keys, world.clock, Duration.ofSeconds(30));
    this.lists = StatusList.at(URI.create(W1), terms);
    this.maps = CollectionMap.kind(terms);
  }

  /** One input, wholly determined by {@code random}. */
  void one(Random random) {
    int kind = random.nextInt(10);
    if (kind < 4) {
      list(list(random), heldAt(random), random);
    } else if (kind < 6) {
      map(map(random), heldAt(random));
    } else if (kind < 9) {
      keys(keys(random), random.nextBoolean());
    } else {
      served(random);
    }
  }

  private byte[] list(Random random) {
    return signed("statuslist+jwt", listClaims(random), random);
  }

  private byte[] map(Random random) {
    ObjectNode map = world.map();
    if (random.nextInt(4) == 0) {
      new AimedFaults(random).map(map);
    }
    return signed("collection-map+jwt", map, random);
  }

  /** When the version was issued that is held already; 0 where none is. */
  private static long heldAt(Random random) {
    return random.nextBoolean() ? FuzzWorld.SECOND - 1 + random.nextInt(3) : 0;
  }

  void list(byte[] body, long heldAt, Random random) {
    Optional<byte[]> expected = either(() -> oracle.list(body, W1, heldAt));
    StatusList held = heldAt > 0 ? read(lists, heldList(heldAt), null) : null;
    StatusList read = time.bounded(body, () -> read(lists, body, held));
    agree(expected.isPresent(), read != null, body);
    if (read != null) {
      byte[] packed = expected.orElseThrow();
      int size = packed.length * 4;
      for (int at : new int[] {-1, 0, 10, random.nextInt(size + 1), size - 1, size}) {
        int entry = at < 0 || at >= size ? -1 : packed[at / 4] >> at % 4 * 2 & 3;
        FuzzTokens.require(read.at(at) == entry, "entry " + at, body);
      }
    }
  }

  void map(byte[] body, long heldAt) {
    Optional<ObjectNode> expected = either(() -> oracle.titles(body, heldAt));
    CollectionMap held = heldAt > 0 ? read(maps, heldMap(heldAt), null) : null;
    CollectionMap read = time.bounded(body, () -> read(maps, body, held));
    agree(expected.isPresent(), read != null, body);
    String[] handles = {
      "",
      "/",
      "a/b",
      "a/b/",
      "a/b/c",
      "a/",
      "x/y",
      "t/7/z",
      "t/7t/7/z/",
      "Aa/x",
      "BB/x",
      "A/x",
      "Ab/x"
    };
    for (int i = 0; read != null && i < handles.length; i++) {
      read.covers(handles[i], Set.of(1));
    }
    if (read != null && expected.orElseThrow().path("hein.crs").size() == 1) {
      int collection = expected.orElseThrow().get("hein.crs").get(0).intValue();
      boolean covers = read.covers(FuzzWorld.HANDLE, Set.of(collection));
      FuzzTokens.require(covers, "does not cover", body);
    }
  }

  void keys(byte[] body, boolean holds) {
    byte[] before = FuzzWorld.utf8(world.keys().toString());
    Optional<Map<String, String>> expected =
        either(
            () -> {
              Map<String, String> keys = KeysOracle.keys(body);
              KeysOracle.requireSameMeaning(keys, holds ? KeysOracle.keys(before) : Map.of());
              return keys;
            });
    KeySet held = holds ? readKeys(before, null) : null;
    KeySet read = time.bounded(body, () -> readKeys(body, held));
    agree(expected.isPresent(), read != null, body);
    if (read != null) {
      VerificationKey usual = readKeys(before, null).get("es-1");
      String right = either(() -> KeysOracle.keys(before)).orElseThrow().get("es-1");
      boolean same = right.equals(expected.orElseThrow().get("es-1"));
      FuzzTokens.require(read.publishes(usual) == same, "publishes another key", body);
      FuzzTokens.require(read.size() == expected.orElseThrow().size(), "other keys", body);
      for (String id : expected.orElseThrow().keySet()) {
        VerificationKey key = read.get(id);
        FuzzTokens.require(key != null && read.publishes(key), "lacks " + id, body);
        boolean known = held == null || held.publishes(key) == (held.get(id) != null);
        FuzzTokens.require(known, "takes another key for " + id, body);
      }
    }
  }

  /** A whole verifier to which one such document is served in the place of the right one. */
  private void served(Random random) {
    FuzzWire wire = world.wire();
    ObjectNode claims = world.tokens().get(random.nextInt(2));
    boolean passes;
    byte[] body;
    int which = random.nextInt(3);
    if (which == 0) {
      body = list(random);
      wire.documents.put(W1, body);
      passes =
          either(() -> oracle.list(body, W1, 0))
              .filter(packed -> packed.length > 1 && (packed[1] >> 6 & 3) == 0)
              .isPresent();
    } else if (which == 1) {
      body = map(random);
      wire.documents.put(FuzzWorld.ISSUER + "/collection-map", body);
      boolean needsMap = FuzzWorld.detail(claims).has("prod");
      passes = !needsMap || either(() -> oracle.titles(body, 0)).isPresent();
    } else {
      body = keys(random);
      wire.documents.put(FuzzWorld.ISSUER + "/oauth/jwks", body);
      Map<String, String> right = either(() -> KeysOracle.keys(published())).orElseThrow();
      passes =
          either(() -> KeysOracle.keys(body))
              .filter(found -> right.get("es-1").equals(found.get("es-1")))
              .isPresent();
    }
    String token = FuzzWorld.signed(world.elliptic, "at+jwt", claims);
    try (EntitlementVerifier verifier = world.verifier(wire)) {
      agree(passes, verifier.verify(token) instanceof VerifiedToken, body);
    }
  }

  private byte[] published() {
    return FuzzWorld.utf8(world.keys().toString());
  }

  private ObjectNode listClaims(Random random) {
    ObjectNode claims = world.list("w1");
    if (random.nextInt(3) == 0) {
      int[] sizes = {0, 1, 64, 64, 64, 64, 64, 8_192, 262_144, 262_145};
      byte[] packed = new byte[sizes[random.nextInt(sizes.length)]];
      if (random.nextBoolean()) {
        random.nextBytes(packed);
      }
      byte[] zlib = Base64.getUrlDecoder().decode(FakeService.deflated(packed));
      byte[] changed = random.nextBoolean() ? zlib : new AimedFaults(random).zlib(zlib);
      ObjectNode list = (ObjectNode) claims.get("status_list");
      list.put("lst", Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }
    return claims;
  }

  private byte[] signed(String type, ObjectNode claims, Random random) {
    ObjectNode header = FuzzWorld.header(world.elliptic, type);
    int kind = random.nextInt(8);
    if (kind == 0) {
      new TreeFaults(random).change(header);
    } else if (kind == 1) {
      new AimedFaults(random).document(claims);
    } else if (kind < 5) {
      new TreeFaults(random).change(claims);
    }
    OddJson odd = new OddJson(random);
    String text = world.elliptic.signRaw(odd.write(header), odd.write(claims));
    String other = FuzzWorld.signed(world.elliptic, "at+jwt", world.tokens().get(0));
    String sent = kind == 5 ? new TextFaults(random).change(text, other) : text;
    byte[] body = sent.getBytes(StandardCharsets.UTF_8);
    return kind == 6 ? new TextFaults(random).change(body) : body;
  }

  private byte[] keys(Random random) {
    ObjectNode keys = world.keys();
    int kind = random.nextInt(6);
    if (kind < 2) {
      new TreeFaults(random).change(keys);
    } else if (kind < 4) {
      new AimedFaults(random).keys(keys, world.forger.jwk());
    }
    byte[] body = FuzzWorld.utf8(new OddJson(random).write(keys));
    return kind == 4 ? new TextFaults(random).change(body) : body;
  }

  private byte[] heldList(long issuedAt) {
    ObjectNode claims = world.list("w1").put("iat", issuedAt);
    return FuzzWorld.utf8(FuzzWorld.signed(world.elliptic, "statuslist+jwt", claims));
  }

  private byte[] heldMap(long issuedAt) {
    ObjectNode claims = world.map().put("iat", issuedAt);
    return FuzzWorld.utf8(FuzzWorld.signed(world.elliptic, "collection-map+jwt", claims));
  }

  private void agree(boolean expected, boolean found, byte[] body) {
    accepted += found ? 1 : 0;
    refused += found ? 0 : 1;
    FuzzTokens.require(expected == found, found ? "accepted" : "refused", body);
  }

  private static <T> @Nullable T read(Remote.Kind<T> kind, byte[] body, @Nullable T held) {
    try {
      T document = kind.read(body, held);
      kind.endsAtMillis(document);
      kind.askAgainAfter(document);
      return document;
    } catch (Refusal e) {
      FuzzTokens.require(e.reason() != Reason.INTERNAL_ERROR, "stumbled: " + e, body);
      return null;
    } catch (RuntimeException e) {
      throw new FuzzFailure("threw " + e, body, e);
    }
  }

  private static @Nullable KeySet readKeys(byte[] body, @Nullable KeySet held) {
    try {
      return KeySet.read(body, held);
    } catch (Refusal e) {
      return null;
    } catch (RuntimeException e) {
      throw new FuzzFailure("threw " + e, body, e);
    }
  }

  private interface Opinion<T> {
    T get() throws Unacceptable;
  }

  private static <T> Optional<T> either(Opinion<T> opinion) {
    try {
      return Optional.of(opinion.get());
    } catch (Unacceptable e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
