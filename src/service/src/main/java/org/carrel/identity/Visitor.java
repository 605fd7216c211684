package org.carrel.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carrel.base.EmailAddress;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who sends this request: the signed-in reader, the browser's device session, both or neither. Each
 * is looked up when first asked for, with one query. Needs a worker thread (a blocking route).
 */
@RequestScoped
public class Visitor {
  private static final Logger LOG = Logger.getLogger(Visitor.class);

  /** A truth value or its word, as providers write it. */
  private static final String VERIFIED = Claims.email_verified.name();

  private final SecurityIdentity identity;
  private final RoutingContext request;
  private final Readers readers;
  private final DeviceSessions devices;

  private @Nullable Optional<Reader> reader;
  private @Nullable Optional<DeviceSession> device;
  private @Nullable Set<String> roles;

  Visitor(
      SecurityIdentity identity, RoutingContext request, Readers readers, DeviceSessions devices) {
    this.identity = identity;
    this.request = request;
    this.readers = readers;
    this.devices = devices;
  }

  /**
   * The signed-in reader. Nobody where there is no login, where it ran out, or where Keycloak is
   * away and cannot renew it: a page for everybody is then shown as to everybody.
   */
  public Optional<Reader> reader() {
    if (reader == null) {
      reader = token().flatMap(Visitor::claims).map(readers::of);
    }
    return reader;
  }

  /** Whether there is a login, be it one without an address, which makes no reader, or a role. */
  public boolean isSignedIn() {
    return token().isPresent();
  }

  /** The login's session at the provider; nothing where nobody is signed in. */
  public Optional<String> login() {
    return token().isPresent() ? EndedLogins.sessionOf(identity) : Optional.empty();
  }

  /** The roles of the signed-in account: of {@code reader}, {@code librarian}, {@code staff}. */
  public Set<String> roles() {
    if (roles == null) {
      roles = token().isPresent() ? Set.copyOf(identity.getRoles()) : Set.of();
    }
    return roles;
  }

  /** The open device session whose cookie came with the request. */
  public Optional<DeviceSession> device() {
    if (device == null) {
      Cookie cookie = request.request().getCookie(DeviceSessions.COOKIE);
      device = cookie == null ? Optional.empty() : devices.bySecret(cookie.getValue());
    }
    return device;
  }

  /** Those of reader and device session that are there, to ask {@link Holdings} with. */
  public List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    reader().ifPresent(found -> subjects.add(new Subject.OfReader(found.id())));
    device().ifPresent(found -> subjects.add(new Subject.OfDevice(found.id())));
    return List.copyOf(subjects);
  }

  /** What a new device session of this browser is to be called. */
  public String deviceLabel() {
    return DeviceLabel.of(request.request().getHeader("User-Agent"));
  }

  private Optional<JsonWebToken> token() {
    try {
      return !identity.isAnonymous() && identity.getPrincipal() instanceof JsonWebToken token
          ? Optional.of(token)
          : Optional.empty();
    } catch (RuntimeException loginNotUsable) {
      LOG.debugf("login not usable: %s", loginNotUsable.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private static Optional<Readers.Claims> claims(JsonWebToken token) {
    String email = token.getClaim(Claims.email);
    boolean verified = "true".equals(String.valueOf((Object) token.getClaim(VERIFIED)));
    return Optional.ofNullable(email)
        .flatMap(EmailAddress::parse)
        .map(
            address ->
                new Readers.Claims(token.getIssuer(), token.getSubject(), address, verified));
  }
}
