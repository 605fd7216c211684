package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.identity.Readers;
import org.carrel.institutions.ContactRole;
import org.carrel.institutions.Contacts;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.Librarians;
import org.carrel.institutions.Range;
import org.carrel.institutions.Ranges;
import org.carrel.sales.Request;
import org.carrel.sales.Requests;
import org.carrel.sales.Trial;
import org.carrel.sales.TrialPolicy;
import org.carrel.sales.TrialRules;
import org.carrel.sales.TrialView;
import org.carrel.sales.Trials;
import org.carrel.usage.CountUsage;
import org.carrel.usage.UsageReport;

/**
 * A trial with what staff need to decide on it.
 *
 * @param institution whose trial it is, or where its request comes from; empty while that is not
 *     known
 * @param ranges from which its people read
 * @param parts of the institution, whose people read by its trial too
 * @param collections all that can be tried
 * @param report what was read, once it began
 * @param unreported whether nobody at the institution gets the report of its use
 * @param by address of who decided; empty where the rules did or nobody has
 */
public record TrialDesk(
    TrialView view,
    Request request,
    Optional<Institution> institution,
    List<Range> ranges,
    List<Institution> parts,
    List<Collection> collections,
    Optional<UsageReport> report,
    boolean unreported,
    String by) {

  public Trial trial() {
    return view.trial();
  }

  /** A trial as lists show it. */
  public record Row(TrialView view, Request request) {}

  /** Puts a trial together with what belongs to it. */
  @Singleton
  static class Maker {
    private final Trials trials;
    private final Requests requests;
    private final Institutions institutions;
    private final Ranges ranges;
    private final Collections collections;
    private final Contacts contacts;
    private final Librarians librarians;
    private final CountUsage usage;
    private final Readers readers;
    private final TrialPolicy policy;
    private final Clock clock;

    Maker(
        Trials trials,
        Requests requests,
        Institutions institutions,
        Ranges ranges,
        Collections collections,
        Contacts contacts,
        Librarians librarians,
        CountUsage usage,
        Readers readers,
        TrialPolicy policy,
        Clock clock) {
      this.trials = trials;
      this.requests = requests;
      this.institutions = institutions;
      this.ranges = ranges;
      this.collections = collections;
      this.contacts = contacts;
      this.librarians = librarians;
      this.usage = usage;
      this.readers = readers;
      this.policy = policy;
      this.clock = clock;
    }

    List<Row> rows(List<Trial> listed) {
      Instant now = clock.instant();
      return listed.stream().map(trial -> row(trial, now)).toList();
    }

    private Row row(Trial trial, Instant now) {
      return new Row(
          new TrialView(trial, now, trials.titleOf(trial)),
          requests.find(trial.requestId()).orElseThrow());
    }

    TrialDesk of(Trial trial) {
      Row row = row(trial, clock.instant());
      Optional<Institution> institution =
          trial
              .institutionId()
              .or(row.request()::institutionId)
              .flatMap(institutions::byId)
              .map(this::now);
      return new TrialDesk(
          row.view(),
          row.request(),
          institution,
          institution.map(one -> ranges.of(one.id())).orElse(List.of()),
          institution.map(one -> institutions.partsOf(one.id())).orElse(List.of()),
          collections.all(),
          trial.grantId().map(usage::of),
          institution.filter(one -> !hasReader(one.id())).isPresent(),
          trial
              .decidedBy()
              .flatMap(readers::find)
              .map(reader -> reader.email().value())
              .orElse(""));
    }

    private boolean hasReader(String id) {
      return !librarians.of(id).isEmpty()
          || contacts.of(id).stream().anyMatch(one -> one.role() == ContactRole.USAGE);
    }

    /** The institution that it turned out to be, if it did. */
    private Institution now(Institution institution) {
      Institution found = institution;
      while (found.mergedInto().isPresent()) {
        found = institutions.byId(found.mergedInto().get()).orElseThrow();
      }
      return found;
    }

    /** The form as it begins: what was asked for, by the rules. */
    TrialForm form(TrialDesk desk) {
      return TrialForm.asked(desk.trial().collections(), today(desk.institution()), rules().days());
    }

    LocalDate today(Optional<Institution> institution) {
      return LocalDate.ofInstant(
          clock.instant(), institution.<ZoneId>map(Institution::zone).orElse(ZoneOffset.UTC));
    }

    TrialRules rules() {
      return policy.rules();
    }
  }
}
