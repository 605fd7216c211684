package org.carrel.institutions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.carrel.base.Ids;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The database itself refuses what no page may enter. */
@QuarkusTest
class RangesTest {
  @Test
  void two_trees_never_have_one_address_at_one_time_unless_they_share_it() throws SQLException {
    try (Connection connection = TestDatabase.connect();
        Statement sql = connection.createStatement()) {
      String one = institution(sql);
      String two = institution(sql);
      insert(sql, one, "192.0.2.0", "192.0.2.255", "alone", "null");
      insert(sql, one, "192.0.2.64", "192.0.2.127", "nested", "null");
      assertThatThrownBy(() -> insert(sql, two, "192.0.2.100", "192.0.3.0", "other", "null"))
          .hasMessageContaining("ranges_of_one_tree");
      insert(sql, two, "192.0.3.0", "192.0.3.255", "beside", "null");
      insert(sql, one, "192.0.3.5", "192.0.3.5", "beside", "null");
      insert(sql, one, "198.18.9.0", "198.18.9.255", "past", "timestamptz '2026-02-01Z'");
      assertThatThrownBy(() -> insert(sql, two, "198.18.9.1", "198.18.9.1", "in it", "null"))
          .hasMessageContaining("ranges_of_one_tree");
      assertThatThrownBy(() -> insert(sql, two, "198.18.9.9", "198.18.9.1", "odd", "null"))
          .isInstanceOf(SQLException.class);
      insert(sql, two, "2001:db8:40::", "2001:db8:40:ffff::", "six", "null");
      sql.executeUpdate("delete from ranges where written = 'x'");
    }
  }

  private static String institution(Statement sql) throws SQLException {
    String id = Ids.of("i");
    sql.executeUpdate(
        "insert into institutions (id, name, country, type, zone, created_at, version) values ('"
            + id
            + "', 'A university', 'US', 'UNIVERSITY', 'America/New_York', now(), 0)");
    return id;
  }

  private static void insert(
      Statement sql, String institution, String first, String last, String group, String end)
      throws SQLException {
    sql.executeUpdate(
        ("insert into ranges (id, institution_id, tree, written, first, last, share_group,"
                + " proven_by, starts_at, ends_at, version)"
                + " values ('%s', '%s', '%s', 'x', '%s', '%s', '%s', 'r', '2026-01-01Z', %s, 0)")
            .formatted(Ids.of("n"), institution, institution, first, last, group, end));
  }
}
