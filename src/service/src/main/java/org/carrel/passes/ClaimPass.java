package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;

/**
 * Puts a pass into an account, where its reader finds it on every device. Only who can use the pass
 * already may ask for it: whoever holds its link or a device that has it.
 */
@ApplicationScoped
public class ClaimPass {
  private final Holdings holdings;
  private final OrderLog log;

  ClaimPass(Holdings holdings, OrderLog log) {
    this.holdings = holdings;
    this.log = log;
  }

  /** What a history shows of it. */
  enum Act {
    ACCOUNT_ADDED
  }

  /** Lets the account hold the pass; asked twice, it holds it once. */
  @Transactional(TxType.MANDATORY)
  void hold(Pass pass, String readerId) {
    Subject account = new Subject.OfReader(readerId);
    if (!holdings.of(account).contains(pass.holder())) {
      holdings.give(account, pass.holder());
      log.pass(pass, Act.ACCOUNT_ADDED, Map.of("reader", readerId));
    }
  }
}
