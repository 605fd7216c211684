package org.carrel.passes.web;

import java.util.List;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.Reader;

/**
 * What the page of an access link shows.
 *
 * @param secret of the link, for its forms
 * @param account who is signed in and does not hold the pass yet
 * @param into what was chosen before, to be sent along: an account's id, {@code browser} or nothing
 * @param most in how many browsers the pass works
 * @param using the browsers that use it, where there are already as many; else none
 * @param shared whether it was said before that others use the computer
 * @param error what is missing, in words; empty where nothing is
 */
record LinkView(
    PassView pass,
    String secret,
    Optional<Reader> account,
    String into,
    int most,
    List<DeviceSession> using,
    boolean shared,
    String error) {
  static final String BROWSER = "browser";

  /** As many browsers as the pass allows use it already. */
  public boolean full() {
    return !using.isEmpty();
  }

  public boolean opens() {
    return pass.opens();
  }

  /** Where who has the link withdraws from the contract. */
  public String withdrawAt() {
    return "/a/" + secret + "/withdraw";
  }

  LinkView chosen(String chosen, boolean others) {
    return new LinkView(pass, secret, account, chosen, most, using, others, error);
  }

  LinkView usedBy(List<DeviceSession> devices) {
    return new LinkView(pass, secret, account, into, most, devices, shared, error);
  }

  LinkView refused(String why) {
    return new LinkView(pass, secret, account, into, most, using, shared, why);
  }
}
