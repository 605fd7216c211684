package org.carrel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
  @Test
  void a_busy_port_is_named_with_the_process_that_has_it() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = socket.getLocalPort();
      String java =
          Path.of(ProcessHandle.current().info().command().orElseThrow()).getFileName() + "";
      assertThatThrownBy(() -> Checks.ports(Map.of("service", port)))
          .isInstanceOf(Refusal.class)
          .hasMessage(
              "Port %d, which the service needs, is in use by %s (process %d): stop that program"
                      .formatted(port, java, ProcessHandle.current().pid())
                  + " and try again.");
    }
  }

  @Test
  void a_free_port_and_a_roomy_disk_pass(@TempDir Path folder) {
    assertThatCode(() -> Checks.ports(Map.of("service", Ports.free()))).doesNotThrowAnyException();
    assertThatCode(() -> Checks.room(List.of(folder.resolve("new")))).doesNotThrowAnyException();
  }

  @Test
  void what_runs_elsewhere_needs_no_port_here() {
    Addresses at = Addresses.demo();
    Path root = Root.find();
    Settings own =
        new Settings(
            at,
            root,
            root,
            Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db.example/carrel",
                "QUARKUS_OIDC_AUTH_SERVER_URL", "https://login.example/realms/carrel",
                "CARREL_STRIPE_SECRET_KEY", "sk_test_of_an_account"));
    Options options = new Options(false, Set.of("docserver"));
    assertThat(Checks.wanted(at, options, own).values()).containsExactly(1025, 8025, 8080);
    assertThat(own.service())
        .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db.example/carrel")
        .containsEntry("CARREL_STRIPE_API_BASE", "https://api.stripe.com")
        .containsEntry("CARREL_STRIPE_SECRET_KEY", "sk_test_of_an_account")
        .doesNotContainKey("QUARKUS_DATASOURCE_PASSWORD");
  }

  @Test
  void the_command_line_says_what_it_does_not_understand() {
    assertThat(Options.of(List.of("--fresh", "--without", "service", "--without=docserver")))
        .isEqualTo(new Options(true, Set.of("service", "docserver")));
    assertThatThrownBy(() -> Options.of(List.of("--without", "stripe")))
        .hasMessageContaining("There is no part stripe; the parts are postgresql");
    assertThatThrownBy(() -> Options.of(List.of("--frsh"))).hasMessageContaining("--frsh");
  }

  @Test
  void a_refused_start_says_one_sentence_and_does_not_claim_to_have_stopped_what_runs(
      @TempDir Path root) throws Exception {
    Files.createDirectories(root.resolve("config"));
    Files.copy(Root.find().resolve("config/demo.env"), root.resolve("config/demo.env"));
    try (Hold running = Hold.of(root.resolve(".carrel"))) {
      ProcessBuilder second =
          new ProcessBuilder(
              Program.java(),
              "-Dcarrel.root=" + root,
              "-cp",
              System.getProperty("java.class.path"),
              Up.class.getName());
      second.environment().remove("JAVA_TOOL_OPTIONS");
      Process process = second.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(said.strip())
          .startsWith("Carrel is already running here")
          .endsWith("stop it with Ctrl-C first.")
          .hasLineCount(1);
      assertThat(running).isNotNull();
    }
  }
}
