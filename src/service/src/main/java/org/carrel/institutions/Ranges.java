package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.access.AddressRange;
import org.carrel.access.AddressRanges;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.base.Micros;

/**
 * The ranges of institutions. Those of one tree of institutions may nest. Those of different trees
 * may not overlap at the same time unless staff recorded that they share them; the database refuses
 * it whoever asks. What counts is written to {@link AddressRanges} in the same transaction.
 */
@ApplicationScoped
public class Ranges {
  private final EntityManager entities;
  private final Institutions institutions;
  private final AddressRanges decisions;
  private final AuditLog audit;
  private final Clock clock;

  Ranges(
      EntityManager entities,
      Institutions institutions,
      AddressRanges decisions,
      AuditLog audit,
      Clock clock) {
    this.entities = entities;
    this.institutions = institutions;
    this.decisions = decisions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What came of entering a range. */
  public sealed interface Outcome {
    /** It counts from now on. */
    record Entered(Range range) implements Outcome {}

    /** The institution has it already. */
    record Known(Range range) implements Outcome {}

    /** Others have some of its addresses, and no reason was given why they share them. */
    record InUse(List<Range> others) implements Outcome {}
  }

  /**
   * Enters a range for which staff vouch.
   *
   * @param shared why others have the same addresses; empty where that is not known
   * @param by the reader's id of the member of staff
   */
  @Transactional
  public Outcome enter(Institution institution, IpRange addresses, String shared, String by) {
    List<String> line = institutions.line(institution);
    String tree = line.get(line.size() - 1);
    Optional<Range> known =
        of(institution.id()).stream().filter(range -> isSame(range, addresses)).findFirst();
    if (known.isPresent()) {
      return new Outcome.Known(known.get());
    }
    List<Range> others = othersWith(addresses, tree);
    if (!others.isEmpty() && shared.isBlank()) {
      return new Outcome.InUse(others);
    }
    Range range = new Range(institution.id(), tree, addresses, by, Micros.now(clock));
    if (!others.isEmpty()) {
      share(range, others, shared, by);
    }
    entities.persist(range);
    entities.flush();
    decisions.put(decided(range, institution, line));
    audit.record(
        "range.proven", institution.id(), Map.of("range", range.id(), "of", span(range), "by", by));
    return new Outcome.Entered(range);
  }

  /** Takes a range away, from now on; twice is once. */
  @Transactional
  public void end(Range found, String by) {
    Range range = entities.find(Range.class, found.id());
    if (range.endsAt().isEmpty()) {
      range.end(Micros.now(clock));
      entities.flush();
      decisions.remove(range.id());
      audit.record("range.ended", range.institutionId(), Map.of("range", range.id(), "by", by));
    }
  }

  /** The ranges that an institution has now, as they were entered. */
  @Transactional
  public List<Range> of(String institutionId) {
    return entities
        .createQuery(
            "from Range r where r.institutionId = :id and r.endsAt is null order by r.startsAt, r.id",
            Range.class)
        .setParameter("id", institutionId)
        .getResultList();
  }

  @SuppressWarnings("unchecked")
  private List<Range> othersWith(IpRange addresses, String tree) {
    return entities
        .createNativeQuery(
            "select * from ranges where ends_at is null and tree <> ?1"
                + " and addresses && inetrange(cast(?2 as inet), cast(?3 as inet), '[]')"
                + " order by starts_at, id",
            Range.class)
        .setParameter(1, tree)
        .setParameter(2, addresses.first().getHostAddress())
        .setParameter(3, addresses.last().getHostAddress())
        .getResultList();
  }

  /** All that shared with one of the others, and they themselves, share with the new one too. */
  private void share(Range range, List<Range> others, String reason, String by) {
    String group = Ids.of("h");
    Instant now = Micros.now(clock);
    entities
        .createNativeQuery(
            "insert into range_shares (id, reason, recorded_by, recorded_at)"
                + " values (?1, ?2, ?3, ?4)")
        .setParameter(1, group)
        .setParameter(2, reason.strip())
        .setParameter(3, by)
        .setParameter(4, now)
        .executeUpdate();
    List<String> groups = others.stream().map(Range::shareGroup).distinct().toList();
    entities
        .createQuery("update Range set shareGroup = :group where shareGroup in :groups")
        .setParameter("group", group)
        .setParameter("groups", groups)
        .executeUpdate(); // in one statement, at whose end the constraint is checked
    range.shareIn(group);
    audit.record("range.shared", range.id(), Map.of("share", group, "by", by));
  }

  private static boolean isSame(Range range, IpRange addresses) {
    return range.first().equals(addresses.first()) && range.last().equals(addresses.last());
  }

  private static AddressRange decided(Range range, Institution institution, List<String> line) {
    return new AddressRange(
        range.id(),
        line.stream().map(Institutions::holderOf).toList(),
        institution.number(),
        range.first(),
        range.last());
  }

  private static String span(Range range) {
    return range.first().getHostAddress() + "-" + range.last().getHostAddress();
  }
}
