package org.carrel.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes tokens that begin as valid ones and holds the verifier to the other opinion: it accepts
 * what that one accepts, refuses everything else with a reason, and says the same when asked again.
 */
final class FuzzTokens implements AutoCloseable {
  private static final int INPUTS_A_VERIFIER = 1_000;
  private static final byte[][] ADDRESSES = {
    {127, 0, 0, 1},
    {(byte) 192, 0, 2, 77},
    {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
    {0x20, 1, 0x0d, (byte) 0xb9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
  };

  final Map<Reason, Long> refused = new EnumMap<>(Reason.class);
  long accepted;
  private final FuzzTime time;
  private final FuzzWorld world;
  private final TokenOracle oracle;
  private final List<ObjectNode> valid;
  private final List<String> tokens;
  private EntitlementVerifier verifier;
  private int asked;

  FuzzTokens(FuzzWorld world, FuzzTime time) {
    this.world = world;
    this.time = time;
    this.oracle = new TokenOracle(world);
    this.valid = world.tokens();
    this.tokens =
        valid.stream().map(claims -> FuzzWorld.signed(world.elliptic, "at+jwt", claims)).toList();
    this.verifier = begun();
  }

  /** One input, wholly determined by {@code random}. */
  void one(Random random) {
    int at = random.nextInt(valid.size());
    int kind = random.nextInt(16);
    if (kind < 6) {
      String other = tokens.get(random.nextInt(tokens.size()));
      judge(new TextFaults(random).change(tokens.get(at), other), random);
    } else if (kind < 13) {
      judge(signed(valid.get(at).deepCopy(), random, kind), random);
    } else if (kind < 15) {
      ObjectNode header = FuzzWorld.header(world.elliptic, "at+jwt");
      if (random.nextInt(3) == 0) {
        String[] algorithms = {"none", "HS256", "RS256", "ES384", "ES512", "PS256", "es256", ""};
        header.put("alg", algorithms[random.nextInt(algorithms.length)]);
      }
      String input = encoded(header.toString()) + "." + encoded(valid.get(at).toString());
      judge(new SignatureFaults(world, random).sign(input), random);
    } else {
      judge(valid(at, random), random);
    }
  }

  /** Changed before the real key signed it, in the header or the claims. */
  private String signed(ObjectNode claims, Random random, int kind) {
    Signer signer = random.nextInt(4) == 0 ? world.rsa : world.elliptic;
    ObjectNode header = FuzzWorld.header(signer, "at+jwt");
    if (kind == 6) {
      new TreeFaults(random).change(header);
    } else if (kind < 11) {
      new TreeFaults(random).change(claims);
    } else if (kind == 11) {
      new AimedFaults(random).claims(claims);
    }
    OddJson odd = new OddJson(random);
    byte[] first = FuzzWorld.utf8(odd.write(header));
    byte[] second = FuzzWorld.utf8(odd.write(claims));
    TextFaults bytes = new TextFaults(random);
    boolean inHeader = random.nextInt(4) == 0;
    boolean changed = kind == 12;
    return signer.signRaw(
        changed && inHeader ? bytes.change(first) : first,
        changed && !inHeader ? bytes.change(second) : second);
  }

  /** Nothing wrong at all: that the verifier still accepts is half of the proof. */
  private String valid(int at, Random random) {
    Signer signer = random.nextBoolean() ? world.rsa : world.elliptic;
    return FuzzWorld.signed(signer, "at+jwt", valid.get(at));
  }

  /** Holds what the verifier says of one text to the other opinion. */
  void judge(String token, Random random) {
    byte[] input = FuzzWorld.utf8(token);
    Optional<ObjectNode> expected = expected(token);
    try {
      Verification verification = time.bounded(input, () -> verifier.verify(token));
      boolean twice = verification instanceof VerifiedToken || random.nextInt(4) == 0;
      Verification again = twice ? verifier.verify(token) : verification;
      UnverifiedToken.parse(token).ifPresent(FuzzTokens::read);
      if (verification instanceof VerifiedToken good) {
        accepted++;
        require(expected.isPresent(), "accepted: " + good, input);
        require(again instanceof VerifiedToken, "refused when asked again: " + again, input);
        read(good, expected.orElseThrow(), random, input);
      } else {
        Refused no = (Refused) verification;
        refused.merge(no.reason(), 1L, Long::sum);
        require(expected.isEmpty(), "refused: " + no, input);
        require(no.reason() != Reason.INTERNAL_ERROR, "stumbled: " + no, input);
        require(no.detail().matches("[ -~\u2026]{0,200}"), "unfit for a log: " + no, input);
        require(again instanceof Refused, "accepted when asked again", input);
      }
    } catch (RuntimeException e) {
      throw new FuzzFailure("threw " + e, input, e);
    }
    if (++asked % INPUTS_A_VERIFIER == 0) {
      verifier.close();
      verifier = begun();
    }
  }

  private Optional<ObjectNode> expected(String token) {
    try {
      return Optional.of(oracle.accepted(token));
    } catch (Unacceptable e) {
      return Optional.empty();
    }
  }

  /** What an accepted token says is what the other opinion reads in it. */
  private static void read(VerifiedToken good, ObjectNode claims, Random random, byte[] input) {
    ObjectNode detail = FuzzWorld.detail(claims);
    boolean same =
        good.subject().equals(claims.get("sub").textValue())
            && good.expiresAt().getEpochSecond() == claims.get("exp").longValue()
            && good.end().getEpochSecond() == detail.get("end").longValue()
            && good.trial() == detail.has("trial")
            && good.limits().pages().isPresent() == detail.path("lim").has("pg")
            && good.net().isPresent() == detail.has("net");
    require(same, "read otherwise: " + good + " " + claims, input);
    for (JsonNode doc : detail.path("docs")) {
      require(good.covers(doc.textValue()), "does not cover " + doc, input);
    }
    good.covers(random.nextBoolean() ? FuzzWorld.HANDLE : "a/b/" + random.nextInt());
    good.permits("read");
    good.admits(Optional.empty());
    for (byte[] address : ADDRESSES) {
      good.admits(Optional.of(IpLiteral.address(address)));
    }
    good.net().ifPresent(net -> network(net, detail.get("net").textValue(), input));
  }

  private static void network(Cidr net, String written, byte[] input) {
    boolean same = net.equals(Cidr.parse(written)) && net.equals(Cidr.parse(net.toString()));
    require(same && net.hashCode() == Cidr.parse(written).hashCode(), "another network", input);
    for (String other : new String[] {"198.51.100.0/24", "198.51.100.0/25", "192.0.2.0/25"}) {
      require(!net.equals(Cidr.parse(other)) || written.equals(other), "equals " + other, input);
    }
    require(!net.equals(written) && net.prefix() >= 0, "no network", input);
  }

  private static void read(UnverifiedToken token) {
    token.unverifiedKeyId();
    token.unverifiedAlgorithm();
    token.unverifiedType();
    token.unverifiedIssuer();
    token.unverifiedAudience();
    token.unverifiedSubject();
    token.unverifiedJti();
    token.unverifiedExpiry();
  }

  private EntitlementVerifier begun() {
    EntitlementVerifier fresh = world.verifier(world.wire());
    tokens.forEach(fresh::verify);
    return fresh;
  }

  static void require(boolean holds, String otherwise, byte[] input) {
    if (!holds) {
      throw new FuzzFailure(otherwise, input);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(FuzzWorld.utf8(text));
  }

  @Override
  public void close() {
    verifier.close();
  }
}
