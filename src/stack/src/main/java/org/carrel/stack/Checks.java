package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is looked at before anything is started. */
final class Checks {
  private static final long NEEDED = 1_500_000_000L;

  private Checks() {}

  /**
   * @throws Refusal if one of these folders' disks has too little room
   */
  static void room(List<Path> folders) {
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < NEEDED) {
          throw new Refusal(
              String.format(
                  Locale.ROOT,
                  "The disk that holds %s has %.1f GB free, and Carrel needs 1.5 GB: make room and"
                      + " try again.",
                  folder,
                  free / 1e9));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * @throws Refusal if one of the ports is taken
   */
  static void ports(Map<String, Integer> wanted) {
    wanted.forEach(
        (name, port) -> {
          if (!Listener.free(port)) {
            throw new Refusal(Listener.sentence(port, name));
          }
        });
  }

  /** The ports of the parts that are to be started here. */
  static Map<String, Integer> wanted(Addresses at, Options options, Settings settings) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    if (options.with("postgresql") && !settings.ownPostgres()) {
      ports.put("database", at.postgres());
    }
    if (options.with("keycloak") && !settings.ownKeycloak()) {
      ports.put("login server", at.keycloak());
    }
    if (options.with("mail") && !settings.ownMail()) {
      ports.put("mail catcher", at.smtp());
      ports.put("mail page", at.mailPage());
    }
    if (options.with("stripe-sim") && !settings.ownStripe()) {
      ports.put("local Stripe", at.sim());
    }
    if (options.with("service")) {
      ports.put("service", at.service());
    }
    if (options.with("docserver")) {
      ports.put("document server", at.docserver());
    }
    return ports;
  }
}
