package org.carrel.tokens;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.carrel.testing.TestClock;

/** A document server and the browsers before it, against the running service. */
@Singleton
class DocumentServer {
  static final String HANDLE = "hein.crs/govekfi0001";
  static final String DETAILS =
      "[{\"type\":\"carrel_docs\",\"actions\":[\"read\",\"download\"],\"docs\":[\""
          + HANDLE
          + "\"]}]";
  static final CodeVerifier VERIFIER =
      new CodeVerifier("a-verifier-of-forty-three-characters-or-more");

  final String issuer;
  final TokensConfig.ClientConfig client;

  private final Grants grants;
  private final DeviceSessions devices;
  private final Holdings holdings;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  DocumentServer(TokensConfig config, Grants grants, DeviceSessions devices, Holdings holdings) {
    this.issuer = config.baseUrl();
    this.client = config.clients().get("docserver");
    this.grants = grants;
    this.devices = devices;
    this.holdings = holdings;
  }

  /** A browser that holds a pass. */
  record Browser(String pass, String grant, String device, String cookie) {}

  /** A browser whose pass for collection 1 began now. */
  Browser browserWithPass(Duration length, Limits limits) {
    Browser browser = browserWithUnstartedPass(limits);
    Window window = Window.of(TestClock.now().truncatedTo(ChronoUnit.MILLIS), length);
    in(all -> all.start(browser.grant(), window));
    return browser;
  }

  Browser browserWithPass() {
    return browserWithPass(Duration.ofHours(24), Limits.NONE);
  }

  Browser browserWithUnstartedPass(Limits limits) {
    String pass = Ids.of("p");
    String holder = "pass:" + pass;
    NewGrant made = NewGrant.of(holder, new Source("pass", pass), Set.of(1), limits);
    in(all -> all.grant(made));
    DeviceSessions.Opened opened = devices.open("a browser", false);
    holdings.give(new Subject.OfDevice(opened.session().id()), holder);
    return new Browser(
        pass, made.id(), opened.session().id(), DeviceSessions.COOKIE + "=" + opened.secret());
  }

  void in(Consumer<Grants> work) {
    QuarkusTransaction.requiringNew().run(() -> work.accept(grants));
  }

  /** What a correct authorization request says. */
  Map<String, String> request() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", "docserver");
    request.put("redirect_uri", client.redirectUri());
    request.put("state", "the state");
    request.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER).getValue());
    request.put("code_challenge_method", "S256");
    request.put("resource", client.resource());
    request.put("authorization_details", DETAILS);
    request.put("page", "4");
    return request;
  }

  Answer authorize(Browser browser, Map<String, String> request) {
    return get("/oauth/authorize?" + form(request), "Cookie", browser.cookie());
  }

  String code(Browser browser) {
    return authorize(browser, request()).parameter("code");
  }

  Answer redeem(String code) {
    return token(codeRequest(code));
  }

  Map<String, String> codeRequest(String code) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("grant_type", "authorization_code");
    request.put("code", code);
    request.put("redirect_uri", client.redirectUri());
    request.put("code_verifier", VERIFIER.getValue());
    return request;
  }

  Answer refresh(String refreshToken) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  Answer token(Map<String, String> request) {
    return post("/oauth/token", form(request), basic("docserver", client.secret()));
  }

  Answer revoke(String token) {
    return post("/oauth/revoke", form(Map.of("token", token)), basic("docserver", client.secret()));
  }

  Answer report(String json) {
    return report("/use-reports", json);
  }

  Answer report(String path, String json) {
    return post(
        path,
        json,
        "Authorization",
        basic("docserver", client.secret())[1],
        "Content-Type",
        "application/json");
  }

  /** The access token and refresh token of a browser that went all the way. */
  Answer walk(Browser browser) {
    return redeem(code(browser));
  }

  static String[] basic(String id, String secret) {
    String both = id + ":" + secret;
    return new String[] {
      "Authorization",
      "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)),
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }

  static String form(Map<String, String> request) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    request.forEach((name, value) -> lists.put(name, List.of(value)));
    return URLUtils.serializeParameters(lists);
  }

  Answer get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
