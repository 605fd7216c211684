package org.carrel.docserver.reading.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.carrel.docserver.library.Document;
import org.carrel.docserver.library.Library;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.docserver.oauth.Sessions;
import org.carrel.docserver.reading.Access;
import org.carrel.docserver.reading.DecideReading;
import org.carrel.docserver.reading.Denial;
import org.carrel.docserver.uses.CountUse;
import org.carrel.docserver.uses.NoteUse;
import org.carrel.docserver.uses.TokenNames;
import org.carrel.docserver.web.ClientAddresses;
import org.carrel.verifier.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Every request for a document passes here: it names a document that exists, a token covers it and
 * permits the action, and what is used is counted within the limits. A person without a token is
 * sent to the service once; what a page loads by itself never is.
 */
@Provider
@ForReaders
public class AccessFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String KEEP = "carrel.session";
  private static final int MOST_WORDS = 80;
  private static final int FORBIDDEN = 403;

  /**
   * A reader may use a pass on other devices and at other servers: what remains is asked for again
   * before it is used up.
   */
  private static final Duration LIMITS_GOOD_FOR = Duration.ofSeconds(20);

  private final Library library;
  private final Sessions sessions;
  private final DecideReading decide;
  private final CountUse count;
  private final NoteUse events;
  private final Denials denials;
  private final RoundTrips trips;
  private final CurrentReading current;
  private final ClientAddresses addresses;
  private final Clock clock;

  AccessFilter(
      Library library,
      Sessions sessions,
      DecideReading decide,
      CountUse count,
      NoteUse events,
      Denials denials,
      RoundTrips trips,
      CurrentReading current,
      ClientAddresses addresses,
      Clock clock) {
    this.library = library;
    this.sessions = sessions;
    this.decide = decide;
    this.count = count;
    this.events = events;
    this.denials = denials;
    this.trips = trips;
    this.current = current;
    this.addresses = addresses;
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Want> wanted = want(request);
    boolean person = isNavigation(request);
    if (wanted.isEmpty()) {
      request.abortWith(denials.unknown(person));
      return;
    }
    Want want = wanted.get();
    ReadingSession session = sessions.of(request.getCookies());
    boolean afresh = person && isFresh(request);
    Optional<InetAddress> client = addresses.now();
    Access access =
        decide.decide(session, want.handle(), client, afresh ? clock.instant() : Instant.MIN);
    if (access instanceof Access.Open open && !isLook(request) && meetsLimit(want, open.token())) {
      access =
          decide.decide(session, want.handle(), client, clock.instant().minus(LIMITS_GOOD_FOR));
    }
    if ((access.changed() || access.session().isShared()) && person) {
      request.setProperty(KEEP, access.session());
    }
    Response answer = refusal(want, access, person, request);
    if (answer != null) {
      request.abortWith(answer);
    } else if (afresh) {
      request.abortWith(Response.seeOther(URI.create(want.path())).build());
    } else {
      VerifiedToken token = ((Access.Open) access).token();
      if (!isLook(request)) {
        note(want, token);
      }
      current.allowed(want, token, access.session());
    }
  }

  private void note(Want want, VerifiedToken token) {
    if (want.view() == View.PDF) {
      events.downloaded(token, want.handle());
    } else if (want.view().countsPage()) {
      events.shown(token, want.handle());
    }
  }

  /**
   * The session goes back to the browser with pages only: images on their way overwrite nothing.
   */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(KEEP) instanceof ReadingSession session) {
      response.getHeaders().add(HttpHeaders.SET_COOKIE, sessions.cookie(session));
    }
  }

  private @Nullable Response refusal(
      Want want, Access access, boolean person, ContainerRequestContext request) {
    if (access instanceof Access.Open open) {
      return used(want, open, person, request);
    }
    if (access instanceof Access.Closed closed) {
      noteRefusal(
          want, closed.denial(), TokenNames.past(closed.held().accessToken()), access, request);
      Optional<Instant> end = Optional.of(closed.held().end());
      return denials.answer(want, closed.denial(), end, access.session(), person);
    }
    if (!person) {
      return denials.answer(want, Denial.NO_TOKEN, Optional.empty(), access.session(), false);
    }
    if (access.session().triedInVain(want.handle(), clock.instant())) {
      noteRefusal(want, Denial.ROUND_TRIP_IN_VAIN, TokenNames.NONE, access, request);
      return denials.answer(
          want, Denial.ROUND_TRIP_IN_VAIN, Optional.empty(), access.session(), true);
    }
    return trips.begin(want, request.getCookies());
  }

  /** A look at the headers, which shows nothing of a document and uses nothing up. */
  private static boolean isLook(ContainerRequestContext request) {
    return HttpMethod.HEAD.equals(request.getMethod());
  }

  private boolean meetsLimit(Want want, VerifiedToken token) {
    return want.view() == View.PDF
        ? count.limitsDownload(token)
        : want.view().countsPage() && count.limitsPage(token, want.handle(), want.page());
  }

  /** A person is told no, for good; what a page loads by itself is part of its page. */
  private void noteRefusal(
      Want want, Denial denial, TokenNames token, Access access, ContainerRequestContext request) {
    if (isNavigation(request) && !isLook(request) && denial.status() == FORBIDDEN) {
      events.refused(token, access.session().id(), want.handle());
    }
  }

  private @Nullable Response used(
      Want want, Access.Open open, boolean person, ContainerRequestContext request) {
    boolean counts = !isLook(request);
    Denial denial = null;
    if (!open.token().permits(want.view().action())) {
      denial = want.view() == View.PDF ? Denial.NO_DOWNLOADS : Denial.NO_LICENSE;
    } else if (counts && want.view() == View.PDF && !count.download(open.token())) {
      denial = Denial.DOWNLOADS_USED;
    } else if (counts
        && want.view().countsPage()
        && !count.page(open.token(), want.handle(), want.page())) {
      denial = Denial.PAGES_USED;
    }
    if (denial == null) {
      return null;
    }
    noteRefusal(want, denial, TokenNames.of(open.token()), open, request);
    return denials.answer(want, denial, Optional.of(open.token().end()), open.session(), person);
  }

  private Optional<Want> want(ContainerRequestContext request) {
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    String handle = path.getFirst("handle");
    MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
    String page = path.containsKey("page") ? path.getFirst("page") : query.getFirst("page");
    Optional<View> view = view(request);
    Optional<Document> document = handle == null ? Optional.empty() : library.find(handle);
    if (view.isEmpty() || document.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> number = number(page);
    return number
        .filter(document.get()::hasPage)
        .map(existing -> want(view.get(), document.get(), existing, query));
  }

  /** The reader comes from adding time: what is held is renewed once, and shows the new end. */
  private static boolean isFresh(ContainerRequestContext request) {
    return request.getUriInfo().getQueryParameters().containsKey("fresh");
  }

  private static Want want(
      View view, Document document, int page, MultivaluedMap<String, String> query) {
    String words = query.getFirst("q") == null ? "" : query.getFirst("q").strip();
    String cut = words.substring(0, Math.min(MOST_WORDS, words.length()));
    return new Want(view, document, page, "text".equals(query.getFirst("view")), cut);
  }

  /** A page number; the first page where none is named. */
  private static Optional<Integer> number(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.of(1);
    }
    return text.strip().matches("[0-9]{1,6}")
        ? Optional.of(Integer.parseInt(text.strip()))
        : Optional.empty();
  }

  /** By the first part of the decoded path: taken apart by JAX-RS it would be decoded twice. */
  private static Optional<View> view(ContainerRequestContext request) {
    String[] parts = request.getUriInfo().getPath().split("/", 3);
    return View.of(parts[0].isEmpty() && parts.length > 1 ? parts[1] : parts[0]);
  }

  /** Whether a person opens it: browsers say so, and so does what the answer may be. */
  private static boolean isNavigation(ContainerRequestContext request) {
    Optional<View> view = view(request).filter(View::isForPeople);
    if (view.isEmpty()) {
      return false;
    }
    String mode = request.getHeaderString("Sec-Fetch-Mode");
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    return mode != null
        ? mode.equals("navigate")
        : view.get() == View.DOC || (accept != null && accept.contains("text/html"));
  }
}
