package org.carrel.docserver.reading.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.carrel.docserver.library.Document;

/**
 * What a request asks for.
 *
 * @param page 1 for a whole document
 * @param asText in the viewer: the page's text instead of its image
 * @param query in the viewer: words to find, may be empty
 */
record Want(View view, Document document, int page, boolean asText, String query) {
  String handle() {
    return document.handle().value();
  }

  /** The address of it at this server. */
  String path() {
    return switch (view) {
      case DOC -> "/doc/" + handle() + "?page=" + page + rest();
      case PDF -> "/pdf/" + handle();
      default -> "/" + view.path() + "/" + page + "/" + handle();
    };
  }

  private String rest() {
    String words = query.isEmpty() ? "" : "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return (asText ? "&view=text" : "") + words;
  }
}
