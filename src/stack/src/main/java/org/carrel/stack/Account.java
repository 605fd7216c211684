package org.carrel.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The account under which PostgreSQL runs: it refuses to be root and a user without a name, so
 * these hand it to a user namespace ({@code unshare -U}), or root, where the kernel forbids these,
 * to {@code nobody}.
 */
enum Account {
  /** The user who runs this program; not root. */
  SELF(List.of()),
  /** The same user on the outside, an unmapped one on the inside; files stay the user's. */
  NAMESPACE(List.of("unshare", "-U")),
  /** Root gives up its rights; files must belong to nobody and be reachable by nobody. */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private static final String NOBODY_ID = "65534";
  private final List<String> prefix;

  Account(List<String> prefix) {
    this.prefix = prefix;
  }

  /** The account for this machine and user, found once. */
  static Account current() {
    return Found.ACCOUNT;
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Hands a folder over, where the account owns its files itself. */
  void own(Path folder) throws IOException {
    if (this == NOBODY) {
      Shell.must(List.of("chown", "-R", NOBODY_ID + ":" + NOBODY_ID, folder.toString()));
    }
  }

  /** Whether the account can enter a folder: root's home often is closed to everybody else. */
  boolean reaches(Path folder) throws IOException {
    return this != NOBODY
        || Shell.run(command(List.of("test", "-x", folder.toString()))).exit() == 0;
  }

  private static final class Found {
    static final Account ACCOUNT = find();

    private static Account find() {
      boolean root = Shell.output("id", "-u").orElse("").equals("0");
      boolean named = Shell.output("id", "-un").isPresent();
      if (!root && named) {
        return SELF;
      }
      String forced = System.getProperty("carrel.postgres.account", "");
      if (!forced.equals("nobody")
          && Shell.output("unshare", "-U", "id", "-u").filter(id -> !id.equals("0")).isPresent()) {
        return NAMESPACE;
      }
      if (!root) {
        return SELF;
      }
      List<String> probe = NOBODY.command(List.of("id", "-u"));
      if (Shell.output(probe.toArray(String[]::new)).filter(NOBODY_ID::equals).isPresent()) {
        return NOBODY;
      }
      throw new IllegalStateException(
          "PostgreSQL does not run as root and neither unshare -U nor setpriv works here: run as an"
              + " ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own");
    }
  }
}
