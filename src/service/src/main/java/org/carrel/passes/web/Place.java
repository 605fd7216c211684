package org.carrel.passes.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.carrel.catalog.Item;

/**
 * Where a buyer comes from and reads on: a document and a page of it.
 *
 * @param handle the document
 * @param title its title
 * @param pageId id of the page as landing pages name it
 * @param page number of the page as document servers count it
 * @param readAt where it is read
 */
record Place(String handle, String title, String pageId, int page, String readAt) {
  static Place of(Item item, String pageId, String home) {
    int page = item.pageNumber(pageId);
    String id = item.hasPage(pageId) ? pageId : item.firstPageId();
    return new Place(
        item.handle(), item.title(), id, page, home + "/doc/" + item.handle() + "?page=" + page);
  }

  /** As {@link #readAt}, where the document server is to ask anew until when it may be read. */
  public String readAgainAt() {
    return readAt + "&fresh=1";
  }

  /** The document's page in the catalogue. */
  public String landing() {
    return "/d/" + handle + "?id=" + URLEncoder.encode(pageId, StandardCharsets.UTF_8);
  }
}
