package org.carrel.docserver.reading.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.carrel.docserver.library.FindWords;
import org.carrel.docserver.library.FindWords.Found;
import org.carrel.docserver.library.FindWords.Hit;
import org.carrel.docserver.library.PageText;
import org.carrel.docserver.library.PageTexts;
import org.carrel.docserver.oauth.Sessions;
import org.carrel.docserver.uses.CountUse;
import org.carrel.docserver.web.Service;
import org.carrel.verifier.VerifiedToken;

/** The viewer: one page of a document at a time, as image or as text. */
@Path("/doc/{handle:.+}")
@ForReaders
public class DocumentPage {
  private static final int MOST_HITS = 40;

  @CheckedTemplate(basePath = "reading")
  static class Templates {
    static native TemplateInstance viewer(Viewer viewer);
  }

  private final CurrentReading current;
  private final PageTexts texts;
  private final FindWords find;
  private final CountUse uses;
  private final Sessions sessions;
  private final Service service;
  private final Clock clock;

  DocumentPage(
      CurrentReading current,
      PageTexts texts,
      FindWords find,
      CountUse uses,
      Sessions sessions,
      Service service,
      Clock clock) {
    this.current = current;
    this.texts = texts;
    this.find = find;
    this.uses = uses;
    this.sessions = sessions;
    this.service = service;
    this.clock = clock;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String read() {
    Want want = current.want();
    VerifiedToken token = current.token();
    PageText text = texts.of(want.document(), want.page());
    String query = want.query();
    Found found = query.isEmpty() ? null : quoted(find.in(want.document(), query, MOST_HITS));
    Viewer viewer =
        new Viewer(
            want.document(),
            want.page(),
            want.asText(),
            text,
            query,
            found,
            found == null ? List.of() : find.marks(text, query),
            clock.instant(),
            token.end(),
            token.isPass(),
            token.permits(View.PDF.action()),
            uses.downloadsLeft(token),
            uses.pagesLeft(token),
            sessions.formToken(current.session()),
            service.landing(want.handle(), want.page()),
            service.moreTime(want.handle(), want.page()));
    return Templates.viewer(viewer).render();
  }

  /**
   * Of a page that was not counted only the place is told: else a search would read for nothing.
   */
  private Found quoted(Found found) {
    Want want = current.want();
    List<Hit> hits =
        found.hits().stream()
            .map(
                hit ->
                    uses.mayQuote(current.token(), want.handle(), hit.page())
                        ? hit
                        : new Hit(hit.page(), "", want.query(), ""))
            .toList();
    return new Found(hits, found.places(), found.pages());
  }
}
