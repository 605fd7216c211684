package org.carrel.invoices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Numbers without a gap: the counter's row stays locked until the transaction that took a number
 * ends, and a transaction that fails gives its number back.
 */
@ApplicationScoped
class Numbers {
  private final EntityManager entities;

  Numbers(EntityManager entities) {
    this.entities = entities;
  }

  /** The next number of a kind in a series and year, from 1. */
  @Transactional(TxType.MANDATORY)
  int next(Kind kind, String series, int year) {
    Object last =
        entities
            .createNativeQuery(
                "insert into document_counters (kind, series, year, last)"
                    + " values (:kind, :series, :year, 1)"
                    + " on conflict (kind, series, year)"
                    + " do update set last = document_counters.last + 1 returning last",
                Integer.class)
            .setParameter("kind", kind.name())
            .setParameter("series", series)
            .setParameter("year", year)
            .getSingleResult();
    return (Integer) last;
  }
}
