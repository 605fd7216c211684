package org.carrel.desk.web;

import jakarta.inject.Singleton;
import org.carrel.identity.Reader;
import org.carrel.identity.Visitor;
import org.carrel.institutions.Librarians;
import org.carrel.web.Problem;

/** The librarian who sends the request. For everybody else an institution's pages are not there. */
@Singleton
public class ActingLibrarian {
  private final Librarians librarians;
  private final Visitor visitor;

  ActingLibrarian(Librarians librarians, Visitor visitor) {
    this.librarians = librarians;
    this.visitor = visitor;
  }

  /** The reader's id of the visitor, who must be a librarian of this institution. */
  String of(String institutionId) {
    return visitor
        .reader()
        .map(Reader::id)
        .filter(reader -> librarians.mayActFor(institutionId, reader))
        .orElseThrow(ActingLibrarian::unknown);
  }

  static Problem unknown() {
    return Problem.notFound(
        "There is no such institution for your account",
        "Ask a librarian of it to give your account the role, or write to us.");
  }
}
