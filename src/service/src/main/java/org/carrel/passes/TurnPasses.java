package org.carrel.passes;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes down what the clock did to passes: running ones end, waiting ones lapse. Nothing depends
 * on its promptness, because {@link Pass#stateAt} and the grant's window are exact.
 */
@ApplicationScoped
class TurnPasses {
  private static final int BATCH = 100;

  private final Passes passes;
  private final OrderLog log;
  private final Clock clock;

  TurnPasses(Passes passes, OrderLog log, Clock clock) {
    this.passes = passes;
    this.log = log;
    this.clock = clock;
  }

  @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  @Transactional
  void turn() {
    Instant now = clock.instant();
    move(passes.over(now, BATCH), PassEvent.TIME_OVER);
    move(passes.stale(now, BATCH), PassEvent.LAPSE);
  }

  private void move(List<Pass> due, PassEvent event) {
    for (Pass pass : due) {
      pass.move(event);
      log.pass(pass, event, Map.of());
    }
  }
}
