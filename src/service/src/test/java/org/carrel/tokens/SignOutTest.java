package org.carrel.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.carrel.access.Evidence;
import org.carrel.base.Ids;
import org.carrel.identity.Holdings;
import org.carrel.identity.SignedOut;
import org.carrel.identity.Subject;
import org.carrel.tokens.DocumentServer.Browser;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignOutTest {
  @Inject DocumentServer server;
  @Inject AuthorizeReading reading;
  @Inject GiveTokens tokens;
  @Inject Clients clients;
  @Inject Holdings holdings;
  @Inject EntityManager entities;
  @Inject Event<SignedOut> signedOut;

  private String readerWhoHolds(String pass) {
    String reader = Ids.of("r");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        "insert into readers (id, issuer, subject, email, email_verified,"
                            + " created_at, updated_at)"
                            + " values (?1, 'test', ?1, 'r@example.edu', true, now(), now())")
                    .setParameter(1, reader)
                    .executeUpdate());
    holdings.give(new Subject.OfReader(reader), "pass:" + pass);
    return reader;
  }

  private String refreshTokenFor(Evidence evidence) {
    Client client = clients.find("docserver").orElseThrow();
    String challenge =
        CodeChallenge.compute(CodeChallengeMethod.S256, DocumentServer.VERIFIER).getValue();
    AuthorizeReading.Outcome outcome =
        reading.authorize(
            client, challenge, new Actions(List.of("read")), DocumentServer.HANDLE, evidence);
    String code = ((AuthorizeReading.Outcome.Code) outcome).secret();
    TokenAnswer answer =
        tokens.forCode(client, code, client.redirectUri(), DocumentServer.VERIFIER);
    return ((TokenAnswer.Issued) answer).refreshToken();
  }

  @Test
  void signing_out_ends_what_the_sign_in_gave_in_that_browser_and_no_other() {
    Browser here = server.browserWithPass();
    Browser there = server.browserWithPass();
    String reader = readerWhoHolds(here.pass());
    String signedIn = refreshTokenFor(new Evidence(reader, null, null));
    String onThisDevice = refreshTokenFor(new Evidence(reader, here.device(), null));
    String onAnother = refreshTokenFor(new Evidence(reader, there.device(), null));
    String somebodyElses = refreshTokenFor(new Evidence(null, there.device(), null));
    signedOut.fire(new SignedOut(reader, here.device()));
    assertThat(server.refresh(signedIn).error()).isEqualTo("invalid_grant");
    assertThat(server.refresh(onThisDevice).error()).isEqualTo("invalid_grant");
    assertThat(server.refresh(onAnother).status()).isEqualTo(200);
    assertThat(server.refresh(somebodyElses).status()).isEqualTo(200);
  }
}
