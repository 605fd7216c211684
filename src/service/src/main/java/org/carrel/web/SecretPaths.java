package org.carrel.web;

import java.util.List;

/** Addresses that open something by a secret in their path: it stays out of logs and referrers. */
final class SecretPaths {
  private static final List<String> PREFIXES =
      List.of("/a/", "/claim/", "/request/", "/q/", "/sign/");

  private SecretPaths() {}

  /** Whether {@code path} holds a secret. */
  static boolean holds(String path) {
    return PREFIXES.stream().anyMatch(path::startsWith);
  }

  /** The path as logs may show it: {@code /a/…}. */
  static String masked(String path) {
    return PREFIXES.stream()
        .filter(path::startsWith)
        .findFirst()
        .map(prefix -> prefix + "…")
        .orElse(path);
  }
}
