package org.carrel.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rooms of the service and what each may use: the table that ARCHITECTURE.md shows. */
final class Rooms {
  /**
   * A row of the table.
   *
   * @param name the package below {@code org.carrel}
   * @param mayUse rooms that it may use besides {@code base} and {@code audit}
   */
  record Room(String name, Set<String> mayUse) {}

  /** Rooms that every room may use; {@code base} itself uses none. */
  static final Set<String> FOR_ALL = Set.of("base", "audit");

  /** Rooms that no room may use. */
  static final Set<String> FOR_NONE = Set.of("landing", "desk");

  /** Modules of ours on the service's class path, and the rooms that may use them. */
  static final List<Room> MODULES = List.of(room("verifier", "web tokens"), room("clock", "base"));

  static final List<Room> TABLE =
      List.of(
          room("base", ""),
          room("audit", ""),
          room("web", ""),
          room("identity", ""),
          room("catalog", ""),
          room("payments", ""),
          room("invoices", ""),
          room("access", "identity catalog"),
          room("tokens", "identity catalog access usage"),
          room("passes", "identity catalog payments invoices access"),
          room("usage", "catalog access"),
          room("institutions", "identity catalog access usage"),
          room("sales", "identity catalog payments invoices access usage institutions"),
          room("reports", "catalog access usage institutions sales"),
          room("decisions", "identity catalog access tokens passes"),
          room("outbound", "access passes sales"),
          room("landing", "catalog identity access passes institutions sales"),
          room(
              "notices",
              "identity catalog invoices access payments passes usage institutions sales reports"),
          room(
              "desk",
              "identity catalog payments invoices access tokens passes usage institutions sales"
                  + " reports decisions outbound notices"));

  private Rooms() {}

  static Room named(String name) {
    return TABLE.stream()
        .filter(room -> room.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("org.carrel." + name + " is not in the table"));
  }

  private static Room room(String name, String mayUse) {
    return new Room(
        name,
        Arrays.stream(mayUse.split(" ")).filter(s -> !s.isEmpty()).collect(Collectors.toSet()));
  }
}
