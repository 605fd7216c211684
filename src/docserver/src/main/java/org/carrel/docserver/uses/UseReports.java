package org.carrel.docserver.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.carrel.docserver.DocserverConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends reports of use every 30 seconds, before each renewal and a moment after what counts against
 * a limit; in order, again until the service confirms them. The service takes a report once,
 * however often it comes.
 */
@ApplicationScoped
public class UseReports {
  private static final Logger LOG = Logger.getLogger(UseReports.class);

  /**
   * Over a second: what is sent in the second of a token's issue counts as known to that token, so
   * nothing that was used after the issue may be sent so early.
   */
  private static final Duration A_MOMENT = Duration.ofMillis(1_200);

  private record Body(String server, long report, List<Use> uses) {}

  private final UseJournal journal;
  private final DocserverConfig config;
  private final ObjectMapper json;
  private final HttpClient http;
  private final ReentrantLock sending = new ReentrantLock();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(UseReports::thread);
  private @Nullable ScheduledFuture<?> soon;

  UseReports(UseJournal journal, DocserverConfig config, ObjectMapper json) {
    this.journal = journal;
    this.config = config;
    this.json = json;
    this.http = HttpClient.newBuilder().connectTimeout(config.callTimeout()).build();
  }

  @Scheduled(
      every = "30s",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void every30Seconds() {
    send();
  }

  /** Sends in a moment, together with what is used until then. */
  synchronized void sendSoon() {
    if (soon == null && !timer.isShutdown()) {
      soon = timer.schedule(this::send, A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Sends what is unsent; stops at the first report that is not confirmed.
   *
   * @return whether the service now has everything
   */
  public boolean send() {
    sending.lock();
    try {
      return sendAll();
    } finally {
      sending.unlock();
    }
  }

  /**
   * Sends what is unsent, unless that is under way already: readers whose tokens are renewed must
   * not queue up behind a report that the service is slow to take. What is unsent then counts here.
   */
  public void sendUnlessUnderWay() {
    if (sending.tryLock()) {
      try {
        sendAll();
      } finally {
        sending.unlock();
      }
    }
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "use reports");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void nothingSoon() {
    if (soon != null) {
      soon.cancel(false);
      soon = null;
    }
  }

  private boolean sendAll() {
    nothingSoon();
    for (Report report : journal.toSend()) {
      if (!confirmed(report)) {
        return false;
      }
      journal.sent(report.number());
    }
    return true;
  }

  private boolean confirmed(Report report) {
    try {
      int status = http.send(request(report), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 204) {
        LOG.warnf(
            "use report %d was answered with %d; it will be sent again", report.number(), status);
      }
      return status == 204;
    } catch (IOException e) {
      LOG.debugf("use report %d not delivered: %s", report.number(), e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest request(Report report) {
    try {
      String body =
          json.writeValueAsString(new Body(config.name(), report.number(), report.uses()));
      return HttpRequest.newBuilder(URI.create(config.serviceUrl() + "/use-reports"))
          .timeout(config.callTimeout())
          .header("Content-Type", "application/json")
          .header("Authorization", ClientCredentials.basic(config))
          .POST(HttpRequest.BodyPublishers.ofString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
