package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which documents the numbers in a token cover. */
class CollectionMapTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeService service = new FakeService(clock);
  private final EntitlementVerifier verifier = service.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    service.close();
  }

  @Test
  void the_longest_title_that_ends_at_a_slash_decides() {
    service.titles.put("hein.crs/reports", List.of(9));
    VerifiedToken token = Outcome.accepted(verifier.verify(service.token(service.pass())));
    assertThat(token.covers("hein.crs/govekfi0001")).isTrue();
    assertThat(token.covers("hein.crs/a/deeper/one")).isTrue();
    assertThat(token.covers("hein.crs/reports/2020")).isFalse();
    assertThat(token.covers("hein.crs/reports")).isTrue();
  }

  @Test
  void what_is_no_handle_is_covered_by_nothing() {
    VerifiedToken token = Outcome.accepted(verifier.verify(service.token(service.pass())));
    for (String handle : List.of("", "/", "hein.crs", "hein.crs/", "hein.crsx/a", "//", "/a")) {
      assertThat(token.covers(handle)).as(handle).isFalse();
    }
  }

  @Test
  void a_title_in_several_collections_needs_one_of_them() {
    service.titles.put("hein.crs", List.of(5, 1, 6));
    Map<String, Object> claims = service.pass();
    FakeService.detail(claims).put("prod", List.of(4, 6));
    VerifiedToken token = Outcome.accepted(verifier.verify(service.token(claims)));
    assertThat(token.covers(FakeService.HANDLE)).isTrue();
    assertThat(token.covers("us.founding/constitution")).isFalse();
  }

  @Test
  void a_map_that_is_not_the_services_is_not_believed() {
    String forged = Signer.es256("key-1").sign("collection-map+jwt", service.mapClaims());
    service.answersInstead.put("/collection-map", forged);
    Refused refused = Outcome.refused(verifier.verify(service.token(service.pass())));
    assertThat(refused.reason()).isEqualTo(Reason.MAP_UNAVAILABLE);
    assertThat(refused.detail()).contains("BAD_SIGNATURE");
  }

  @Test
  void a_map_of_another_issuer_or_with_odd_numbers_is_not_believed() {
    Map<String, Object> foreign = service.mapClaims();
    foreign.put("iss", "http://elsewhere.example");
    assertThat(trouble(foreign)).contains("WRONG_ISSUER");
    Map<String, Object> odd = service.mapClaims();
    odd.put("titles", Map.of("hein.crs", List.of("1")));
    assertThat(trouble(odd)).contains("titles.hein.crs");
  }

  @Test
  void a_token_of_single_documents_needs_no_map() {
    service.answersInstead.put("/collection-map", "nonsense");
    Map<String, Object> claims = service.pass();
    FakeService.detail(claims).remove("prod");
    FakeService.detail(claims).put("docs", List.of(FakeService.HANDLE));
    assertThat(Outcome.accepted(verifier.verify(service.token(claims))).covers(FakeService.HANDLE))
        .isTrue();
    assertThat(service.asked("/collection-map")).isZero();
  }

  private String trouble(Map<String, Object> claims) {
    service.answersInstead.put(
        "/collection-map", service.signer.sign("collection-map+jwt", claims));
    try (EntitlementVerifier fresh = service.verifier().build()) {
      return Outcome.refused(fresh.verify(service.token(service.pass()))).detail();
    }
  }
}
