package org.carrel.access;

/**
 * Why access is denied. Where several grants are in the way, the reason that stands first here is
 * told: it is the one about which the reader can do most.
 */
public enum Reason {
  NOT_OPEN_HERE("Your account has access, and this browser has not been opened for it yet."),
  NOT_STARTED("Your access has not started yet."),
  LIMIT_EXCEEDED("All pages and downloads that your access includes have been used."),
  SUSPENDED("Your access is on hold while a question about it is being settled."),
  EXPIRED("Your access has ended."),
  REVOKED("Your access was withdrawn."),
  NOT_ADMITTED(
      "Your institution told us that you are an alum or an affiliate, and its access is for its"
          + " members, students, faculty and staff."),
  INSTITUTION_ENDED("Your institution's access to this document has ended."),
  OUTSIDE_NETWORK("Your institution's access reaches as far as its own network."),
  SIGN_ON_ENDED("Your sign-in through your institution has ended."),
  INSTITUTION_WITHOUT("Your institution has no access to this document."),
  NO_LICENSE("You have no access to this document yet."),
  UNKNOWN_ITEM("There is no document under this handle.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** What happened, in one sentence for people. */
  public String sentence() {
    return sentence;
  }
}
