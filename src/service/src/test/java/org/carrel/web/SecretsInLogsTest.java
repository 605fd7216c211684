package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** What the log says of requests whose address holds a secret. */
@QuarkusTest
class SecretsInLogsTest {
  /** Keeps every line that the log would write, with the exceptions that go with it. */
  private static final class Lines extends Handler {
    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      String text =
          record instanceof ExtLogRecord line ? line.getFormattedMessage() : record.getMessage();
      all.add(record.getLoggerName() + " " + text + " " + record.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void no_line_holds_the_secret_of_a_link_whatever_is_done_with_it() {
    String secret = Ids.random();
    Lines lines = new Lines();
    Logger root = LogManager.getLogManager().getLogger("");
    root.addHandler(lines);
    try {
      for (String path : List.of("/a/", "/claim/", "/request/", "/q/", "/sign/")) {
        ask(path + secret);
      }
      await(lines, 20);
    } finally {
      root.removeHandler(lines);
    }
    assertThat(lines.all).noneMatch(line -> line.contains(secret));
    assertThat(lines.all)
        .as("the access log says what was asked, and masks it")
        .anyMatch(line -> line.startsWith("carrel.access GET /a/… 404"))
        .anyMatch(line -> line.startsWith("carrel.access POST /a/… 403"))
        .anyMatch(line -> line.startsWith("carrel.access HEAD /a/… 404"));
  }

  private static void ask(String address) {
    Browser browser = new Browser();
    browser.get(address);
    browser.head(address);
    browser.get(address + "/more?and=" + address);
    browser.post(address, Map.of("csrf", "none"));
    browser.get(address + "%2e");
  }

  /** The line of a request is written after its answer. */
  private static void await(Lines lines, int atLeast) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (lines.all.stream().filter(line -> line.startsWith("carrel.access ")).count() < atLeast
        && System.nanoTime() < until) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}
