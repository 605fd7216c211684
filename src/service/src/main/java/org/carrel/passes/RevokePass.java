package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import org.carrel.access.Grants;
import org.carrel.base.Micros;

/** Takes a pass back by a staff act; no money moves, and no later news of money revives it. */
@ApplicationScoped
public class RevokePass {
  private final Passes passes;
  private final Grants grants;
  private final OrderLog log;
  private final Clock clock;

  RevokePass(Passes passes, Grants grants, OrderLog log, Clock clock) {
    this.passes = passes;
    this.grants = grants;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Revokes the pass. One that its money took back is from now on revoked by staff, so that money
   * which comes back does not revive it.
   *
   * @param by id of the member of staff, for the record
   */
  @Transactional
  public Pass revoke(String passId, String by) {
    Pass pass = passes.lock(passId).orElseThrow();
    if (pass.state() != PassState.REVOKED) {
      pass.revoke(Pass.Revocation.STAFF, Micros.now(clock));
      grants.revoke(pass.grantId(), "staff");
      log.pass(pass, PassEvent.REVOKE, Map.of("by", by));
    } else if (!pass.isRevokedFor(Pass.Revocation.STAFF)) {
      pass.keepRevokedFor(Pass.Revocation.STAFF);
      log.pass(pass, PassEvent.REVOKE, Map.of("by", by));
    }
    return pass;
  }
}
