package org.carrel.stack;

/**
 * Where the programs of one machine listen. The service is on {@code localhost}, the others on
 * {@code 127.0.0.1}: ports do not separate cookies, hosts do, so they are different sites as in
 * production.
 *
 * @param service port of the service
 * @param docserver port of the document server
 * @param sim port of the local Stripe
 * @param mailPage port of the mail catcher's page
 * @param smtp port that takes mail
 * @param keycloak port of Keycloak
 * @param postgres port of PostgreSQL
 */
public record Addresses(
    int service, int docserver, int sim, int mailPage, int smtp, int keycloak, int postgres) {

  /** The fixed ones of {@code ./carrel up}. */
  public static Addresses demo() {
    return new Addresses(8080, 8081, 8082, 8025, 1025, 8180, 5433);
  }

  /** Free ones, for tests. */
  public static Addresses free() {
    return new Addresses(
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free());
  }

  public String serviceUrl() {
    return "http://localhost:" + service;
  }

  public String docserverUrl() {
    return "http://127.0.0.1:" + docserver;
  }

  public String simUrl() {
    return "http://127.0.0.1:" + sim;
  }

  public String mailUrl() {
    return "http://127.0.0.1:" + mailPage;
  }

  public String keycloakUrl() {
    return "http://localhost:" + keycloak;
  }

  public String realmUrl() {
    return keycloakUrl() + "/realms/carrel";
  }

  /** The realm that leads to the logins of institutions. */
  public String signOnRealmUrl() {
    return keycloakUrl() + "/realms/institutions";
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres + "/carrel";
  }
}
