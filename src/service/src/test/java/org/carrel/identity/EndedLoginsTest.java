package org.carrel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.SecurityEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.carrel.base.Ids;
import org.carrel.identity.DeviceSessions.Opened;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndedLoginsTest {
  private static final AuthenticationRequestContext AT_ONCE =
      new AuthenticationRequestContext() {
        @Override
        public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> work) {
          return Uni.createFrom().item(work);
        }
      };

  @Inject RefuseEndedLogins refuse;
  @Inject Event<SecurityEvent> events;
  @Inject DeviceSessions devices;

  /** An ID token as far as logins are concerned. */
  private record IdToken(String session) implements JsonWebToken {
    @Override
    public String getName() {
      return "rosa";
    }

    @Override
    public Set<String> getClaimNames() {
      return Set.of("sid");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
      return name.equals("sid") ? (T) session : null;
    }
  }

  private static SecurityIdentity login(String session) {
    return QuarkusSecurityIdentity.builder().setPrincipal(new IdToken(session)).build();
  }

  /** A login whose request comes from the browser with this device session. */
  private static SecurityIdentity login(String session, Opened device) {
    Cookie cookie = Cookie.cookie(DeviceSessions.COOKIE, device.secret());
    HttpServerRequest request = answering(HttpServerRequest.class, Map.of("getCookie", cookie));
    RoutingContext routing = answering(RoutingContext.class, Map.of("request", request));
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new IdToken(session))
        .addAttribute(RoutingContext.class.getName(), routing)
        .build();
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    Object answering =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName()));
    return type.cast(answering);
  }

  private SecurityIdentity used(SecurityIdentity login) {
    return refuse.augment(login, AT_ONCE).await().indefinitely();
  }

  @Test
  void a_login_that_the_provider_ended_stays_ended_for_every_copy_of_its_cookie() {
    SecurityIdentity login = login(Ids.random());
    assertThat(used(login)).isSameAs(login);

    events
        .fireAsync(new SecurityEvent(SecurityEvent.Type.OIDC_BACKCHANNEL_LOGOUT_COMPLETED, login))
        .toCompletableFuture()
        .join();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> used(login)).isInstanceOf(AuthenticationFailedException.class);
    }
    SecurityIdentity next = login(Ids.random());
    assertThat(used(next)).isSameAs(next);
  }

  @Test
  void a_login_at_any_page_of_a_shared_computer_is_good_only_with_its_session() {
    Opened shared = devices.open("Firefox on Linux", true);
    String session = Ids.random();
    used(login(session, shared));

    assertThat(used(login(session, shared))).isNotNull();
    assertThatThrownBy(() -> used(login(session)))
        .isInstanceOf(AuthenticationFailedException.class);
    Opened other = devices.open("Firefox on Linux", true);
    assertThatThrownBy(() -> used(login(session, other)))
        .isInstanceOf(AuthenticationFailedException.class);
    devices.close(shared.session().id());
    assertThatThrownBy(() -> used(login(session, shared)))
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void a_login_on_a_computer_of_ones_own_is_tied_to_nothing_until_it_is_shared() {
    Opened own = devices.open("Firefox on Linux", false);
    String session = Ids.random();
    used(login(session, own));
    SecurityIdentity elsewhere = login(session);
    assertThat(used(elsewhere)).isSameAs(elsewhere);

    Opened sharing = devices.renew(own.session().id(), true);
    used(login(session, sharing));

    assertThatThrownBy(() -> used(elsewhere)).isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void who_has_no_session_at_the_provider_is_left_alone() {
    SecurityIdentity other = QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    assertThat(used(other)).isSameAs(other);
  }
}
