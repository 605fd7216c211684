package org.carrel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables that each of our programs is started with: addresses, the demo's
 * secrets, and above both whatever the user has set.
 */
public final class Settings {
  /** Whoever is on this machine may play the proxy before a campus: a demo, not a production. */
  private static final String LOOPBACK = "127.0.0.0/8";

  private final Addresses at;
  private final Path root;
  private final Path state;
  private final Map<String, String> secrets;
  private final Map<String, String> user;

  Settings(Addresses at, Path root, Path state, Map<String, String> user) {
    this.at = at;
    this.root = root;
    this.state = state;
    this.secrets = read(root.resolve("config/demo.env"));
    this.user = Map.copyOf(user);
  }

  /** Whether the user's PostgreSQL takes the place of the embedded one. */
  boolean ownPostgres() {
    return user.containsKey("QUARKUS_DATASOURCE_JDBC_URL");
  }

  /** Whether the user's Keycloak takes the place of the embedded one. */
  boolean ownKeycloak() {
    return user.containsKey("QUARKUS_OIDC_AUTH_SERVER_URL");
  }

  /** Whether a Stripe account takes the place of the local one. */
  boolean ownStripe() {
    return user.containsKey("CARREL_STRIPE_API_BASE")
        || user.containsKey("CARREL_STRIPE_SECRET_KEY");
  }

  /** Whether the user's mail server takes the place of the mail catcher. */
  boolean ownMail() {
    return user.containsKey("QUARKUS_MAILER_HOST");
  }

  Path clockFile() {
    return state.resolve("clock");
  }

  Path library() {
    return state.resolve("library");
  }

  /** What Keycloak puts into the realms while it imports them: always the demo's addresses. */
  Map<String, String> realm() {
    Addresses demo = Addresses.demo();
    return Map.of(
        "APP_URL", demo.serviceUrl(),
        "KC_URL", demo.keycloakUrl(),
        "CARREL_WEB_SECRET", secrets.getOrDefault("QUARKUS_OIDC_CREDENTIALS_SECRET", ""),
        "CARREL_SIGN_ON_SECRET", secrets.getOrDefault("CARREL_SIGN_ON_CLIENT_SECRET", ""),
        "SMTP_HOST", "127.0.0.1",
        "SMTP_PORT", Integer.toString(demo.smtp()));
  }

  /** For stripe-sim. */
  Map<String, String> sim() {
    Map<String, String> env = common(at.sim());
    secret(env, "CARREL_SIM_SECRET_KEY");
    secret(env, "CARREL_SIM_WEBHOOK_SECRET");
    env.put("CARREL_SIM_BASE_URL", at.simUrl());
    env.put("CARREL_SIM_STATE_FILE", state.resolve("stripe-sim.journal").toString());
    env.put("CARREL_SIM_WEBHOOK_URL", at.serviceUrl() + "/stripe/webhook");
    return chosen(env);
  }

  /** For the service. */
  Map<String, String> service() {
    Map<String, String> env = common(at.service());
    secret(env, "CARREL_COOKIE_SECRET");
    secret(env, "CARREL_AUDIT_KEY");
    secret(env, "CARREL_KEYS_WRAPPING");
    secret(env, "CARREL_MAIL_FROM");
    env.put("CARREL_BASE_URL", at.serviceUrl());
    env.put("CARREL_TRUSTED_PROXIES", LOOPBACK);
    env.put("CARREL_CATALOG_DIR", root.resolve("config/demo").toString());
    env.put("CARREL_PLANS_FILE", root.resolve("config/plans.yaml").toString());
    env.put("CARREL_PRICES_FILE", root.resolve("config/prices.yaml").toString());
    env.put("CARREL_TRIALS_FILE", root.resolve("config/trials.yaml").toString());
    env.put("CARREL_TAX_AUTOMATIC", "true");
    putSeller(env);
    env.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    env.put("QUARKUS_MAILER_PORT", Integer.toString(at.smtp()));
    putClient(env);
    putStripe(env);
    putDatabase(env);
    secret(env, "QUARKUS_OIDC_CREDENTIALS_SECRET");
    env.put("QUARKUS_OIDC_AUTH_SERVER_URL", at.realmUrl());
    secret(env, "CARREL_SIGN_ON_CLIENT_SECRET");
    env.put("CARREL_SIGN_ON_REALM", at.signOnRealmUrl());
    return chosen(env);
  }

  /** For the document server. */
  Map<String, String> docserver() {
    Map<String, String> env = common(at.docserver());
    secret(env, "CARREL_DOCSERVER_CLIENT_SECRET");
    secret(env, "CARREL_DOCSERVER_COOKIE_KEYS");
    env.put("CARREL_DOCSERVER_BASE_URL", at.docserverUrl());
    env.put("CARREL_DOCSERVER_SERVICE_URL", at.serviceUrl());
    env.put("CARREL_DOCSERVER_CLIENT_ID", "docserver");
    env.put("CARREL_DOCSERVER_AUDIENCE", at.docserverUrl());
    env.put("CARREL_DOCSERVER_LIBRARY", library().toString());
    env.put("CARREL_DOCSERVER_CACHE", state.resolve("pages").toString());
    env.put("CARREL_DOCSERVER_STATE", state.resolve("docserver").toString());
    env.put("CARREL_DOCSERVER_NAME", "docserver-1");
    env.put("CARREL_DOCSERVER_TRUSTED_PROXIES", LOOPBACK);
    return chosen(env);
  }

  /** Those of {@code stripe-sim}, {@code service} or {@code docserver}. */
  Map<String, String> of(String module) {
    return switch (module) {
      case "stripe-sim" -> sim();
      case "service" -> service();
      case "docserver" -> docserver();
      default -> throw new IllegalArgumentException("no settings for " + module);
    };
  }

  private Map<String, String> common(int port) {
    Map<String, String> env = new TreeMap<>();
    env.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    env.put("CARREL_DEMO", "true");
    env.put("CARREL_CLOCK_FILE", clockFile().toString());
    return env;
  }

  private static void putSeller(Map<String, String> env) {
    env.put("CARREL_SELLER_LEGAL_NAME", "Carrel Demonstration Press Inc.");
    env.put("CARREL_SELLER_ADDRESS", "12 Reading Room Lane,Boston MA 02110");
    env.put("CARREL_SELLER_COUNTRY", "US");
    env.put("CARREL_SELLER_TAX_ID", "EIN 00-0000000");
    env.put("CARREL_SELLER_SERIES", "CR");
    env.put("CARREL_SELLER_ZONE", "America/New_York");
  }

  private void putClient(Map<String, String> env) {
    secret(env, "CARREL_CLIENTS_DOCSERVER_SECRET");
    env.put("CARREL_CLIENTS_DOCSERVER_REDIRECT_URI", at.docserverUrl() + "/oauth/callback");
    env.put("CARREL_CLIENTS_DOCSERVER_RESOURCE", at.docserverUrl());
    env.put("CARREL_CLIENTS_DOCSERVER_HOME", at.docserverUrl());
    env.put("CARREL_CLIENTS_DOCSERVER_LEAVE_URI", at.docserverUrl() + "/leave");
    env.put("CARREL_CLIENTS_DOCSERVER_ASSERT_ADDRESS", "true");
  }

  /** A key of an account without an address means Stripe's own. */
  private void putStripe(Map<String, String> env) {
    boolean real = user.containsKey("CARREL_STRIPE_SECRET_KEY");
    secret(env, "CARREL_STRIPE_SECRET_KEY");
    secret(env, "CARREL_STRIPE_WEBHOOK_SECRETS");
    env.put("CARREL_STRIPE_LIVEMODE", "false");
    env.put("CARREL_STRIPE_API_BASE", real ? "https://api.stripe.com" : at.simUrl());
    env.put("CARREL_STRIPE_CHECKOUT_ORIGIN", real ? "https://checkout.stripe.com" : at.simUrl());
  }

  private void putDatabase(Map<String, String> env) {
    env.put("QUARKUS_DATASOURCE_JDBC_URL", at.jdbcUrl());
    if (!ownPostgres()) {
      secret(env, "QUARKUS_DATASOURCE_USERNAME");
      secret(env, "QUARKUS_DATASOURCE_PASSWORD");
    }
  }

  private void secret(Map<String, String> env, String key) {
    String value = secrets.get(key);
    if (value == null) {
      throw new IllegalStateException("config/demo.env does not set " + key);
    }
    env.put(key, value);
  }

  /** What the user has set in the environment wins. */
  private Map<String, String> chosen(Map<String, String> env) {
    env.replaceAll((key, value) -> user.getOrDefault(key, value));
    return env;
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> values = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int at = line.indexOf('=');
        if (at > 0 && !line.startsWith("#")) {
          values.put(line.substring(0, at), line.substring(at + 1));
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's secrets cannot be read from " + file, e);
    }
  }
}
