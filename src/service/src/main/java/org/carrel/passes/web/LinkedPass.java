package org.carrel.passes.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carrel.passes.Pass;
import org.carrel.passes.Passes;
import org.carrel.web.ClientAddresses;
import org.carrel.web.Problem;
import org.carrel.web.RateLimits;

/** Finds the pass behind a mailed link; who tries wrong ones is slowed down. */
@ApplicationScoped
class LinkedPass {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** Wrong links from one address; right ones are not counted. */
  private static final int MOST_WRONG_AN_HOUR = 60;

  private final Passes passes;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  LinkedPass(Passes passes, RateLimits limits, ClientAddresses addresses) {
    this.passes = passes;
    this.limits = limits;
    this.addresses = addresses;
  }

  /** The pass; a problem page where the link opens none. */
  Pass of(String secret, RoutingContext routing) {
    Optional<Pass> pass =
        SECRET.matcher(secret).matches() ? passes.byLink(secret) : Optional.empty();
    if (pass.isEmpty()) {
      limits.take("access-link", addresses.key(routing), MOST_WRONG_AN_HOUR, Duration.ofHours(1));
    }
    return pass.orElseThrow(LinkedPass::unknown);
  }

  static Problem unknown() {
    return Problem.notFound(
        "This link opens nothing",
        "Perhaps it was cut in two by a mail program: copy the whole link from your mail into the"
            + " address line. If we sent you a newer link since, only that one works. Under Help"
            + " you can have a new one sent.");
  }
}
