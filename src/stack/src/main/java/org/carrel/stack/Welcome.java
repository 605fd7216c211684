package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a person reads once everything runs: what to open, how to pay, who may log in. */
final class Welcome {
  private static final String DOCUMENT = "/d/hein.crs/govekfi0001";

  private final Addresses at;
  private final Settings settings;
  private final Options options;

  Welcome(Addresses at, Settings settings, Options options) {
    this.at = at;
    this.settings = settings;
    this.options = options;
  }

  String text(long seconds) {
    StringBuilder text = new StringBuilder();
    text.append("\nCarrel is ready after ").append(seconds).append(" s.\n\n");
    text.append("  Open      ").append(at.serviceUrl()).append(DOCUMENT).append('\n');
    text.append("  Mail      ").append(at.mailUrl()).append('\n');
    text.append("  Documents ").append(at.docserverUrl()).append('\n');
    text.append("  Stripe    ").append(at.simUrl()).append('\n');
    text.append("  Logins    ").append(at.keycloakUrl()).append(" (admin / demo-admin)\n");
    text.append(
        """

          Test cards (any date to come, any CVC)
            4242 4242 4242 4242   is paid
            4000 0000 0000 3220   asks for 3-D Secure
            4000 0000 0000 0002   is declined
            4000 0000 0000 9995   has insufficient funds

          Logins
            reader@carrel.example          reader-pass-1
            librarian@university.example   librarian-pass-1
            staff@carrel.example           staff-pass-1

          Logins of the example university, for signing in through an institution
            member / member-pass-1   terms / terms-pass-1   alum / alum-pass-1
        """);
    for (String part : List.of("stripe-sim", "service", "docserver")) {
      if (!options.with(part)) {
        text.append(leftOut(part));
      }
    }
    return text.append("\nCtrl-C stops everything.").toString();
  }

  /** How to run a part oneself with the settings that it would have had. */
  private String leftOut(String part) {
    Path root = Root.find();
    Path file = root.resolve(".carrel").resolve(part + ".env");
    write(file, settings.of(part));
    return """

          Run %s yourself:
            (set -a; . %s; exec ./mvnw -pl src/%s -am quarkus:dev)
        """
        .formatted(part, root.relativize(file), part);
  }

  /** Lines that a shell reads. */
  private static void write(Path file, Map<String, String> env) {
    StringBuilder lines = new StringBuilder();
    env.forEach(
        (key, value) ->
            lines.append(key).append("='").append(value.replace("'", "'\\''")).append("'\n"));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
