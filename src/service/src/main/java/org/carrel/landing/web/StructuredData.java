package org.carrel.landing.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.carrel.catalog.Creator;
import org.carrel.catalog.Item;
import org.carrel.catalog.Title;

/**
 * What a landing page says to machines as schema.org JSON-LD, with the marks for paywalled content
 * (developers.google.com/search/docs/appearance/structured-data/paywalled-content): only what the
 * selector names is free.
 */
final class StructuredData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StructuredData() {}

  /** The data as JSON that is also safe inside a script element: no character can end it. */
  static String of(Item item, Title title, String url) {
    ObjectNode data = JSON.createObjectNode();
    data.put("@context", "https://schema.org");
    data.put("@type", schemaType(item.dataType()));
    data.put("@id", url);
    data.put("url", url);
    data.put("name", item.title());
    data.put("headline", item.title());
    ArrayNode authors = data.putArray("author");
    item.creators().forEach(creator -> author(authors.addObject(), creator));
    if (item.date() != null) {
      data.put("datePublished", item.date().value());
    }
    data.putObject("publisher").put("@type", "Organization").put("name", title.publisher());
    data.put("isPartOf", title.name());
    ArrayNode identifiers = data.putArray("identifier").add(item.handle());
    if (item.doi() != null) {
      identifiers.add("https://doi.org/" + item.doi());
    }
    data.put("creditText", item.citation());
    data.put("isAccessibleForFree", false);
    data.putObject("hasPart")
        .put("@type", "WebPageElement")
        .put("isAccessibleForFree", true)
        .put("cssSelector", ".raw");
    return escaped(data);
  }

  /** The schema.org type that is nearest to a COUNTER type. */
  static String schemaType(String dataType) {
    return switch (dataType) {
      case "Article" -> "ScholarlyArticle";
      case "Report" -> "Report";
      case "Book_Segment" -> "Chapter";
      case "Thesis_or_Dissertation" -> "Thesis";
      case "News_Item" -> "NewsArticle";
      case "Dataset" -> "Dataset";
      default -> "CreativeWork";
    };
  }

  private static void author(ObjectNode node, Creator creator) {
    node.put("@type", creator.kind().schemaType()).put("name", creator.name());
    if (creator.uri() != null) {
      node.put("sameAs", creator.uri());
    }
  }

  private static String escaped(ObjectNode data) {
    try {
      return JSON.writeValueAsString(data)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }
}
