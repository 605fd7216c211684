package org.carrel.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the whole chain and says whether anything was changed, put in, moved or taken away. */
@ApplicationScoped
public class VerifyAudit {
  private static final int AT_ONCE = 1000;

  private final EntityManager entities;
  private final AuditMac macs;

  VerifyAudit(EntityManager entities, AuditMac macs) {
    this.entities = entities;
    this.macs = macs;
  }

  /** What a walk of the chain found. */
  public sealed interface Verdict {
    /**
     * Nothing was tampered with.
     *
     * @param sealed how many links the chain has; keep it with {@code head} elsewhere to notice
     *     when the end of the chain is cut off
     * @param waiting entries not yet sealed; a second's worth at most
     * @param head MAC of the last link
     */
    record Intact(long sealed, long waiting, String head) implements Verdict {}

    /**
     * Somebody wrote past the record.
     *
     * @param place the first link that does not hold, 0 for an entry outside the chain
     */
    record Broken(long place, String why) implements Verdict {}
  }

  /** Verifies all of it, in bounded memory; call it outside of any transaction with work in it. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Verdict verify() {
    long place = 0;
    String previous = AuditSeal.NOTHING;
    while (true) {
      List<Object[]> links = linksAfter(place);
      for (Object[] link : links) {
        AuditSeal seal = (AuditSeal) link[0];
        Optional<String> wrong = wrong(++place, previous, seal, (AuditEntry) link[1]);
        if (wrong.isPresent()) {
          return new Verdict.Broken(place, wrong.get());
        }
        previous = seal.mac();
      }
      entities.clear();
      if (links.size() < AT_ONCE) {
        return outside(place, previous);
      }
    }
  }

  private Optional<String> wrong(
      long place, String previous, AuditSeal seal, @Nullable AuditEntry entry) {
    if (seal.place() != place) {
      return Optional.of("link " + place + " is missing");
    }
    if (entry == null) {
      return Optional.of("entry " + seal.entry() + " is missing");
    }
    if (!entry.mac().equals(entry.expectedMac(macs))) {
      return Optional.of("entry " + entry.number() + " was changed");
    }
    boolean joined = seal.previous().equals(previous);
    return joined && seal.mac().equals(seal.expectedMac(entry, macs))
        ? Optional.empty()
        : Optional.of("link " + place + " does not join the one before it");
  }

  private List<Object[]> linksAfter(long place) {
    return entities
        .createQuery(
            "select s, e from AuditSeal s left join AuditEntry e on e.number = s.entry"
                + " where s.place > :place order by s.place",
            Object[].class)
        .setParameter("place", place)
        .setMaxResults(AT_ONCE)
        .getResultList();
  }

  private Verdict outside(long sealed, String head) {
    List<AuditEntry> unsealed =
        entities
            .createQuery(
                "from AuditEntry e where not exists"
                    + " (select 1 from AuditSeal s where s.entry = e.number)",
                AuditEntry.class)
            .getResultList();
    for (AuditEntry entry : unsealed) {
      if (!entry.mac().equals(entry.expectedMac(macs))) {
        return new Verdict.Broken(0, "entry " + entry.number() + " was changed or put in");
      }
    }
    return new Verdict.Intact(sealed, unsealed.size(), head);
  }
}
