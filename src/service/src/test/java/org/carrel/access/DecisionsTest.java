package org.carrel.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.carrel.access.Decision.Allowed;
import org.carrel.access.Decision.Denied;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.catalog.Collections;
import org.carrel.catalog.Items;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.HoldingEnded;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.carrel.testing.TestClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Decisions as data: each file in {@code decisions/} states grants, evidence and the decision.
 * Times are durations from the instant of the decision, which stands still.
 */
@QuarkusTest
class DecisionsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<Reason> OF_RENEWALS =
      Set.of(Reason.OUTSIDE_NETWORK, Reason.SIGN_ON_ENDED);

  @Inject Grants grants;
  @Inject Allowances allowances;
  @Inject Holdings holdings;
  @Inject DeviceSessions devices;
  @Inject Items items;
  @Inject Collections collections;
  @Inject EntityManager entities;
  @Inject Event<HoldingEnded> ended;

  private final Instant now = TestClock.now().truncatedTo(ChronoUnit.MILLIS);

  @TestFactory
  Stream<DynamicTest> decisions() throws Exception {
    return files()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString().replace(".yaml", "").replace('-', ' '),
                    () -> decide(YAML.readTree(file.toFile()))));
  }

  @Test
  void there_are_decisions_for_every_reason() throws Exception {
    Set<String> reasons = new LinkedHashSet<>();
    files().forEach(file -> reasons.add(expected(file)));
    for (Reason reason : Reason.values()) {
      if (!OF_RENEWALS.contains(reason)) {
        assertThat(reasons).contains(reason.name());
      }
      assertThat(reason.sentence()).endsWith(".");
    }
  }

  private static String expected(Path file) {
    try {
      return YAML.readTree(file.toFile()).path("expect").path("denied").asText("");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> files() throws Exception {
    URL folder = DecisionsTest.class.getResource("/decisions");
    try (Stream<Path> found = Files.list(Path.of(folder.toURI()))) {
      return found.sorted().toList().stream();
    }
  }

  private void decide(JsonNode given) {
    String device = devices.open("a browser", false).session().id();
    String reader = Ids.of("r");
    Map<String, String> names = new HashMap<>();
    QuarkusTransaction.requiringNew().run(() -> insertReader(reader));
    Map<String, String> holders = new HashMap<>();
    for (JsonNode grant : given.path("grants")) {
      String id = make(grant, device, reader, holders);
      names.put(id, grant.path("name").asText());
    }
    if (given.has("signed_on")) {
      List<SignOn> signOns = signOns(given.path("signed_on"), holders);
      QuarkusTransaction.requiringNew().run(() -> frozen().begin(device, signOns));
    }
    List<String> evidence = YAML.convertValue(given.path("evidence"), List.class);
    Evidence shown =
        new Evidence(
            evidence.contains("reader") ? reader : null,
            evidence.contains("device") ? device : null,
            given.has("from") ? ip(given.path("from").asText()) : null);
    DecideAccess frozen =
        new DecideAccess(
            holdings,
            items,
            collections,
            grants,
            known(given.path("ranges"), holders),
            frozen(),
            entities,
            Clock.fixed(now, ZoneOffset.UTC));
    Decision decision =
        QuarkusTransaction.requiringNew()
            .call(() -> frozen.decide(shown, given.path("item").asText()));
    check(given.path("expect"), decision, names);
  }

  private void check(JsonNode expect, Decision decision, Map<String, String> names) {
    if (expect.has("allowed")) {
      assertThat(decision).isInstanceOf(Allowed.class);
      Allowed allowed = (Allowed) decision;
      assertThat(names.get(allowed.grantId())).isEqualTo(expect.path("allowed").asText());
      assertThat(allowed.until()).isEqualTo(at(expect.path("until")));
      assertThat(allowed.limits())
          .isEqualTo(new Remaining(number(expect, "pages"), number(expect, "downloads")));
    } else {
      Denied denied = (Denied) decision;
      assertThat(denied.reason()).isEqualTo(Reason.valueOf(expect.path("denied").asText()));
      String grant = denied.grantId() == null ? null : names.get(denied.grantId());
      assertThat(grant).isEqualTo(expect.path("because").asText(null));
    }
  }

  /** The ranges of a file: each of an institution, written with those above it. */
  private static KnownRanges known(JsonNode given, Map<String, String> holders) {
    List<AddressRange> ranges = new ArrayList<>();
    for (JsonNode one : given) {
      List<String> line = new ArrayList<>();
      one.path("of").forEach(name -> line.add(holder(name.asText(), holders)));
      String id = "n" + ranges.size();
      ranges.add(
          new AddressRange(
              id, line, 1, ip(one.path("first").asText()), ip(one.path("last").asText())));
    }
    RangeTable table = new RangeTable(ranges);
    return new KnownRanges(null) {
      @Override
      List<AddressRange> of(InetAddress address) {
        return table.of(address);
      }
    };
  }

  private SignOns frozen() {
    return new SignOns(entities, ended, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** One sign-on, or several that are read in the order of the file. */
  private List<SignOn> signOns(JsonNode given, Map<String, String> holders) {
    List<SignOn> signOns = new ArrayList<>();
    for (JsonNode one : given.isArray() ? given : List.of(given)) {
      signOns.add(signOn("t" + signOns.size(), one, holders));
    }
    return signOns;
  }

  /** A sign-on at an institution, with those above it; it ends in an hour where nothing is said. */
  private SignOn signOn(String source, JsonNode given, Map<String, String> holders) {
    List<String> line = new ArrayList<>();
    given.path("at").forEach(name -> line.add(holder(name.asText(), holders)));
    return new SignOn(
        source,
        line,
        1,
        affiliations(given.path("as")),
        "A".repeat(43),
        given.has("ends") ? at(given.path("ends")) : now.plus(Duration.ofHours(1)));
  }

  private static Set<Affiliation> affiliations(JsonNode words) {
    Set<Affiliation> affiliations = new LinkedHashSet<>();
    words.forEach(word -> affiliations.add(Affiliation.of(word.asText()).orElseThrow()));
    return affiliations;
  }

  private static String holder(String institution, Map<String, String> holders) {
    return holders.computeIfAbsent(institution, name -> "institution:" + Ids.of("i"));
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private String make(JsonNode given, String device, String reader, Map<String, String> holders) {
    String pass = Ids.of("p");
    String holder =
        given.has("of")
            ? holder(given.path("of").asText(), holders)
            : given.path("holder").asText("pass") + ":" + pass;
    NewGrant made =
        NewGrant.of(
            holder,
            new Source("pass", pass),
            Set.copyOf(YAML.convertValue(given.path("collections"), List.class)),
            new Limits(number(given, "pages"), number(given, "downloads")));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              grants.grant(made);
              grants.admit(made.id(), affiliations(given.path("also_admits")));
              if (given.has("starts")) {
                grants.start(
                    made.id(), new Window(at(given.path("starts")), at(given.path("ends"))));
              }
              if (given.has("suspended")) {
                grants.suspend(made.id(), given.path("suspended").asText());
              }
              if (given.has("revoked")) {
                grants.revoke(made.id(), given.path("revoked").asText());
              }
            });
    if (given.has("used")) {
      Use used =
          new Use(
              pass,
              given.path("used").path("pages").asInt(),
              given.path("used").path("downloads").asInt());
      allowances.report("test/" + pass, 1, List.of(used));
    }
    switch (given.path("held_by").asText()) {
      case "device" -> holdings.give(new Subject.OfDevice(device), holder);
      case "reader" -> holdings.give(new Subject.OfReader(reader), holder);
      default -> {} // somebody else's
    }
    return made.id();
  }

  private Instant at(JsonNode duration) {
    return now.plus(Duration.parse(duration.asText()));
  }

  private static Integer number(JsonNode node, String name) {
    return node.has(name) ? node.get(name).intValue() : null;
  }

  private void insertReader(String id) {
    entities
        .createNativeQuery(
            "insert into readers (id, issuer, subject, email, email_verified, created_at, updated_at)"
                + " values (?1, 'test', ?1, 'reader@example.edu', true, now(), now())")
        .setParameter(1, id)
        .executeUpdate();
  }
}
