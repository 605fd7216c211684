package org.carrel.docserver.reading.web;

import org.carrel.docserver.library.Document;

/**
 * What a request asks for.
 *
 * @param page 1 for a whole document
 */
record Want(View view, Document document, int page) {
  String handle() {
    return document.handle().value();
  }

  /** The address of it at this server. */
  String path() {
    return switch (view) {
      case DOC -> "/doc/" + handle() + "?page=" + page;
      case PDF -> "/pdf/" + handle();
      default -> "/" + view.path() + "/" + page + "/" + handle();
    };
  }
}
