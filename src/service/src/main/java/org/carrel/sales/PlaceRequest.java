package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carrel.base.Micros;

/** Writes down what an organization asks for, and asks its address whether that is so. */
@ApplicationScoped
public class PlaceRequest {
  private final Requests requests;
  private final RequestLog log;
  private final SalesConfig config;
  private final Clock clock;

  PlaceRequest(Requests requests, RequestLog log, SalesConfig config, Clock clock) {
    this.requests = requests;
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  /** Stores the request and gives the reference under which it can be asked after. */
  @Transactional
  public String place(Wanted wanted) {
    Instant now = Micros.now(clock);
    Request request = new Request(wanted, now, now.plus(config.confirmWithin()));
    requests.add(request, wanted.ranges());
    log.tell(request, Map.of(), now);
    return request.reference();
  }
}
