package org.carrel.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import org.carrel.catalog.Item;
import org.carrel.catalog.Items;

/** Counts usage events. */
@ApplicationScoped
public class CountUsage {
  private static final int MOST_DOCUMENTS = 50;

  private final EntityManager entities;
  private final Items items;

  CountUsage(EntityManager entities, Items items) {
    this.entities = entities;
    this.items = items;
  }

  /** What was read by a grant so far, as document servers told it. */
  @Transactional
  public UsageReport of(String grantId) {
    Tuple sums =
        (Tuple)
            entities
                .createNativeQuery(
                    "select count(distinct session_hash) as sessions,"
                        + " count(*) filter (where kind = 'OPENED') as opened,"
                        + " count(*) filter (where kind = 'DOWNLOADED') as downloaded,"
                        + " count(*) filter (where kind = 'REFUSED') as refused"
                        + " from usage_events where grant_id = :grant",
                    Tuple.class)
                .setParameter("grant", grantId)
                .getSingleResult();
    return new UsageReport(
        number(sums, "sessions"),
        number(sums, "opened"),
        number(sums, "downloaded"),
        number(sums, "refused"),
        documents(grantId));
  }

  private List<UsageReport.Document> documents(String grantId) {
    return entities
        .createNativeQuery(
            "select item, count(distinct session_hash) as sessions,"
                + " count(*) filter (where kind = 'OPENED') as opened,"
                + " count(*) filter (where kind = 'DOWNLOADED') as downloaded"
                + " from usage_events where grant_id = :grant and kind <> 'REFUSED' group by item"
                + " having count(distinct session_hash) >= :least"
                + " order by count(*) desc, item limit :most",
            Tuple.class)
        .setParameter("grant", grantId)
        .setParameter("least", UsageReport.LEAST_SESSIONS)
        .setParameter("most", MOST_DOCUMENTS)
        .getResultStream()
        .map(row -> document((Tuple) row))
        .toList();
  }

  private UsageReport.Document document(Tuple row) {
    String handle = row.get("item", String.class);
    return new UsageReport.Document(
        handle,
        items.evenWithdrawn(handle).map(Item::title).orElse(handle),
        number(row, "sessions"),
        number(row, "opened"),
        number(row, "downloaded"));
  }

  private static long number(Tuple row, String column) {
    return ((Number) row.get(column)).longValue();
  }
}
