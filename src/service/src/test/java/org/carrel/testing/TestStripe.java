package org.carrel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.carrel.stack.Program;
import org.jspecify.annotations.Nullable;

/**
 * stripe-sim as a program of its own, on the service's clock. It starts with the first test that
 * needs it and ends with the run; tests that need no payments do not pay for it.
 */
public final class TestStripe {
  public static final String WEBHOOK_SECRET = "whsec_demo_of_the_tests";
  private static final String KEY = "sk_test_sim_of_the_tests";
  private static final String PORT = "carrel.test.stripe-port";
  private static final String SERVICE_PORT = "carrel.test.service-port";
  private static final String RUNNING = "carrel.test.stripe-running";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static @Nullable Program program;

  private TestStripe() {}

  /** Settings of the service under test; system properties carry them to other class loaders. */
  static Map<String, String> settings(int servicePort) {
    System.setProperty(PORT, Integer.toString(ServiceTestResources.freePort()));
    System.setProperty(SERVICE_PORT, Integer.toString(servicePort));
    return Map.of(
        "carrel.stripe.api-base",
        address(),
        "carrel.stripe.secret-key",
        KEY,
        "carrel.stripe.webhook-secrets",
        WEBHOOK_SECRET,
        "carrel.stripe.livemode",
        "false",
        "carrel.stripe.checkout-origin",
        address());
  }

  /** Where it listens once it is started. */
  public static String address() {
    return "http://127.0.0.1:" + System.getProperty(PORT);
  }

  /** Starts it if no test did before. */
  public static void start() {
    synchronized (System.getProperties()) {
      if (System.getProperty(RUNNING) == null) {
        program =
            Program.quarkus(
                    "stripe-sim",
                    Map.of(
                        "QUARKUS_HTTP_PORT", System.getProperty(PORT),
                        "CARREL_SIM_BASE_URL", address(),
                        "CARREL_SIM_STATE_FILE", state().toString(),
                        "CARREL_SIM_SECRET_KEY", KEY,
                        "CARREL_SIM_WEBHOOK_URL",
                            "http://localhost:"
                                + System.getProperty(SERVICE_PORT)
                                + "/stripe/webhook",
                        "CARREL_SIM_WEBHOOK_SECRET", WEBHOOK_SECRET,
                        "CARREL_CLOCK_FILE", TestClock.file().toString()))
                .start();
        System.setProperty(RUNNING, "true");
      }
    }
  }

  /**
   * Works a switch of it: {@code webhooks/hold}, {@code webhooks/release}, {@code
   * webhooks/duplicate}.
   */
  public static void control(String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/sim/" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path state() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("carrel-stripe-sim-" + ProcessHandle.current().pid() + ".journal");
  }
}
