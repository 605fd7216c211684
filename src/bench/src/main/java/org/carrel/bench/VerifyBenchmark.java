package org.carrel.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.carrel.verifier.EntitlementVerifier;
import org.carrel.verifier.Verification;
import org.carrel.verifier.VerifiedToken;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision about one token: our verifier, which also checks claims, status list and collection,
 * beside nimbus-jose-jwt, which checks the signature and reads the claims.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {
  /** As many readers at once; a power of two. */
  private static final int TOKENS = 512;

  private Issuer issuer;
  private EntitlementVerifier cold;
  private EntitlementVerifier warm;
  private JWSVerifier ecAnchor;
  private JWSVerifier rsaAnchor;
  private final String[] ec = new String[TOKENS];
  private final String[] rsa = new String[TOKENS];
  private final byte[][] received = new byte[TOKENS][];
  private int next;

  @Setup
  public void setUp() throws JOSEException, IOException {
    issuer = new Issuer();
    cold = EntitlementVerifier.builder(issuer.uri(), Issuer.AUDIENCE).cacheSize(0).build();
    warm = EntitlementVerifier.builder(issuer.uri(), Issuer.AUDIENCE).build();
    ecAnchor = new ECDSAVerifier(issuer.ec().toECPublicKey());
    rsaAnchor = new RSASSAVerifier(issuer.rsa().toRSAPublicKey());
    for (int i = 0; i < TOKENS; i++) {
      ec[i] = issuer.pass(issuer.ec(), i);
      rsa[i] = issuer.pass(issuer.rsa(), i);
      received[i] = ec[i].getBytes(StandardCharsets.ISO_8859_1);
      decided(warm, ec[i]);
      decided(cold, rsa[i]);
    }
  }

  @TearDown
  public void tearDown() {
    cold.close();
    warm.close();
    issuer.close();
  }

  @Benchmark
  public boolean es256Cold() {
    return decided(cold, ec[next()]);
  }

  @Benchmark
  public boolean es256CacheHit() {
    return decided(warm, ec[next()]);
  }

  /** As a server meets it: the text of the header is a new string each time. */
  @Benchmark
  public boolean es256CacheHitOfANewString() {
    return decided(warm, new String(received[next()], StandardCharsets.ISO_8859_1));
  }

  @Benchmark
  public boolean rs256Cold() {
    return decided(cold, rsa[next()]);
  }

  @Benchmark
  public JWTClaimsSet es256Anchor() throws ParseException, JOSEException {
    return anchored(ecAnchor, ec[next()]);
  }

  @Benchmark
  public JWTClaimsSet rs256Anchor() throws ParseException, JOSEException {
    return anchored(rsaAnchor, rsa[next()]);
  }

  private int next() {
    next = next + 1 & TOKENS - 1;
    return next;
  }

  private static boolean decided(EntitlementVerifier verifier, String token) {
    Verification verification = verifier.verify(token);
    if (verification instanceof VerifiedToken verified && verified.covers(Issuer.HANDLE)) {
      return true;
    }
    throw new IllegalStateException(verification.toString());
  }

  private static JWTClaimsSet anchored(JWSVerifier verifier, String token)
      throws ParseException, JOSEException {
    SignedJWT jwt = SignedJWT.parse(token);
    if (!jwt.verify(verifier)) {
      throw new IllegalStateException("the anchor refuses");
    }
    return jwt.getJWTClaimsSet();
  }
}
