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
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Supplier;
import org.carrel.base.Ids;
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
  void who_has_no_session_at_the_provider_is_left_alone() {
    SecurityIdentity other = QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    assertThat(used(other)).isSameAs(other);
  }
}
