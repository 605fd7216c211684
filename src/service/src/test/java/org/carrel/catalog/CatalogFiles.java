package org.carrel.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the three files of a small catalogue into a folder. */
public final class CatalogFiles {
  private static final String COLLECTION =
      "{'number':%d,'name':'Tests','description':'A collection of tests.'}";
  private static final String TITLE =
      "{'id':'%s','name':'Journal of Tests','publisher':'Tests & Sons','data_type':'Journal',"
          + "'publication_type':'serial','print_issn':'0317-8471','collections':[%d]}";

  private CatalogFiles() {}

  /** One collection, one title in it, and these items; an apostrophe stands for a quote. */
  public static Path write(Path folder, int collection, String titleId, String... items) {
    try {
      Files.writeString(
          folder.resolve("collections.jsonl"), json(COLLECTION.formatted(collection)));
      Files.writeString(folder.resolve("titles.jsonl"), json(TITLE.formatted(titleId, collection)));
      Files.writeString(folder.resolve("items.jsonl"), json(String.join("\n", items)) + "\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of an item that has no errors. */
  public static String item(String handle, String title) {
    return ("{'handle':'%s','title_id':'%s','title':'%s','citation':'1 J. Tests 1 (2020)',"
            + "'date':'2020-05','data_type':'Article','first_page_text':'One two three.',"
            + "'creators':[{'name':'Ada Lovelace','kind':'person'}]}")
        .formatted(handle, handle.substring(0, handle.indexOf('/')), title);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
