package org.carrel.stories;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Right requests to everything that listens, of a reader who has a pass and its cookies. */
final class FuzzTargets {
  /** A right request and the port that it goes to. */
  record Target(int port, OddRequests.Base request) {}

  private static final String CHALLENGE = "LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE";
  private static final String DETAILS =
      "[{\"type\":\"carrel_docs\",\"actions\":[\"read\"],\"docs\":[\"" + Visit.KAZAKHSTAN + "\"]}]";

  private final Demo demo;
  private final int service;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Map<String, String> browser = new LinkedHashMap<>();
  private String token = "";

  private FuzzTargets(Demo demo, int service) {
    this.demo = demo;
    this.service = service;
  }

  /** Buys a pass at that process, then makes a request for each of its routes. */
  static List<Target> of(Demo demo, int service, String email) throws Exception {
    FuzzTargets made = new FuzzTargets(demo, service);
    made.belongings(email);
    made.routes();
    made.forms();
    made.oauth();
    made.webhook();
    made.docserver();
    return made.targets;
  }

  private void belongings(String email) throws IOException, InterruptedException {
    URI process = URI.create("http://localhost:" + service);
    HttpBuyer buyer = new HttpBuyer(process, email);
    URI success = buyer.payFor("24h", Visit.KAZAKHSTAN);
    String link = demo.accessLinkTo(email);
    buyer.open(success, process);
    token = buyer.hiddenAt("/checkout?plan=24h").getOrDefault("csrf", "");
    browser.put("Cookie", buyer.cookies());
    words.put("<link>", link.substring(link.lastIndexOf('/') + 1));
    words.put("<success>", success.getRawPath() + "?" + success.getRawQuery());
    words.put("<order>", demo.text("select id from orders where email = ?", email));
    words.put(
        "<pass>",
        demo.text(
            "select p.id from passes p join orders o on o.id = p.order_id where o.email = ?",
            email));
    words.put("<reference>", demo.text("select reference from orders where email = ?", email));
  }

  /** Every line of the service's own table of routes. */
  private void routes() throws IOException {
    Path table =
        Path.of(System.getProperty("carrel.root"), "src/service/src/test/resources/routes.txt");
    for (String line : Files.readAllLines(table)) {
      String[] parts = line.trim().split("\\s+");
      if (!line.startsWith("#") && parts.length >= 2) {
        boolean sampled = parts.length > 9 && (parts[9] + "/").matches("[/<].*");
        route(parts[0], sampled ? parts[9] : parts[1]);
      }
    }
  }

  private void route(String method, String sample) {
    String path = sample;
    for (Map.Entry<String, String> word : words.entrySet()) {
      path = path.replace(word.getKey(), word.getValue());
    }
    path = path.replaceAll("<[a-z]+>|\\{[^}]*}", "AAAAAAAAAAAAAAAAAAAAAA");
    int query = path.indexOf('?');
    Map<String, String> fields = query < 0 ? Map.of() : fields(path.substring(query + 1));
    String plain = query < 0 ? path : path.substring(0, query);
    add(service, method, plain, method.equals("GET") ? fields : Map.of("csrf", token), "", browser);
  }

  /** Forms as readers fill them. */
  private void forms() {
    Map<String, String> checkout = new LinkedHashMap<>();
    checkout.put("csrf", token);
    checkout.put("plan", "24h");
    checkout.put("currency", "USD");
    checkout.put("item", Visit.KAZAKHSTAN);
    checkout.put("page", "1");
    checkout.put("zone", "Europe/Berlin");
    checkout.put("email", "reader@fuzz.example");
    checkout.put("begin", "later");
    Map<String, String> request = new LinkedHashMap<>();
    request.put("csrf", token);
    request.put("kind", "quote");
    request.put("organization", "Library of the Fuzz");
    request.put("name", "A. Librarian");
    request.put("role", "Librarian");
    request.put("email", "librarian@fuzz.example");
    request.put("country", "US");
    request.put("type", "UNIVERSITY");
    request.put("size", "FROM_1000");
    request.put("domain", "fuzz.example");
    request.put("ror", "0test0050");
    request.put("consortium", "Fuzz and friends");
    request.put("collections", "1");
    request.put("seats", "5");
    request.put("ranges", "192.0.2.0/24");
    request.put("message", "Hello");
    Map<String, String> plain = Map.of("csrf", token, "consent", "yes", "into", "browser");
    for (int weight = 0; weight < 4; weight++) {
      add(service, "POST", "/checkout", checkout, "", browser);
      add(service, "POST", "/institutions", request, "", browser);
      add(
          service,
          "POST",
          "/my-link",
          Map.of("csrf", token, "email", "x@fuzz.example"),
          "",
          browser);
      add(service, "POST", "/a/" + words.get("<link>"), plain, "", browser);
      add(service, "POST", "/a/" + "A".repeat(22), plain, "", browser);
    }
  }

  private void oauth() {
    String home = demo.docserver();
    String secret = demo.settingOf("service", "CARREL_CLIENTS_DOCSERVER_SECRET");
    Map<String, String> client =
        Map.of("Authorization", OddRequests.basic("docserver", secret), "Cookie", "a=b");
    Map<String, String> authorize = new LinkedHashMap<>();
    authorize.put("response_type", "code");
    authorize.put("client_id", "docserver");
    authorize.put("redirect_uri", home + "/oauth/callback");
    authorize.put("state", "AAAAAAAAAAAAAAAAAAAAAA");
    authorize.put("code_challenge", CHALLENGE);
    authorize.put("code_challenge_method", "S256");
    authorize.put("resource", home);
    authorize.put("authorization_details", DETAILS);
    authorize.put("page", "1");
    Map<String, String> code = new LinkedHashMap<>();
    code.put("grant_type", "authorization_code");
    code.put("code", "AAAAAAAAAAAAAAAAAAAAAA");
    code.put("redirect_uri", home + "/oauth/callback");
    code.put("code_verifier", "v".repeat(43));
    code.put("resource", home);
    Map<String, String> refresh =
        Map.of("grant_type", "refresh_token", "refresh_token", "A".repeat(43));
    String report =
        "{\"server\":\"fuzz\",\"report\":1,\"uses\":[{\"sub\":\"p_AAAAAAAAAAAAAAAAAAAAAA\","
            + "\"pages\":1,\"downloads\":0}]}";
    String events =
        "{\"events\":[{\"id\":\"e_AAAAAAAAAAAAAAAAAAAAAA\",\"at\":1767225600000,"
            + "\"kind\":\"OPENED\",\"item\":\"hein.crs/govekfi0001\","
            + "\"sub\":\"i_AAAAAAAAAAAAAAAAAAAAAA\",\"jti\":\"AAAAAAAAAAAAAAAAAAAAAA\"}]}";
    Map<String, String> json = new LinkedHashMap<>(client);
    json.put("Content-Type", "application/json");
    for (int weight = 0; weight < 6; weight++) {
      add(service, "GET", "/oauth/authorize", authorize, "", browser);
      add(service, "POST", "/oauth/token", code, "", client);
      add(service, "POST", "/oauth/token", refresh, "", client);
      add(service, "POST", "/oauth/revoke", Map.of("token", "A".repeat(43)), "", client);
      add(service, "POST", "/use-reports", Map.of(), report, json);
      add(service, "POST", "/usage/events", Map.of(), events, json);
    }
  }

  private void webhook() {
    String event =
        "{\"id\":\"evt_fuzz0001\",\"object\":\"event\",\"api_version\":\"2025-09-30.clover\","
            + "\"created\":1767225600,\"livemode\":false,\"pending_webhooks\":1,\"request\":null,"
            + "\"type\":\"TYPE\",\"data\":{\"object\":{\"id\":\"cs_test_fuzz\","
            + "\"object\":\"checkout.session\",\"payment_intent\":\"pi_fuzz\",\"charge\":\"ch_fuzz\","
            + "\"client_reference_id\":\"o_AAAAAAAAAAAAAAAAAAAAAA\",\"metadata\":{},"
            + "\"amount_total\":2900,\"currency\":\"usd\",\"status\":\"complete\"}}}";
    Map<String, String> head =
        Map.of("Content-Type", "application/json", OddRequests.SIGNATURE, "t=1,v1=00");
    for (String type :
        List.of(
            "checkout.session.completed",
            "checkout.session.expired",
            "charge.refunded",
            "charge.dispute.created",
            "radar.early_fraud_warning.created",
            "nothing.known")) {
      for (int weight = 0; weight < 2; weight++) {
        add(service, "POST", "/stripe/webhook", Map.of(), event.replace("TYPE", type), head);
      }
    }
  }

  private void docserver() {
    int port = URI.create(demo.docserver()).getPort();
    Map<String, String> plain =
        Map.of("Accept", "text/html", "Cookie", "__Host-carrel-docs=k1.AAAA");
    for (String view : List.of("/doc/", "/pdf/", "/image/1/", "/text/1/", "/thumb/1/")) {
      add(port, "GET", view + Visit.KAZAKHSTAN, Map.of("page", "1", "q", "law"), "", plain);
    }
    Map<String, String> back =
        Map.of("state", "AAAAAAAAAAAAAAAAAAAAAA", "code", "A", "iss", demo.service());
    add(port, "GET", "/oauth/callback", back, "", plain);
    add(port, "POST", "/sign-out", Map.of("form", "A"), "", plain);
    add(port, "GET", "/signed-out", Map.of(), "", plain);
    add(port, "GET", "/", Map.of(), "", plain);
  }

  private void add(
      int port,
      String method,
      String path,
      Map<String, String> form,
      String body,
      Map<String, String> head) {
    targets.add(new Target(port, new OddRequests.Base(method, path, form, body, head)));
  }

  private static Map<String, String> fields(String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int at = pair.indexOf('=');
      fields.put(at < 0 ? pair : pair.substring(0, at), at < 0 ? "" : pair.substring(at + 1));
    }
    return fields;
  }
}
