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
import org.carrel.access.Reason;
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

  private AuthorizeReading.Outcome authorize(Evidence evidence) {
    Client client = clients.find("docserver").orElseThrow();
    String challenge =
        CodeChallenge.compute(CodeChallengeMethod.S256, DocumentServer.VERIFIER).getValue();
    return reading.authorize(
        client, challenge, new Actions(List.of("read")), DocumentServer.HANDLE, evidence);
  }

  private String refreshTokenFor(Evidence evidence) {
    Client client = clients.find("docserver").orElseThrow();
    String code = ((AuthorizeReading.Outcome.Code) authorize(evidence)).secret();
    TokenAnswer answer =
        tokens.forCode(client, code, client.redirectUri(), DocumentServer.VERIFIER, null);
    return ((TokenAnswer.Issued) answer).refreshToken();
  }

  @Test
  void signing_out_ends_what_the_sign_in_gave_in_that_browser_and_no_other() {
    Browser here = server.browserWithPass();
    Browser there = server.browserWithPass();
    String reader = readerWhoHolds(here.pass());
    String onThisDevice = refreshTokenFor(new Evidence(reader, here.device(), null));
    String onAnother = refreshTokenFor(new Evidence(reader, there.device(), null));
    String somebodyElses = refreshTokenFor(new Evidence(null, there.device(), null));
    signedOut.fire(new SignedOut(reader, here.device()));
    assertThat(server.refresh(onThisDevice).error()).isEqualTo("invalid_grant");
    assertThat(server.refresh(onAnother).status()).isEqualTo(200);
    assertThat(server.refresh(somebodyElses).status()).isEqualTo(200);
  }

  @Test
  void what_rests_on_a_holding_ends_with_it_and_does_not_come_back_with_another() {
    Browser here = server.browserWithPass();
    String token = refreshTokenFor(new Evidence(null, here.device(), null));
    Subject device = new Subject.OfDevice(here.device());
    holdings.takeBack(device, "pass:p_AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(server.refresh(token).status()).as("another pass").isEqualTo(200);

    holdings.takeBack(device, "pass:" + here.pass());
    holdings.give(device, "pass:" + here.pass());

    assertThat(server.refresh(token).error()).isEqualTo("invalid_grant");
  }

  @Test
  void an_account_alone_gets_no_code_and_its_browser_gets_one_once_it_was_opened_there() {
    Browser own = server.browserWithPass();
    Browser other = server.browserWithPass();
    String reader = readerWhoHolds(own.pass());
    AuthorizeReading.Outcome alone = authorize(new Evidence(reader, null, null));
    assertThat(alone).isEqualTo(new AuthorizeReading.Outcome.NoAccess(Reason.NOT_OPEN_HERE));
    holdings.takeBack(new Subject.OfDevice(other.device()), "pass:" + other.pass());
    Evidence there = new Evidence(reader, other.device(), null);
    assertThat(authorize(there)).isInstanceOf(AuthorizeReading.Outcome.NoAccess.class);

    Subject.OfDevice device = new Subject.OfDevice(other.device());
    holdings.giveThrough(reader, device, "pass:" + own.pass());
    String token = refreshTokenFor(there);
    assertThat(server.refresh(token).status()).isEqualTo(200);
    holdings.takeBack(new Subject.OfReader(reader), "pass:" + own.pass());

    assertThat(server.refresh(token).error()).isEqualTo("invalid_grant");
    assertThat(authorize(there)).isInstanceOf(AuthorizeReading.Outcome.NoAccess.class);
  }
}
