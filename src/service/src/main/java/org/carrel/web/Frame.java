package org.carrel.web;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.qute.TemplateGlobal;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the frame of a page knows: who is signed in, where the sign-in leads back to. */
@Singleton
@Unremovable // templates look it up
public class Frame {
  private final Instance<SecurityIdentity> identity;
  private final ReturnTarget targets;
  private final AssetVersions assets;
  private final WebConfig web;
  private final Clock clock;

  Frame(
      Instance<SecurityIdentity> identity,
      ReturnTarget targets,
      AssetVersions assets,
      WebConfig web,
      Clock clock) {
    this.identity = identity;
    this.targets = targets;
    this.assets = assets;
    this.web = web;
    this.clock = clock;
  }

  /** {@code frame} in every template. */
  @TemplateGlobal(name = "frame")
  static Frame inTemplates() {
    return Arc.container().instance(Frame.class).get();
  }

  /** Whether somebody is signed in; without a request nobody is. */
  public boolean isSignedIn() {
    return visitor().isPresent();
  }

  /** Whether somebody said that others use this computer too. */
  public boolean isShared() {
    RoutingContext context = Requests.current();
    return context != null && SharedComputer.isSaid(context);
  }

  public boolean isStaff() {
    return visitor().filter(visitor -> visitor.hasRole("staff")).isPresent();
  }

  /** The name that the frame shows for who is signed in: the address, else the account's name. */
  public String getWho() {
    return visitor().map(SecurityIdentity::getPrincipal).map(Frame::name).orElse("");
  }

  /**
   * Who is signed in. Nobody where the login ran out and Keycloak is away, and on an error page
   * that is made before anybody asked who it is for: a frame never keeps a page from being shown.
   */
  private Optional<SecurityIdentity> visitor() {
    try {
      return Arc.container().requestContext().isActive() && !identity.get().isAnonymous()
          ? Optional.of(identity.get())
          : Optional.empty();
    } catch (RuntimeException unknown) {
      return Optional.empty();
    }
  }

  private static String name(Principal principal) {
    Object email = principal instanceof JsonWebToken token ? token.getClaim("email") : null;
    return email == null ? principal.getName() : email.toString();
  }

  /**
   * The sign-in that leads back to this page. Its target ends with the day after today, so that a
   * page that a shared cache holds does not differ from visit to visit.
   */
  public String getSignIn() {
    RoutingContext context = Requests.current();
    String path = "GET".equals(context.request().method().name()) ? context.request().uri() : "/me";
    if (path.length() > 512
        || path.startsWith("//")
        || !isAddress(path)
        || SecretPaths.holds(path)) {
      path = "/me";
    }
    return "/sign-in?to="
        + targets.signUntil(
            path, clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(2)));
  }

  /** A browser may ask for what is no address, such as one with a backslash. */
  private static boolean isAddress(String path) {
    try {
      return URI.create(path).getRawPath() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The address of a file under {@code assets/}, which changes when the file changes. */
  public String asset(String name) {
    return assets.address(name);
  }

  /** The public address of {@code path} on this service. */
  public String url(String path) {
    return web.baseUrl() + path;
  }
}
