package org.carrel.verifier;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an entitlement token, each of the form that it must have (DESIGN.md 7). Whether now
 * is within its time is asked anew at each use.
 */
record Entitlement(
    String subject,
    String clientId,
    String jti,
    @Nullable String session,
    long issuedAt,
    long notBefore,
    long expiresAt,
    long end,
    Set<String> actions,
    Set<Integer> products,
    Set<String> docs,
    OptionalInt institution,
    @Nullable Cidr net,
    boolean trial,
    Limits limits,
    Claims grantStatus,
    @Nullable Claims sessionStatus) {

  private static final Pattern SUBJECT =
      Pattern.compile("[pu]_[A-Za-z0-9_-]{22}|i_[A-Za-z0-9_-]{1,64}");
  private static final Pattern JTI = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Set<String> DETAIL =
      Set.of("type", "actions", "prod", "docs", "end", "inst", "net", "trial", "lim", "ses");
  private static final int MOST_DOCS = 8;
  private static final int MOST_PRODUCTS = 1024;
  private static final int MOST_ACTIONS = 8;

  /** Reads verified claims; times are checked for their form and order, not against now. */
  static Entitlement read(Claims token, Settings settings) throws Refusal {
    addressed(token, settings);
    long issuedAt = token.seconds("iat");
    long expiresAt = token.seconds("exp");
    long lifetime = expiresAt - issuedAt;
    if (lifetime <= 0 || lifetime > settings.maxLifetime().toSeconds()) {
      throw new Refusal(Reason.LIVES_TOO_LONG, lifetime + " s");
    }
    String subject = token.string("sub", is(SUBJECT));
    Claims detail = detail(token);
    Claims session = session(token, detail, subject);
    return new Entitlement(
        subject,
        token.string("client_id"),
        token.string("jti", is(JTI)),
        token.optionalString("sid"),
        issuedAt,
        token.has("nbf") ? token.seconds("nbf") : issuedAt,
        expiresAt,
        detail.seconds("end"),
        Set.copyOf(detail.array("actions", String.class, MOST_ACTIONS)),
        detail.has("prod") ? products(detail) : Set.of(),
        detail.has("docs") ? Set.copyOf(detail.array("docs", String.class, MOST_DOCS)) : Set.of(),
        limit(detail, "inst"),
        net(detail),
        detail.flag("trial"),
        limits(detail),
        token.object("status").object("status_list"),
        session);
  }

  private static void addressed(Claims token, Settings settings) throws Refusal {
    if (token.has("cnf")) {
      throw new Refusal(Reason.PROOF_OF_POSSESSION);
    }
    if (!token.string("iss").equals(settings.issuer())) {
      throw new Refusal(Reason.WRONG_ISSUER);
    }
    if (!token.string("aud").equals(settings.audience())) {
      throw new Refusal(Reason.WRONG_AUDIENCE);
    }
  }

  private static Claims detail(Claims token) throws Refusal {
    Claims detail = token.onlyObject("authorization_details");
    String type = detail.string("type");
    if (!type.equals("carrel_docs")) {
      throw new Refusal(Reason.NOTHING_GRANTED, "type " + Refusal.shown(type));
    }
    detail.only(DETAIL);
    if (detail.has("prod") == detail.has("docs")) {
      throw new Refusal(Reason.NOTHING_GRANTED, "one of prod and docs must be given");
    }
    return detail;
  }

  /**
   * A pass stands for itself; every other token hangs on a session too, whose entry it names. One
   * that an address gave says to which network it is bound, and whose that is.
   */
  private static @Nullable Claims session(Claims token, Claims detail, String subject)
      throws Refusal {
    boolean byAddress = subject.startsWith("i_");
    if (subject.startsWith("p_")) {
      token.absent("sid");
      detail.absent("ses", "inst", "net", "trial");
      return null;
    }
    token.string("sid");
    if (byAddress) {
      detail.string("net");
      detail.number("inst", Integer.MAX_VALUE);
    }
    return detail.object("ses");
  }

  private static Set<Integer> products(Claims detail) throws Refusal {
    List<Long> numbers = detail.array("prod", Long.class, MOST_PRODUCTS);
    Set<Integer> products = new HashSet<>();
    for (Long number : numbers) {
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw detail.wrong("prod", "holds a number that no collection has");
      }
      products.add(number.intValue());
    }
    return Set.copyOf(products);
  }

  private static @Nullable Cidr net(Claims detail) throws Refusal {
    String text = detail.optionalString("net");
    if (text == null) {
      return null;
    }
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw detail.wrong("net", "is no network");
    }
  }

  private static Limits limits(Claims detail) throws Refusal {
    if (!detail.has("lim")) {
      return Limits.NONE;
    }
    Claims lim = detail.object("lim");
    lim.only(Set.of("pg", "dl"));
    return new Limits(limit(lim, "pg"), limit(lim, "dl"));
  }

  private static OptionalInt limit(Claims object, String name) throws Refusal {
    return object.has(name)
        ? OptionalInt.of((int) object.number(name, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static java.util.function.Predicate<String> is(Pattern form) {
    return text -> form.matcher(text).matches();
  }
}
