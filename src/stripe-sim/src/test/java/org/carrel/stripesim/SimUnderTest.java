package org.carrel.stripesim;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The one configuration under which all tests of the running simulator share it. */
public class SimUnderTest implements QuarkusTestProfile {
  static final String HOOK_PORT = "stripesim.test.hook-port";
  static final String STATE = "stripesim.test.state";
  static final String KEY = "sk_test_simForTests";
  static final String RESTRICTED_KEY = "rk_test_simForTests";
  static final String NEW_SECRET = "whsec_newForTests";
  static final String OLD_SECRET = "whsec_oldForTests";

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path folder = Files.createTempDirectory("stripe-sim-test");
      String port = freePort();
      System.setProperty(HOOK_PORT, freePort());
      System.setProperty(STATE, folder.resolve("state.jsonl").toString());
      return Map.of(
          "quarkus.http.test-port", port,
          "carrel.sim.base-url", "http://127.0.0.1:" + port,
          "carrel.sim.state-file", System.getProperty(STATE),
          "carrel.sim.secret-key", KEY + "," + RESTRICTED_KEY,
          "carrel.sim.webhook-url",
              "http://127.0.0.1:" + System.getProperty(HOOK_PORT) + "/stripe/webhook",
          "carrel.sim.webhook-secret", NEW_SECRET + "," + OLD_SECRET,
          "carrel.clock-file", folder.resolve("clock").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }
}
