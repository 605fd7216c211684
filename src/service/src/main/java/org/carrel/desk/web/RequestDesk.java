package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.catalog.Collection;
import org.carrel.catalog.Collections;
import org.carrel.identity.Readers;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Institutions;
import org.carrel.sales.Organization;
import org.carrel.sales.Request;
import org.carrel.sales.RequestState;
import org.carrel.sales.Requests;
import org.carrel.sales.TrialView;
import org.carrel.sales.Trials;

/**
 * A request with what staff need to work on it.
 *
 * @param row the request as the queue shows it
 * @param collections names of the collections that are asked for
 * @param ranges as they were written
 * @param institution where it comes from, once that is known
 * @param trial its trial, once its people asked for it
 * @param alike institutions that it may come from, by id, domain or name
 */
public record RequestDesk(
    Row row,
    List<String> collections,
    List<String> ranges,
    Optional<Institution> institution,
    Optional<TrialView> trial,
    List<Institution> alike) {

  public Request request() {
    return row.request();
  }

  /** Its message, line by line. */
  public List<String> message() {
    return request().message().lines().toList();
  }

  /** What its people were told, line by line. */
  public List<String> answer() {
    return request().answer().orElse("").lines().toList();
  }

  /** Whether it can be declined: only by who works on it. */
  public boolean isDeclinable() {
    return request().state() == RequestState.IN_WORK;
  }

  /** Whether it waits for somebody to take it. */
  public boolean isFree() {
    return request().state() == RequestState.RECEIVED;
  }

  /**
   * A request as the queue shows it.
   *
   * @param owner address of the member of staff who works on it; empty where nobody does
   * @param late whether it should have been answered by now
   */
  public record Row(Request request, String owner, boolean late) {

    public boolean isOpen() {
      return request.state().isOpen();
    }

    /** What is asked for. */
    public String wish() {
      return switch (request.kind()) {
        case QUOTE -> "Quote";
        case TRIAL -> "Trial";
        case BOTH -> "Quote and trial";
      };
    }

    /** The state in the words of the page. */
    public String stateWord() {
      return switch (request.state()) {
        case UNCONFIRMED -> "Not confirmed";
        case EXPIRED -> "Never confirmed";
        case RECEIVED -> "Waits for a person";
        case IN_WORK -> "In work";
        case ANSWERED -> "Answered";
        case DECLINED -> "Declined";
        case WITHDRAWN -> "Withdrawn";
      };
    }
  }

  /** Puts a request together with what belongs to it. */
  @Singleton
  static class Maker {
    private final Requests requests;
    private final Readers readers;
    private final Collections collections;
    private final Institutions institutions;
    private final Trials trials;
    private final Clock clock;

    Maker(
        Requests requests,
        Readers readers,
        Collections collections,
        Institutions institutions,
        Trials trials,
        Clock clock) {
      this.requests = requests;
      this.readers = readers;
      this.collections = collections;
      this.institutions = institutions;
      this.trials = trials;
      this.clock = clock;
    }

    List<Row> rows(List<Request> listed) {
      Instant now = clock.instant();
      return listed.stream().map(request -> row(request, now)).toList();
    }

    RequestDesk of(Request request) {
      return new RequestDesk(
          row(request, clock.instant()),
          collections.all().stream()
              .filter(one -> request.collections().contains(one.number()))
              .map(Collection::name)
              .toList(),
          requests.rangesOf(request.id()),
          request.institutionId().flatMap(institutions::byId),
          trials
              .ofRequest(request.id())
              .map(one -> new TrialView(one, clock.instant(), trials.titleOf(one))),
          alike(request));
    }

    private List<Institution> alike(Request request) {
      Organization who = request.organization();
      String mail = request.asker().email().normalized();
      List<String> domains =
          Stream.of(
                  Optional.ofNullable(who.domain()),
                  DomainName.parse(mail.substring(mail.indexOf('@') + 1)))
              .flatMap(Optional::stream)
              .map(DomainName::value)
              .toList();
      return institutions.alike(who.name(), domains, Optional.ofNullable(who.ror()));
    }

    private Row row(Request request, Instant now) {
      String owner =
          request.ownerId().flatMap(readers::find).map(reader -> reader.email().value()).orElse("");
      boolean late =
          request.state().isOpen() && request.dueAt().filter(due -> now.isAfter(due)).isPresent();
      return new Row(request, owner, late);
    }
  }
}
