package org.carrel.landing.web;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a document server sent a reader here, in the words of the page. */
enum SentBack {
  NOT_OPEN_HERE(
      "",
      "Your pass is in your account",
      "One click opens it in this browser. Your place is kept."),
  NO_LICENSE(
      "",
      "This document needs a pass",
      "The document server found no pass in this browser. If you have one, open it here with the"
          + " link in your mail, or sign in. Your place is kept."),
  NOT_ADMITTED(
      "warn",
      "Your institution's access is not for alumni or affiliates",
      "Your institution told us that you are an alum or an affiliate, and nothing else: what was"
          + " missing is an affiliation as member, student, faculty or staff. Its library can tell"
          + " you whether there is another way; a pass opens the document at once."),
  SIGN_ON_ENDED(
      "",
      "Your sign-in through your institution has ended",
      "Sign in there again and you read on at once. Your place is kept."),
  INSTITUTION_WITHOUT(
      "warn",
      "Your institution has no access to this document",
      "You are signed in through it, and it has not subscribed to this part of the library. Its"
          + " library can ask for it, or try it for 30 days; a pass opens the document at once."),
  INSTITUTION_ENDED(
      "warn",
      "Your institution's access has ended",
      "You came through an institution whose access to this document is over. Its"
          + " library knows more. Your place is kept."),
  OUTSIDE_NETWORK(
      "warn",
      "You left your institution's network",
      "Your institution's access reaches as far as its own network. Back in it you can read on at"
          + " once; anywhere else a pass opens the document."),
  NOT_STARTED(
      "",
      "Your pass has not been started",
      "Your clock starts when you press Start. Your place is kept."),
  EXPIRED(
      "warn",
      "Your time has ended",
      "Your place is kept. To read on, choose a pass; it can start at once."),
  SUSPENDED(
      "warn",
      "Your pass is paused",
      "There is a question about its payment, and it is paused until that is settled. You need not"
          + " pay again."),
  REVOKED(
      "err",
      "This pass no longer opens documents",
      "Its payment was returned or taken back, so the pass ended with it. If you did not expect"
          + " that, write to us."),
  LIMIT_EXCEEDED(
      "warn",
      "What this pass includes is used up",
      "All of its pages and downloads have been used. A new pass brings new ones."),
  UNKNOWN_ITEM(
      "warn",
      "The document server does not have this document yet",
      "It is in the catalogue, but its pages are not ready. Nothing was charged. Please try again"
          + " later.");

  private final String tone;
  private final String title;
  private final String text;

  SentBack(String tone, String title, String text) {
    this.tone = tone;
    this.title = title;
    this.text = text;
  }

  /** The case that a request names; nothing for another text, which anybody may write there. */
  static Optional<SentBack> of(@Nullable String reason) {
    return Arrays.stream(values()).filter(known -> known.name().equals(reason)).findFirst();
  }

  /** Class of the notice: warn, err or none. */
  public String tone() {
    return tone;
  }

  public String title() {
    return title;
  }

  public String text() {
    return text;
  }
}
