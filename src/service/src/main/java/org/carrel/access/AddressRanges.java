package org.carrel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The ranges that decisions go by. Whoever owns ranges writes them here in the transaction in which
 * they change; every replica knows them within seconds ({@link KnownRanges}).
 */
@ApplicationScoped
public class AddressRanges {
  private final EntityManager entities;

  AddressRanges(EntityManager entities) {
    this.entities = entities;
  }

  /** Writes a range, in place of what was there under its id. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void put(AddressRange range) {
    entities
        .createNativeQuery(
            "insert into access_ranges (id, holders, number, first, last)"
                + " values (?1, string_to_array(?2, ' '), ?3, cast(?4 as inet), cast(?5 as inet))"
                + " on conflict (id) do update set holders = excluded.holders,"
                + " number = excluded.number, first = excluded.first, last = excluded.last")
        .setParameter(1, range.id())
        .setParameter(2, String.join(" ", range.holders()))
        .setParameter(3, range.number())
        .setParameter(4, range.first().getHostAddress())
        .setParameter(5, range.last().getHostAddress())
        .executeUpdate();
  }

  /** Takes a range out: it gives nothing any more. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void remove(String id) {
    entities
        .createNativeQuery("delete from access_ranges where id = ?1")
        .setParameter(1, id)
        .executeUpdate();
  }

  /** Grows with every change that is committed. */
  @Transactional
  long changes() {
    Object changes =
        entities.createNativeQuery("select changes from access_range_changes").getSingleResult();
    return ((Number) changes).longValue();
  }

  @SuppressWarnings("unchecked")
  @Transactional
  List<AddressRange> all() {
    List<Tuple> rows =
        entities
            .createNativeQuery(
                "select id, array_to_string(holders, ' ') as holders, number,"
                    + " host(first) as first, host(last) as last"
                    + " from access_ranges",
                Tuple.class)
            .getResultList();
    return rows.stream().map(AddressRanges::range).toList();
  }

  private static AddressRange range(Tuple row) {
    return new AddressRange(
        row.get("id", String.class),
        Arrays.asList(row.get("holders", String.class).split(" ")),
        row.get("number", Integer.class),
        address(row.get("first", String.class)),
        address(row.get("last", String.class)));
  }

  /** The database writes addresses, never names, so nothing is looked up. */
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address: " + text, e);
    }
  }
}
