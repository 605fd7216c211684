package org.carrel.sales;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carrel.base.Micros;

/**
 * Ends requests that nobody confirmed, and later forgets them: whoever wrote the address may not be
 * the person whose address it is. No mail tells of it.
 */
@ApplicationScoped
class ExpireRequests {
  private final Requests requests;
  private final RequestLog log;
  private final SalesConfig config;
  private final Clock clock;

  ExpireRequests(Requests requests, RequestLog log, SalesConfig config, Clock clock) {
    this.requests = requests;
    this.log = log;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  void expire() {
    Instant now = Micros.now(clock);
    for (String id : requests.overdue(now)) {
      QuarkusTransaction.requiringNew().run(() -> expire(id, now));
    }
    requests.forgetExpired(now.minus(config.keepExpired()));
  }

  private void expire(String id, Instant now) {
    requests
        .lock(id)
        .filter(request -> request.state() == RequestState.UNCONFIRMED)
        .ifPresent(
            request -> {
              request.end(RequestEvent.EXPIRE, now);
              log.note(request, Map.of());
            });
  }
}
