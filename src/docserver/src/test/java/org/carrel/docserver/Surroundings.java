package org.carrel.docserver;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.carrel.clock.MovableClock;
import org.carrel.docserver.ingest.IngestCommand;

/** What the docserver needs around it: a service, a library, a clock, folders of its own. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  private TestService service;
  private MovableClock clock;
  private int port;

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("docserver-test");
      clock = MovableClock.open(folder.resolve("clock"));
      service = new TestService(clock);
      port = freePort();
      return Map.ofEntries(
          Map.entry("quarkus.http.test-port", Integer.toString(port)),
          Map.entry("carrel.demo", "true"),
          Map.entry("carrel.clock-file", folder.resolve("clock").toString()),
          Map.entry("carrel.docserver.base-url", "http://127.0.0.1:" + port),
          Map.entry("carrel.docserver.service-url", service.issuer()),
          Map.entry("carrel.docserver.client-secret", TestService.SECRET),
          Map.entry("carrel.docserver.audience", TestService.AUDIENCE),
          Map.entry(
              "carrel.docserver.cookie-keys",
              "demo-1=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
          Map.entry("carrel.docserver.library", library().toString()),
          Map.entry("carrel.docserver.cache", folder.resolve("cache").toString()),
          Map.entry("carrel.docserver.call-timeout", "PT3S"),
          Map.entry("carrel.docserver.trusted-proxies", "127.0.0.0/8"),
          Map.entry("quarkus.scheduler.enabled", "false"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kept between runs: making pages takes seconds, and an unchanged source is left alone. */
  private static Path library() throws IOException {
    Path library = Path.of("target", "test-library").toAbsolutePath();
    Path list = Files.createDirectories(library).resolve("documents.tsv");
    String texts = System.getProperty("carrel.root") + "/config/demo/texts/";
    Files.writeString(
        list,
        "hein.crs/govekfi0001\t"
            + texts
            + "hein.crs-govekfi0001.page1.txt\treport\tKazakhstan\tOnly the first page is here.\n"
            + "us.declaration/declaration\t"
            + texts
            + "us-declaration.txt\tbook\tThe Declaration of Independence\t\n");
    int code =
        IngestCommand.run(List.of(list.toString(), library.toString()), System.out, System.err);
    if (code != 0) {
      throw new IllegalStateException("ingest failed with " + code);
    }
    return library;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(service, new TestInjector.MatchesType(TestService.class));
    injector.injectIntoFields(clock, new TestInjector.MatchesType(MovableClock.class));
  }

  @Override
  public void stop() {
    if (service != null) {
      service.close();
    }
  }
}
