package org.carrel.desk.web;

import jakarta.inject.Singleton;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.web.Problem;

/** The member of staff who sends the request: what they do is signed with their account. */
@Singleton
public class StaffMember {
  private final Visitor visitor;

  StaffMember(Visitor visitor) {
    this.visitor = visitor;
  }

  /** The reader's id of the account. */
  String id() {
    return visitor
        .reader()
        .map(Reader::id)
        .orElseThrow(
            () ->
                Problem.forbidden(
                    "Your staff account has no e-mail address",
                    "Each act is signed with the account that did it. Ask for an address to be"
                        + " added to the account, then sign in again."));
  }
}
