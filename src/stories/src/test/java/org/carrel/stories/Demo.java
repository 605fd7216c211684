package org.carrel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.clock.MovableClock;
import org.carrel.stack.DemoStack;
import org.carrel.stack.MailClient;
import org.carrel.stack.Program;
import org.jspecify.annotations.Nullable;

/** The one running system of all stories, and what the judge reads behind its pages. */
final class Demo {
  private static final AtomicInteger LIBRARIES = new AtomicInteger();

  private final DemoStack stack;
  private final Sim sim;
  private final MailClient mail;
  private @Nullable URI second;
  private @Nullable URI smallShop;
  private @Nullable URI secondDocserver;

  private Demo() {
    stack = DemoStack.start(DemoStack.Wanted.everything());
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop the demo"));
    sim = new Sim(stack.at().simUrl(), stack.settings("service").get("CARREL_STRIPE_SECRET_KEY"));
    mail = stack.mail();
  }

  /** Started when first asked for; where it does not start, every story fails, and at once. */
  static Demo running() {
    return Running.DEMO;
  }

  private static final class Running {
    private static final Demo DEMO = new Demo();
  }

  String service() {
    return stack.at().serviceUrl();
  }

  String docserver() {
    return stack.at().docserverUrl();
  }

  /** The stand-in for a university's own logins: its entityID and its issuer. */
  String university() {
    return stack.at().keycloakUrl() + "/realms/university";
  }

  String login() {
    return stack.at().keycloakUrl();
  }

  String mailPage() {
    return stack.at().mailUrl();
  }

  /** A second process of the service on the same database, started when first asked for. */
  synchronized URI secondService() {
    if (second == null) {
      second = URI.create("http://localhost:" + stack.anotherService().port());
    }
    return second;
  }

  /** A process of the service with another library, in a new database of its own. */
  LibraryService serviceWith(GeneratedLibrary library, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(stack.settings("service"));
    all.putAll(settings);
    String database = "library_" + LIBRARIES.incrementAndGet();
    return LibraryService.start(
        all, library, stack.postgres(), stack.postgres().createDatabase(database));
  }

  /** A process of the service that also sells plans of a few pages and of one collection. */
  synchronized URI smallShop() {
    if (smallShop == null) {
      String plans = settingOf("service", "CARREL_PLANS_FILE");
      Path all = Path.of("target/small-plans.yaml").toAbsolutePath();
      try (InputStream more = Demo.class.getResourceAsStream("/small-plans.yaml")) {
        String file = Files.readString(Path.of(plans));
        Files.writeString(all, file + "\n" + new String(more.readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, String> instead = Map.of("CARREL_PLANS_FILE", all.toString());
      smallShop = URI.create("http://localhost:" + stack.anotherService(instead).port());
    }
    return smallShop;
  }

  /** A process of the service that no story shares, behind a proxy that tells clients apart. */
  Program serviceBehindProxy() {
    return stack.anotherService(Map.of("CARREL_TRUSTED_PROXIES", "127.0.0.0/8"));
  }

  Program docserverProgram() {
    return stack.program("docserver");
  }

  /** A second process of the document server, a replica behind the same public address. */
  synchronized URI secondDocserver() {
    if (secondDocserver == null) {
      secondDocserver = URI.create("http://127.0.0.1:" + stack.anotherDocserver().port());
    }
    return secondDocserver;
  }

  void restartDocserver() {
    stack.restart("docserver");
  }

  String settingOf(String program, String name) {
    return stack.settings(program).getOrDefault(name, "");
  }

  MovableClock clock() {
    return stack.clock();
  }

  Sim sim() {
    return sim;
  }

  /** Where screenshots go, or nothing where none are wanted. */
  @Nullable Path screenshots() {
    String dir = System.getProperty("carrel.screenshots", "");
    return dir.isBlank() ? null : Path.of(dir);
  }

  /** The access link in the newest mail to {@code address}. */
  String accessLinkTo(String address) {
    String text = mail.await(address, Duration.ofSeconds(15)).text();
    Matcher link =
        Pattern.compile(Pattern.quote(service()) + "/a/[A-Za-z0-9_-]{22,}").matcher(text);
    if (!link.find()) {
      throw new IllegalStateException("the newest mail holds no access link: " + text);
    }
    return link.group();
  }

  /** The mail to {@code address} whose subject begins so; waits for it. */
  MailClient.Message mailTo(String address, String subject) {
    await(
        "a mail to " + address + ": " + subject,
        Duration.ofSeconds(60),
        () -> mailsTo(address, subject).size() > 0);
    List<MailClient.Message> mails = mailsTo(address, subject);
    return mails.get(mails.size() - 1);
  }

  /** The first link with this path in the newest mail to {@code address} with such a subject. */
  String linkTo(String address, String subject, String path) {
    Pattern link = Pattern.compile(Pattern.quote(service() + path) + "[A-Za-z0-9_-]{22,}");
    await(
        "a mail to " + address + ": " + subject,
        Duration.ofSeconds(60),
        () -> mailsTo(address, subject).size() > 0);
    List<MailClient.Message> mails = mailsTo(address, subject);
    Matcher found = link.matcher(mails.get(mails.size() - 1).text());
    if (!found.find()) {
      throw new IllegalStateException("no link " + path + " in the mail: " + subject);
    }
    return found.group();
  }

  private List<MailClient.Message> mailsTo(String address, String subject) {
    return mail.to(address).stream().filter(m -> m.subject().startsWith(subject)).toList();
  }

  /**
   * The addresses that end so, once for each mail to them. A mail whose hand-over was cut goes
   * again under the same Message-ID: it is one mail.
   */
  List<String> mailedTo(String ending) {
    Set<String> seen = new HashSet<>();
    return mail.all().stream()
        .filter(m -> m.to().get(0).endsWith(ending))
        .filter(m -> seen.add(m.messageId() + " " + m.to().get(0)))
        .map(m -> m.to().get(0))
        .toList();
  }

  HttpResponse<String> get(String uri) {
    return Http.get(uri, "Accept", "text/html");
  }

  HttpResponse<String> head(String uri) {
    return Http.head(uri);
  }

  /** Asks for a page as a browser does that guesses where its reader will go. */
  HttpResponse<String> prefetch(String uri) {
    return Http.get(uri, "Accept", "text/html", "Sec-Purpose", "prefetch", "Purpose", "prefetch");
  }

  String orderStateOf(String email) {
    return text("select state from orders where email = ? order by created_at desc limit 1", email);
  }

  String passStateOf(String email) {
    return text(
        "select p.state from passes p join orders o on o.id = p.order_id where o.email = ?"
            + " order by p.issued_at desc limit 1",
        email);
  }

  long ordersOf(String email) {
    return count("select count(*) from orders where email = ?", email);
  }

  long devicesOf(String email) {
    return count(
        "select count(*) from holdings h join passes p on h.holder = 'pass:' || p.id"
            + " join orders o on o.id = p.order_id where o.email = ?",
        email);
  }

  long tokensIssuedTo(String email) {
    return count(
        "select count(*) from token_issues t join passes p on p.grant_id = t.grant_id"
            + " join orders o on o.id = p.order_id where o.email = ?",
        email);
  }

  long count(String sql, String... parameters) {
    return Long.parseLong(text(sql, parameters));
  }

  String text(String sql, String... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection connect() throws SQLException {
    return stack.postgres().connect();
  }

  /** Waits until something holds; real time, for what other programs do on their own. */
  void await(String what, Duration patience, BooleanSupplier holds) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not after " + patience + ": " + what);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
