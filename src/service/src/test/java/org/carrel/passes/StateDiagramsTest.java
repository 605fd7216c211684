package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carrel.sales.AgreementEvent;
import org.carrel.sales.InvoiceEvent;
import org.carrel.sales.QuoteEvent;
import org.carrel.sales.RequestEvent;
import org.carrel.sales.TrialEvent;
import org.junit.jupiter.api.Test;

/**
 * The state diagrams of ARCHITECTURE.md are drawn from the tables. Where they differ, this test
 * writes them anew and fails once, so that the change is looked at and committed.
 */
class StateDiagramsTest {
  private static final Path FILE =
      Path.of(System.getProperty("carrel.root", "../..")).resolve("ARCHITECTURE.md");

  @Test
  void architecture_md_shows_the_tables_as_they_are() throws IOException {
    String before = Files.exists(FILE) ? Files.readString(FILE) : "";
    String after = before;
    for (Map.Entry<String, String> table : tables().entrySet()) {
      after = withBlock(after, table.getKey(), table.getValue());
    }
    if (!after.equals(before)) {
      Files.writeString(FILE, after);
    }
    assertThat(before).as("ARCHITECTURE.md was brought up to date: commit it").isEqualTo(after);
  }

  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("Order", OrderEvent.TABLE.mermaid());
    tables.put("Pass", PassEvent.TABLE.mermaid());
    tables.put("Request", RequestEvent.TABLE.mermaid());
    tables.put("Trial", TrialEvent.TABLE.mermaid());
    tables.put("Quote", QuoteEvent.TABLE.mermaid());
    tables.put("Agreement", AgreementEvent.TABLE.mermaid());
    tables.put("Invoice of an agreement", InvoiceEvent.TABLE.mermaid());
    return tables;
  }

  private static String withBlock(String text, String name, String diagram) {
    String open = "<!-- states:" + name + " -->";
    String close = "<!-- /states:" + name + " -->";
    String block = open + "\n```mermaid\n" + diagram + "```\n" + close;
    int from = text.indexOf(open);
    int to = text.indexOf(close);
    return from < 0 || to < 0
        ? text + (text.isEmpty() ? "" : "\n") + block + "\n"
        : text.substring(0, from) + block + text.substring(to + close.length());
  }
}
