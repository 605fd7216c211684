package org.carrel.catalog;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue by handle in stretches of so many items, for site maps. To find where they begin
 * reads every item, so it is done once after each import.
 */
@Singleton
public class Stretches {
  /** Each item has the number of the offered ones before it; withdrawn ones go with those. */
  private static final String FIND =
      "select min(handle) filter (where not withdrawn) as first, max(changed_at) as changed_at"
          + " from (select handle, withdrawn, changed_at, (greatest(1, count(*) filter"
          + " (where not withdrawn) over (order by handle)) - 1) / ? as place from items) numbered"
          + " group by place having not bool_and(withdrawn) order by place";

  private final Query query;
  private @Nullable Found found;

  Stretches(Query query) {
    this.query = query;
  }

  /**
   * One of them.
   *
   * @param first handle of its first item that is offered
   * @param changedAt when anything in it changed last, or was withdrawn
   */
  public record Stretch(String first, Instant changedAt) {}

  private record Found(long imports, int size, List<Stretch> stretches) {}

  /** The stretches of {@code size} offered items each; the last may be shorter. */
  public synchronized List<Stretch> of(int size) {
    long imports =
        query
            .list("select coalesce(max(id), 0) from catalog_imports", row -> row.getLong(1))
            .get(0);
    if (found == null || found.imports() != imports || found.size() != size) {
      found = new Found(imports, size, find(size));
    }
    return found.stretches();
  }

  private List<Stretch> find(int size) {
    return query.list(FIND, row -> new Stretch(row.getString("first"), Items.changedAt(row)), size);
  }
}
