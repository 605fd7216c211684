package org.carrel.notices;

import jakarta.inject.Singleton;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.institutions.Contact;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.Librarian;
import org.carrel.institutions.Librarians;

/** Who gets reports of an institution's use: its contacts for use, else its librarians. */
@Singleton
class ReportReaders {
  private final Institutions institutions;
  private final Contacts contacts;
  private final Librarians librarians;

  ReportReaders(Institutions institutions, Contacts contacts, Librarians librarians) {
    this.institutions = institutions;
    this.contacts = contacts;
    this.librarians = librarians;
  }

  /** An institution as it is known now, and the addresses; perhaps none. */
  record Readers(Institution institution, List<EmailAddress> addresses) {
    boolean has(EmailAddress address) {
      return addresses.stream().anyMatch(one -> one.normalized().equals(address.normalized()));
    }
  }

  Readers of(String institutionId) {
    Institution institution = institutions.byId(institutionId).orElseThrow();
    while (institution.mergedInto().isPresent()) {
      institution = institutions.byId(institution.mergedInto().get()).orElseThrow();
    }
    String id = institution.id();
    List<EmailAddress> named =
        contacts.of(id).stream()
            .filter(contact -> contact.role() == ContactRole.USAGE)
            .map(Contact::email)
            .toList();
    return new Readers(
        institution,
        named.isEmpty() ? librarians.of(id).stream().map(Librarian::email).toList() : named);
  }
}
