package org.carrel.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of every {@code @QuarkusTest}: a fresh PostgreSQL database, demo settings, the
 * movable clock, login switched off (a test says {@code @TestSecurity} who is signed in). It
 * applies to all tests by itself, so that Quarkus starts once.
 */
@WithTestResource(value = ServiceTestResources.class, scope = TestResourceScope.GLOBAL)
public class ServiceTestResources implements QuarkusTestResourceLifecycleManager {
  private @Nullable TestDatabase database;
  private @Nullable TestUniversity university;

  @Override
  public Map<String, String> start() {
    int port = freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.put("carrel.base-url", "http://localhost:" + port);
    settings.put("carrel.demo", "true");
    settings.put("carrel.clock-file", TestClock.file().toString());
    settings.put("carrel.cookie-secret", base64("demo-cookie-secret-of-the-tests!"));
    settings.put("carrel.audit-key", base64("demo-audit-key-of-the-tests-0001"));
    settings.put("carrel.access-log", "true");
    settings.put("carrel.sitemap-page", "2");
    settings.put("carrel.catalog-dir", root().resolve("config/demo").toString());
    settings.put("carrel.plans-file", root().resolve("config/plans.yaml").toString());
    settings.put("carrel.prices-file", root().resolve("config/prices.yaml").toString());
    settings.put("carrel.agreements.payment-grace-days", "4");
    settings.put("carrel.agreements.renewal-grace-days", "3");
    settings.put("carrel.trials-file", root().resolve("config/trials.yaml").toString());
    settings.put("carrel.tax.automatic", "true");
    settings.put("carrel.keys.wrapping", "demo-1=" + base64("demo-wrapping-key-of-the-tests!!"));
    settings.put("carrel.mail-from", "Carrel <desk@carrel.example>");
    settings.put("quarkus.mailer.mock", "true");
    settings.put("quarkus.oidc.tenant-enabled", "false");
    settings.putAll(TestStripe.settings(port));
    settings.putAll(docserver());
    university = new TestUniversity();
    settings.putAll(university.settings());
    settings.putAll(seller());
    database = new TestDatabase();
    settings.putAll(database.settings());
    return settings;
  }

  private static Map<String, String> docserver() {
    return Map.of(
        "carrel.trusted-proxies", "127.0.0.0/8",
        "carrel.clients.docserver.assert-address", "true",
        "carrel.clients.docserver.secret", "demo-docserver-secret",
        "carrel.clients.docserver.redirect-uri", "http://127.0.0.1:8081/callback",
        "carrel.clients.docserver.resource", "http://127.0.0.1:8081",
        "carrel.clients.docserver.home", "http://127.0.0.1:8081",
        "carrel.clients.docserver.leave-uri", "http://127.0.0.1:8081/leave");
  }

  private static Map<String, String> seller() {
    return Map.of(
        "carrel.seller.legal-name", "Carrel Test Press Inc.",
        "carrel.seller.address", "12 Reading Room Lane,Boston MA 02110",
        "carrel.seller.country", "US",
        "carrel.seller.tax-id", "EIN 00-0000000",
        "carrel.seller.series", "CT",
        "carrel.seller.zone", "America/New_York");
  }

  @Override
  public void stop() {
    if (database != null) {
      database.stop();
    }
    if (university != null) {
      university.stop();
    }
  }

  /** The root of the repository. */
  public static Path root() {
    return Path.of(System.getProperty("carrel.root", "../.."));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
