package org.carrel.passes.web;

import java.util.List;
import org.carrel.identity.DeviceSession;

/**
 * Whether a pass that an account holds is still to be opened in this browser.
 *
 * @param needed whether it is
 * @param most in how many browsers the pass works
 * @param using the browsers that use it
 * @param accounts how many accounts hold it
 */
record Opening(boolean needed, int most, List<DeviceSession> using, int accounts) {
  /** Whether one of the others has to make room. */
  public boolean full() {
    return needed && using.size() >= most;
  }
}
