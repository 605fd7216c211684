package org.carrel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carrel.stack.mail.MailCatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void a_program_is_ready_when_it_answers_and_gone_when_it_is_closed() {
    int page = Ports.free();
    Program program = catcher(page).start();
    assertThat(new MailClient("http://127.0.0.1:" + page).all()).isEmpty();

    program.close();
    assertThat(program.running()).isFalse();
    assertThat(Listener.free(page)).isTrue();
  }

  @Test
  void a_program_that_is_killed_is_noticed() throws Exception {
    CompletableFuture<String> noticed = new CompletableFuture<>();
    Program program = catcher(Ports.free()).whenEnded(() -> noticed.complete("ended")).start();

    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
    assertThat(noticed.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void a_program_that_ends_early_tells_with_its_last_words() {
    Launch launch =
        new Launch(
                "speaker",
                List.of("sh", "-c", "echo the key carrel.x is missing; exit 3"),
                folder,
                folder.resolve("log"),
                Set.of(200))
            .ready(URI.create("http://127.0.0.1:" + Ports.free()))
            .patience(Duration.ofSeconds(20));
    assertThatThrownBy(launch::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("speaker ended")
        .hasMessageContaining("the key carrel.x is missing");
  }

  @Test
  void a_module_that_is_not_packaged_is_named_with_the_command_that_packages_it() {
    assertThatThrownBy(() -> Program.quarkus("no-such-module", Map.of()))
        .hasMessageContaining("./mvnw -pl src/no-such-module -am -DskipTests package");
  }

  private Launch catcher(int page) {
    List<String> command =
        List.of(
            Program.java(),
            "-cp",
            System.getProperty("java.class.path"),
            MailCatcher.class.getName(),
            Integer.toString(Ports.free()),
            Integer.toString(page));
    return new Launch("catcher", command, folder, folder.resolve("log"), Set.of(200))
        .records(new Records(folder.resolve("run")))
        .ready(URI.create("http://127.0.0.1:" + page + "/api/messages"));
  }
}
