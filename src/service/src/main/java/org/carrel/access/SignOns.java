package org.carrel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.carrel.base.Micros;
import org.carrel.identity.HoldingEnded;
import org.carrel.identity.SignedOut;
import org.carrel.identity.Subject;
import org.jboss.logging.Logger;

/**
 * Who signed in through which institution, by the browser's device session: evidence for its
 * grants, and nothing else. It makes no reader, gives no role and names nobody.
 */
@ApplicationScoped
public class SignOns {
  private static final Logger LOG = Logger.getLogger(SignOns.class);

  private final EntityManager entities;
  private final Event<HoldingEnded> ended;
  private final Clock clock;

  SignOns(EntityManager entities, Event<HoldingEnded> ended, Clock clock) {
    this.entities = entities;
    this.ended = ended;
    this.clock = clock;
  }

  /**
   * Writes down who signed in at a browser just now: what it knew of earlier sign-ons ends, for
   * another person may sit there.
   */
  @Transactional
  public void begin(String deviceSessionId, List<SignOn> signOns) {
    end(deviceSessionId);
    entities.flush(); // the device session may be new in this transaction
    for (SignOn signOn : signOns) {
      entities
          .createNativeQuery(
              "insert into sign_ons (device_session_id, source, holders, number, affiliations,"
                  + " person, began_at, ends_at) values (:device, :source,"
                  + " string_to_array(:holders, ' '), :number,"
                  + " string_to_array(:affiliations, ' '), :person, :now, :until)"
                  + " on conflict (device_session_id, source) do update set"
                  + " holders = excluded.holders, number = excluded.number,"
                  + " affiliations = excluded.affiliations, person = excluded.person,"
                  + " began_at = excluded.began_at, ends_at = excluded.ends_at")
          .setParameter("device", deviceSessionId)
          .setParameter("source", signOn.source())
          .setParameter("holders", String.join(" ", signOn.holders()))
          .setParameter("number", signOn.number())
          .setParameter("affiliations", words(signOn))
          .setParameter("person", signOn.person())
          .setParameter("now", Micros.now(clock))
          .setParameter("until", signOn.until())
          .executeUpdate();
      LOG.infof("%s signed on by %s", deviceSessionId, signOn.source());
    }
  }

  private static String words(SignOn signOn) {
    return signOn.affiliations().stream()
        .map(Affiliation::word)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** What counts now at a browser whose device session is open. */
  @Transactional
  public List<SignOn> of(String deviceSessionId) {
    return entities
        .createNativeQuery(
            "select source, array_to_string(holders, ' ') as holders, number,"
                + " array_to_string(affiliations, ' ') as affiliations, person, ends_at"
                + " from sign_ons where device_session_id = :device and ends_at > :now"
                + " order by began_at desc, source",
            Tuple.class)
        .setParameter("device", deviceSessionId)
        .setParameter("now", clock.instant())
        .getResultStream()
        .map(row -> signOn((Tuple) row))
        .toList();
  }

  /** Whether a browser once had this holder's grants by signing in. */
  @Transactional
  boolean had(String deviceSessionId, String holder) {
    return !entities
        .createNativeQuery(
            "select 1 from sign_ons where device_session_id = :device and :holder = any (holders)")
        .setParameter("device", deviceSessionId)
        .setParameter("holder", holder)
        .getResultList()
        .isEmpty();
  }

  /** Signs out at a browser: what rests on its sign-ons ends. */
  @Transactional
  public void end(String deviceSessionId) {
    end("device_session_id = :value", deviceSessionId);
  }

  /** Who signs out of an account leaves the browser to the next: the sign-ons there end too. */
  @Transactional
  void signedOut(@Observes SignedOut event) {
    if (event.deviceSessionId() != null) {
      end(event.deviceSessionId());
    }
  }

  /** Ends all that came of a provider's attachment to an institution. */
  @Transactional
  public void endOf(String source) {
    end("source = :value", source);
  }

  private void end(String which, String value) {
    Instant now = Micros.now(clock);
    entities
        .createNativeQuery(
            "update sign_ons set ends_at = greatest(:now, began_at) where ends_at > :now and "
                + which
                + " returning device_session_id, array_to_string(holders, ' ') as holders",
            Tuple.class)
        .setParameter("now", now)
        .setParameter("value", value)
        .getResultList()
        .forEach(row -> tell((Tuple) row));
  }

  private void tell(Tuple row) {
    Subject device = new Subject.OfDevice(row.get("device_session_id", String.class));
    for (String holder : row.get("holders", String.class).split(" ")) {
      ended.fire(new HoldingEnded(device, holder));
    }
  }

  private static SignOn signOn(Tuple row) {
    return new SignOn(
        row.get("source", String.class),
        Arrays.asList(row.get("holders", String.class).split(" ")),
        row.get("number", Integer.class),
        Arrays.stream(row.get("affiliations", String.class).split(" "))
            .map(word -> Affiliation.of(word).orElseThrow())
            .collect(Collectors.toUnmodifiableSet()),
        row.get("person", String.class),
        row.get("ends_at", Instant.class));
  }
}
