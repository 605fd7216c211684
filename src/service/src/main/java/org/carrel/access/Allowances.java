package org.carrel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The counters of what grants have used, fed by the reports of document servers. */
@ApplicationScoped
public class Allowances {
  private static final Logger LOG = Logger.getLogger(Allowances.class);

  private static final String INSTITUTION = "i_";

  private final EntityManager entities;
  private final Clock clock;

  Allowances(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Counts a report, once: a second one with the same number from the same server changes nothing.
   * Uses of a subject without a grant are skipped, so that one of them does not hold up the others;
   * so are an institution's, whose grants know no limit.
   *
   * @param server who reports, unique among all servers
   * @param report its number, never used twice by that server
   * @return whether it was counted now
   */
  @Transactional
  public boolean report(String server, long report, List<Use> uses) {
    int fresh =
        entities
            .createNativeQuery(
                "insert into use_reports (server, report, received_at)"
                    + " values (:server, :report, :now) on conflict do nothing")
            .setParameter("server", server)
            .setParameter("report", report)
            .setParameter("now", clock.instant())
            .executeUpdate();
    if (fresh == 1) {
      // in one order everywhere, so that two reports do not wait for each other
      byGrant(uses).forEach(this::count);
    }
    return fresh == 1;
  }

  /** What the grant has left. */
  @Transactional
  public Remaining remaining(String grantId) {
    Object[] row =
        entities
            .createQuery(
                "select g, a from Grant g left join Allowance a on a.grantId = g.id"
                    + " where g.id = :grant",
                Object[].class)
            .setParameter("grant", grantId)
            .getSingleResult();
    return Allowance.left((Grant) row[0], (Allowance) row[1]);
  }

  private Map<String, Use> byGrant(List<Use> uses) {
    Map<String, Use> counted = new TreeMap<>();
    for (Use use : uses) {
      if (use.subject().startsWith(INSTITUTION)) {
        continue;
      }
      String grant = grantOf(use.subject());
      if (grant == null) {
        LOG.warnf("use reported for %s, which has no grant", use.subject());
      } else {
        counted.merge(grant, use, Allowances::sum);
      }
    }
    return counted;
  }

  private static Use sum(Use one, Use other) {
    return new Use(
        one.subject(),
        Math.addExact(one.pages(), other.pages()),
        Math.addExact(one.downloads(), other.downloads()));
  }

  /**
   * The grant that tokens of {@code subject} are made from: of several the last to have started.
   */
  private @Nullable String grantOf(String subject) {
    return entities
        .createQuery("from Grant g where g.holder = :holder", Grant.class)
        .setParameter("holder", "pass:" + subject)
        .getResultStream()
        .filter(grant -> grant.window().isPresent())
        .max(Comparator.comparing(grant -> grant.window().orElseThrow().start()))
        .map(Grant::id)
        .orElse(null);
  }

  private void count(String grantId, Use use) {
    entities
        .createNativeQuery(
            "insert into allowances as a (grant_id, pages_used, downloads_used)"
                + " values (:grant, :pages, :downloads) on conflict (grant_id) do update set"
                + " pages_used = a.pages_used + excluded.pages_used,"
                + " downloads_used = a.downloads_used + excluded.downloads_used")
        .setParameter("grant", grantId)
        .setParameter("pages", use.pages())
        .setParameter("downloads", use.downloads())
        .executeUpdate();
  }
}
