package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carrel.clock.MovableClock;

/**
 * The whole system on free ports with throw-away data, for tests: real programs from their packages
 * and real wires between them. Keycloak begins as a copy of an imported template.
 */
public final class DemoStack implements AutoCloseable {
  private final Addresses at;
  private final Settings settings;
  private final Parts parts;
  private final Startup startup = new Startup();
  private final Map<String, Program> programs = new ConcurrentHashMap<>();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final MovableClock clock;
  private final PostgreSql postgres;

  private DemoStack(Wanted wanted, Path state, PostgreSql postgres) {
    this.postgres = postgres;
    this.at = addresses(postgres.port());
    this.settings = new Settings(at, Root.find(), state, wanted.settings());
    this.parts = new Parts(Root.find(), state, at, settings, Records.ofUser(), lost::add);
    this.clock = MovableClock.open(settings.clockFile());
  }

  /**
   * What to start.
   *
   * @param keycloak whether people can log in; costs about ten seconds
   * @param settings environment variables that take the place of the demo's
   */
  public record Wanted(boolean keycloak, Map<String, String> settings) {
    public Wanted {
      settings = Map.copyOf(settings);
    }

    /** Everything, with the demo's settings. */
    public static Wanted everything() {
      return new Wanted(true, Map.of());
    }

    /** Everything but Keycloak. */
    public static Wanted withoutKeycloak() {
      return new Wanted(false, Map.of());
    }
  }

  /**
   * Starts the system and waits until all of it is ready. Logs are in {@code
   * target/demo-stack/logs} of the module that runs.
   *
   * @throws RuntimeException with the end of the log of the program that did not start
   */
  public static DemoStack start(Wanted wanted) {
    Path state = Path.of("target/demo-stack").toAbsolutePath();
    try {
      Records.ofUser().sweep();
      Cache.delete(state);
      Files.createDirectories(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DemoStack stack = new DemoStack(wanted, state, PostgreSql.throwaway());
    try {
      stack.startParts(wanted);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Where everything listens. */
  public Addresses at() {
    return at;
  }

  /** The clock of service, docserver and stripe-sim. */
  public MovableClock clock() {
    return clock;
  }

  public MailClient mail() {
    return new MailClient(at.mailUrl());
  }

  public PostgreSql postgres() {
    return postgres;
  }

  /**
   * A running program.
   *
   * @param name {@code service}, {@code docserver}, {@code stripe-sim}, {@code mail} or {@code
   *     keycloak}
   */
  public Program program(String name) {
    Program program = programs.get(name);
    if (program == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return program;
  }

  /** Names of programs that have ended without having been told to. */
  public Set<String> lost() {
    return Set.copyOf(lost);
  }

  /** Ends a program and starts it anew at the same address, with the same data. */
  public Program restart(String name) {
    program(name).close();
    Program again =
        switch (name) {
          case "service" -> parts.service();
          case "docserver" -> parts.docserver();
          case "stripe-sim" -> parts.sim();
          default -> throw new IllegalArgumentException(name + " cannot be restarted");
        };
    return keep(name, again);
  }

  /** One more process of the service on the same database, with the same public address. */
  public Program anotherService() {
    return anotherService(Map.of());
  }

  /** The same, with environment variables that take the place of the demo's. */
  public Program anotherService(Map<String, String> instead) {
    int port = Ports.free();
    return keep("service-" + port, parts.serviceAt(port, instead));
  }

  /**
   * One more process of the document server, a replica behind the same public address with a state
   * of its own. Browsers that read at the first hold a session here too.
   */
  public Program anotherDocserver() {
    int port = Ports.free();
    return keep("docserver-" + port, parts.docserverAt(port));
  }

  /** The environment variables of {@code service}, {@code docserver} or {@code stripe-sim}. */
  public Map<String, String> settings(String name) {
    return settings.of(name);
  }

  @Override
  public void close() {
    startup.close();
    postgres.close();
  }

  private void startParts(Wanted wanted) {
    startup.now(() -> keep("mail", parts.mail()));
    if (wanted.keycloak()) {
      startup.now(this::startKeycloak);
    }
    startup.now(() -> keep("stripe-sim", parts.sim()));
    startup.now(() -> keep("service", parts.service()));
    startup.now(
        () -> {
          parts.ingest();
          keep("docserver", parts.docserver());
        });
    startup.await();
  }

  private void startKeycloak() {
    Keycloak keycloak = parts.keycloak();
    keycloak.prepare();
    keep("keycloak", parts.keycloak(keycloak));
  }

  private Program keep(String name, Program program) {
    programs.put(name, program);
    return startup.opened(program);
  }

  private static Addresses addresses(int postgres) {
    Addresses free = Addresses.free();
    return new Addresses(
        free.service(),
        free.docserver(),
        free.sim(),
        free.mailPage(),
        free.smtp(),
        free.keycloak(),
        postgres);
  }
}
