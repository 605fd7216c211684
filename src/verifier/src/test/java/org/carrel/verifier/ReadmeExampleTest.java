package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The README's example is this file's, and it runs. */
class ReadmeExampleTest {
  private final SettableClock clock = new SettableClock(Instant.now());

  @Test
  void the_example_of_the_readme_decides() throws Exception {
    try (FakeService service = new FakeService(clock)) {
      String token = service.token(service.pass());
      assertThat(answer(service.issuer(), token, "hein.crs/govekfi0001")).isEqualTo(200);
      assertThat(answer(service.issuer(), token, "us.founding/constitution")).isEqualTo(403);
      assertThat(answer(service.issuer(), "nonsense", "hein.crs/govekfi0001")).isEqualTo(401);
      service.broken = true;
      assertThat(answer(service.issuer(), token, "hein.crs/govekfi0001")).isEqualTo(503);
    }
  }

  @Test
  void the_readme_shows_this_very_example() throws Exception {
    Path module = Path.of("").toAbsolutePath();
    String source =
        Files.readString(
            module.resolve("src/test/java/org/carrel/verifier/ReadmeExampleTest.java"));
    String example = between(source, "// example\n", "    // end\n").stripTrailing().stripIndent();
    assertThat(Files.readString(module.resolve("README.md"))).contains(example);
  }

  private static int answer(URI issuer, String token, String handle) throws Exception {
    InetAddress peer = InetAddress.getByName("10.0.0.1");
    List<String> forwardedFor = List.of("198.51.100.3");
    // example
    List<Cidr> proxies = List.of(Cidr.parse("10.0.0.0/8"));
    try (EntitlementVerifier verifier = EntitlementVerifier.builder(issuer, "documents").build()) {
      Optional<InetAddress> client = ClientAddress.of(peer, forwardedFor, proxies);
      Verification verification = verifier.verify(token);
      if (verification instanceof VerifiedToken pass) {
        boolean served = pass.covers(handle) && pass.permits("read") && pass.admits(client);
        return served ? 200 : 403;
      }
      Refused refused = (Refused) verification;
      return refused.reason().kind() == Reason.Kind.OUTAGE ? 503 : 401;
    }
    // end
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from, text.indexOf("private static int answer")) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
