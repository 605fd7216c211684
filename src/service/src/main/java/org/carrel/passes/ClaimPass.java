package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.Readers;
import org.carrel.identity.Subject;

/**
 * Puts a pass into an account, where its reader finds it on every device. It takes somebody who can
 * use the pass already: who holds its link, a device that has it, or the mailbox of its address. In
 * that mailbox an account is known by its address alone, so that its address must be proven.
 */
@ApplicationScoped
public class ClaimPass {
  private final Passes passes;
  private final Claims claims;
  private final Readers readers;
  private final Holdings holdings;
  private final OrderLog log;

  ClaimPass(Passes passes, Claims claims, Readers readers, Holdings holdings, OrderLog log) {
    this.passes = passes;
    this.claims = claims;
    this.readers = readers;
    this.holdings = holdings;
    this.log = log;
  }

  /** What a history shows of it. */
  enum Act {
    ACCOUNT_ADDED,
    ACCOUNT_REMOVED
  }

  /** A pass and the account that asks for it. */
  public record Asked(Pass pass, Reader account) {}

  /** For who has the pass in this browser: lets the account hold it too. */
  @Transactional
  public void claim(String passId, String readerId) {
    hold(passes.lock(passId).orElseThrow(), readerId);
  }

  /**
   * What a mailed claim asks for; nothing where its secret opens nothing, or where the account's
   * address is not proven any more. Changes nothing.
   */
  @Transactional
  public Optional<Asked> asked(String secret) {
    return claims
        .bySecret(secret)
        .map(this::asked)
        .filter(asked -> asked.account().emailVerified());
  }

  /**
   * The click: lets the account that asked hold the pass. Empty where there is nothing to agree.
   */
  @Transactional
  public Optional<Asked> agree(String secret) {
    Optional<Asked> agreed = asked(secret).flatMap(any -> claims.answer(secret)).map(this::asked);
    agreed.ifPresent(asked -> claim(asked.pass().id(), asked.account().id()));
    return agreed;
  }

  /** Lets the account hold the pass; asked twice, it holds it once. */
  @Transactional(TxType.MANDATORY)
  void hold(Pass pass, String readerId) {
    if (!holds(pass, readerId)) {
      holdings.give(new Subject.OfReader(readerId), pass.holder());
      log.pass(pass, Act.ACCOUNT_ADDED, Map.of("reader", readerId));
    }
  }

  /**
   * Takes a pass from an account, and from the browsers that were opened in its name.
   *
   * @return whether it held the pass
   */
  @Transactional
  public boolean letGo(String passId, String readerId) {
    Pass pass = passes.lock(passId).orElseThrow();
    boolean held = holds(pass, readerId);
    if (held) {
      holdings.takeBack(new Subject.OfReader(readerId), pass.holder());
      log.pass(pass, Act.ACCOUNT_REMOVED, Map.of("reader", readerId));
    }
    return held;
  }

  /** Whether the account holds the pass already. */
  public boolean holds(Pass pass, String readerId) {
    return holdings.of(new Subject.OfReader(readerId)).contains(pass.holder());
  }

  private Asked asked(Claim claim) {
    return new Asked(
        passes.find(claim.passId()).orElseThrow(), readers.find(claim.readerId()).orElseThrow());
  }
}
