package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.carrel.stack.DemoStack;
import org.carrel.stack.PostgreSql;
import org.junit.jupiter.api.Test;

/**
 * A million documents: what their import needs, what a landing page costs beside one of a thousand,
 * whether site maps are complete and pages right. A benchmark, so no part of the suite: {@code
 * ./carrel bench million}.
 */
class MillionBench {
  private static final int SMALL = 1_000;
  private static final int LARGE = Integer.getInteger("carrel.bench.items", 1_000_000);
  private static final int LOOKED_AT = 200;
  private static final double MOST = 1.2;
  private static final Path FOLDER = Path.of("target/million").toAbsolutePath();

  @Test
  void a_million_documents() throws Exception {
    try (DemoStack demo = DemoStack.start(DemoStack.Wanted.withoutKeycloak());
        PostgreSql smallServer = PostgreSql.throwaway();
        PostgreSql largeServer = PostgreSql.throwaway();
        LibraryService small = imported(demo, "small", SMALL, smallServer);
        LibraryService large = imported(demo, "large", LARGE, largeServer)) {
      small.settle();
      large.settle();
      List<LandingCost.Ratio> costs = LandingCost.of(small, large);
      say("a landing page of a random handle, processor time:");
      costs.forEach(cost -> say("  " + cost));
      walkSitemaps(large);
      judgePages(large);
      LandingCost.Ratio ofService = costs.get(0);
      say("ratio of the service %.3f, at most %.1f", ofService.median(), MOST);
      assertThat(ofService.median()).isLessThanOrEqualTo(MOST);
    }
  }

  private static LibraryService imported(
      DemoStack demo, String name, int items, PostgreSql server) {
    GeneratedLibrary library = GeneratedLibrary.write(FOLDER.resolve(name), items);
    LibraryService service =
        LibraryService.start(demo.settings("service"), library, server, server.jdbcUrl());
    LibraryService.Imported imported = service.imported();
    say(
        "import of %,d items: %,d rows in %.1f s, %,.0f a second; heap at most %d MiB in use, %d MiB"
            + " live, %d MiB resident with all else (process with -Xmx512m)",
        items,
        imported.rows(),
        imported.time().toMillis() / 1000.0,
        imported.perSecond(),
        service.heap().most(),
        service.heap().live(),
        service.mostResident());
    return service;
  }

  private static void walkSitemaps(LibraryService large) throws Exception {
    long began = System.nanoTime();
    SitemapWalk.Found found = SitemapWalk.of(large);
    say(
        "site maps: %d with %,d pages, each once, the largest %.1f MB, read in %d s; heap of the"
            + " service at most %d MiB in use, %d MiB live",
        found.maps(),
        found.pages(),
        found.largest() / 1e6,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        large.heap().most(),
        large.heap().live());
    assertThat(found.pages()).isEqualTo(LARGE);
    assertThat(found.times()).as("times of change: all came with one import").hasSize(1);
  }

  private static void judgePages(LibraryService large) throws Exception {
    SplittableRandom random = new SplittableRandom(LARGE);
    try (LandingProof proof = new LandingProof(large, Story.BROWSER)) {
      for (int i = 0; i < LOOKED_AT; i++) {
        proof.judge(large.library().any(random));
      }
    }
    say("%d random pages: tags, data, links and cache headers right", LOOKED_AT);
  }

  private static void say(String text, Object... values) {
    System.out.println(values.length == 0 ? text : String.format(text, values));
  }
}
