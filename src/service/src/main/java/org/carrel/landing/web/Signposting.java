package org.carrel.landing.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carrel.catalog.Creator;
import org.carrel.catalog.Item;
import org.carrel.landing.WaysIn;
import org.carrel.web.Frame;

/**
 * Typed links of a landing page for machines (signposting.org/FAIR): in its {@code Link} header
 * (RFC 8288), and together with those of its metadata as a set of links (RFC 9264).
 */
@Singleton
class Signposting {
  static final String LINKSET = "application/linkset+json";
  private static final String METADATA = "application/ld+json";

  private final Frame frame;
  private final WaysIn waysIn;

  Signposting(Frame frame, WaysIn waysIn) {
    this.frame = frame;
    this.waysIn = waysIn;
  }

  /** One link; its type is empty where the target says it. */
  private record Link(String rel, String href, String type) {
    Link(String rel, String href) {
      this(rel, href, "");
    }

    String inHeader() {
      return "<%s>; rel=\"%s\"".formatted(href, rel)
          + (type.isEmpty() ? "" : "; type=\"" + type + "\"");
    }
  }

  /**
   * The value of the {@code Link} header. Its parts are handles, checked addresses and our own
   * words: no free text of the catalogue goes into a header.
   */
  String header(Item item) {
    List<Link> links = links(item);
    links.add(new Link("linkset", frame.url("/linkset/" + item.handle()), LINKSET));
    return links.stream().map(Link::inHeader).collect(Collectors.joining(", "));
  }

  /** The links as a document of {@link #LINKSET}. */
  ObjectNode linkset(Item item) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode contexts = document.putArray("linkset");
    ObjectNode ofPage = contexts.addObject().put("anchor", page(item));
    for (Link link : links(item)) {
      ObjectNode target = ofPage.withArray(link.rel()).addObject().put("href", link.href());
      if (!link.type().isEmpty()) {
        target.put("type", link.type());
      }
    }
    ObjectNode ofData = contexts.addObject().put("anchor", metadata(item));
    ofData.putArray("describes").addObject().put("href", page(item)).put("type", "text/html");
    return document;
  }

  private List<Link> links(Item item) {
    List<Link> links = new ArrayList<>();
    String doi = item.doi();
    links.add(new Link("cite-as", doi == null ? page(item) : "https://doi.org/" + escaped(doi)));
    links.add(new Link("describedby", metadata(item), METADATA));
    links.add(new Link("item", waysIn.readAt(item, item.firstPageId()), "text/html"));
    links.add(new Link("type", "https://schema.org/AboutPage"));
    String type = StructuredData.schemaType(item.dataType());
    links.add(new Link("type", "https://schema.org/" + type));
    for (Creator creator : item.creators()) {
      if (creator.uri() != null) {
        links.add(new Link("author", creator.uri()));
      }
    }
    return links;
  }

  private String page(Item item) {
    return frame.url("/d/" + item.handle());
  }

  private String metadata(Item item) {
    return frame.url("/metadata/" + item.handle());
  }

  /** Percent-encodes what may stand in a DOI and not in a header. */
  private static String escaped(String doi) {
    return URLEncoder.encode(doi, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
