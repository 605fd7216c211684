package org.carrel.docserver.oauth.web;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.HttpHeaders;
import org.carrel.docserver.oauth.ReadingSession;
import org.carrel.docserver.oauth.Sessions;

/** What the frame of every page knows of the browser that is answered. */
@RequestScoped
@Named("here")
@Unremovable
public class Here {
  private final ReadingSession session;
  private final Sessions sessions;

  Here(HttpHeaders headers, Sessions sessions) {
    this.session = sessions.of(headers.getCookies());
    this.sessions = sessions;
  }

  /** Whether others use the computer too, so that the way out must stay in view. */
  public boolean isShared() {
    return session.isShared();
  }

  /** For the form that leaves. */
  public String getFormToken() {
    return sessions.formToken(session);
  }
}
