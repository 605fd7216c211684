package org.carrel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.carrel.stack.Program;
import org.junit.jupiter.api.Test;

/**
 * Everything that listens is sent requests that begin as valid ones and are changed: nothing
 * answers 500, nothing hangs, and no stack trace stands in a log. Short and always the same in the
 * suite; {@code ./carrel fuzz endpoints} runs it as long as is wanted.
 */
class FuzzIT extends Story {
  private static final long SEED = Long.getLong("carrel.fuzz.seed", 20_261_124L);
  private static final long SECONDS = Long.getLong("carrel.fuzz.seconds", 120L);

  /** In the suite the same requests on every machine; as long as is wanted where that is said. */
  private static final long MOST =
      System.getProperty("carrel.fuzz.seconds") == null ? 250 : Long.MAX_VALUE;

  private static final long ONLY = Long.getLong("carrel.fuzz.input", -1L);

  /** A run goes on after a finding, so that it tells of more than the first. */
  private static final int MOST_FINDINGS = 10;

  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private List<FuzzTargets.Target> targets = List.of();

  @Test
  void no_changed_request_is_answered_500_or_hangs_or_leaves_a_stack_trace() throws Exception {
    Program service = demo.serviceBehindProxy();
    try (Visit buyer = reader()) {
      targets = FuzzTargets.of(demo, service.port(), buyer.email);
      Path[] logs = {service.log(), demo.docserverProgram().log()};
      long[] begin = {Files.size(logs[0]), Files.size(logs[1])};
      System.out.printf("endpoints: seed %d, %d right requests%n", SEED, targets.size());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      long number = Math.max(0, ONLY);
      do {
        one(number++);
        if (number % 200 == 0) {
          requireNoStackTrace(logs, begin, number);
        }
      } while (ONLY < 0
          && number < MOST
          && findings.size() < MOST_FINDINGS
          && System.nanoTime() < end);
      requireNoStackTrace(logs, begin, number);
      System.out.printf("endpoints: %d requests, answers %s%n", number, answers);
      assertThat(findings).isEmpty();
    } finally {
      service.close();
    }
  }

  private void one(long number) throws IOException {
    Random random = new Random(SEED * 0x9E3779B97F4A7C15L + number);
    FuzzTargets.Target target = targets.get(random.nextInt(targets.size()));
    OddRequests odd = new OddRequests(random);
    target
        .request()
        .head()
        .put("X-Forwarded-For", "10.1." + random.nextInt(250) + "." + random.nextInt(250));
    String secret = demo.settingOf("service", "CARREL_STRIPE_WEBHOOK_SECRETS").split(",")[0];
    byte[] request =
        odd.make(
            target.request(),
            body -> OddRequests.signature(body, secret, demo.clock().instant().getEpochSecond()));
    try {
      RawHttp.Answer answer = RawHttp.send(target.port(), request);
      answers.merge(answer.status(), 1, Integer::sum);
      boolean honest = answer.status() == 503 && answer.text().contains("Retry-After");
      if (answer.status() >= 500 && !honest) {
        throw new AssertionError(answer.text().substring(0, Math.min(600, answer.text().length())));
      }
    } catch (AssertionError failure) {
      Path saved =
          Path.of(System.getProperty("carrel.root"), ".carrel/fuzz/request-" + SEED + "-" + number);
      Files.createDirectories(saved.getParent());
      Files.write(saved, request);
      String again = "./carrel fuzz endpoints --seed " + SEED + " --input " + number;
      findings.add(saved + ", to try it again: " + again + "\n" + failure.getMessage());
    }
  }

  private void requireNoStackTrace(Path[] logs, long[] begin, long number) throws IOException {
    for (int i = 0; i < logs.length; i++) {
      byte[] log = Files.readAllBytes(logs[i]);
      String since = new String(log, (int) begin[i], log.length - (int) begin[i], UTF_8);
      int trace = since.indexOf("\n\tat ");
      if (trace >= 0) {
        int from = Math.max(0, trace - 1_500);
        findings.add(
            "a stack trace in %s before request %d\n%s"
                .formatted(
                    logs[i],
                    number,
                    since.substring(from, Math.min(since.length(), trace + 1_500))));
      }
      begin[i] = log.length;
    }
  }
}
