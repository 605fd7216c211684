package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.jboss.logging.Logger;

/** Takes down what an organization asks for. */
@ApplicationScoped
public class TakeRequest {
  private static final Logger LOG = Logger.getLogger(TakeRequest.class);

  private final EntityManager entities;
  private final AuditLog audit;
  private final Clock clock;

  TakeRequest(EntityManager entities, AuditLog audit, Clock clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** Stores the request and gives the reference under which it can be asked after. */
  @Transactional
  public String take(Wanted wanted) {
    Request request = new Request(wanted, clock.instant().truncatedTo(ChronoUnit.MICROS));
    entities.persist(request);
    entities.flush();
    List<IpRange> ranges = wanted.ranges();
    for (int place = 0; place < ranges.size(); place++) {
      entities
          .createNativeQuery(
              "insert into request_ranges (request_id, place, written, first, last) values"
                  + " (:request, :place, :written, cast(:first as inet), cast(:last as inet))")
          .setParameter("request", request.id())
          .setParameter("place", place)
          .setParameter("written", ranges.get(place).written())
          .setParameter("first", ranges.get(place).first().getHostAddress())
          .setParameter("last", ranges.get(place).last().getHostAddress())
          .executeUpdate();
    }
    audit.record("request_taken", request.id(), Map.of());
    LOG.infof("request %s taken: %s", request.id(), request.kind());
    return request.reference();
  }
}
