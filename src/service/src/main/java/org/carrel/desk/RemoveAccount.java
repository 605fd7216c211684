package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.carrel.passes.ClaimPass;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;

/** Takes the passes that a visitor holds from an account that holds them too. */
@ApplicationScoped
public class RemoveAccount {
  private final Holdings holdings;
  private final Passes passes;
  private final ClaimPass claims;

  RemoveAccount(Holdings holdings, Passes passes, ClaimPass claims) {
    this.holdings = holdings;
    this.passes = passes;
    this.claims = claims;
  }

  /**
   * The browsers that were opened in the account's name lose the passes with it.
   *
   * @param visitor who asks; may remove an account only from what they hold themselves
   * @return whether the account held anything with the visitor
   */
  @Transactional
  public boolean remove(Collection<Subject> visitor, String readerId) {
    List<String> own = holdings.of(visitor);
    List<String> shared =
        holdings.of(new Subject.OfReader(readerId)).stream().filter(own::contains).toList();
    return passes.heldBy(shared).stream()
        .map(Pass::id)
        .sorted()
        .map(pass -> claims.letGo(pass, readerId))
        .reduce(false, Boolean::logicalOr);
  }
}
