package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads every site map of a service through their index, as a crawler does, and judges them by
 * sitemaps.org and by the library.
 */
final class SitemapWalk {
  private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
  private static final int MOST_ADDRESSES = 50_000;
  private static final long MOST_BYTES = 50L * 1024 * 1024;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LibraryService service;
  private final BitSet seen;
  private final Set<Instant> times = new TreeSet<>();
  private int maps;
  private long largest;

  private SitemapWalk(LibraryService service) {
    this.service = service;
    this.seen = new BitSet(service.library().items());
  }

  /**
   * What the walk came to.
   *
   * @param maps site maps
   * @param pages landing pages, each in exactly one of them
   * @param largest bytes of the largest site map
   * @param times every time of change that is named
   */
  record Found(int maps, int pages, long largest, Set<Instant> times) {}

  /** An entry of an index or of a map. */
  private record Entry(String address, Instant changed) {}

  /** What takes the entries of a document, one by one. */
  private interface Reader {
    void entry(Entry entry) throws IOException, InterruptedException, XMLStreamException;
  }

  static Found of(LibraryService service)
      throws IOException, InterruptedException, XMLStreamException {
    SitemapWalk walk = new SitemapWalk(service);
    List<Entry> index = new ArrayList<>();
    walk.read(service.url() + "/sitemap.xml", "sitemapindex", index::add);
    for (Entry map : index) {
      walk.readMap(map);
    }
    return new Found(walk.maps, walk.seen.cardinality(), walk.largest, walk.times);
  }

  private void readMap(Entry map) throws IOException, InterruptedException, XMLStreamException {
    maps++;
    int[] addresses = {0};
    Instant[] newest = {Instant.EPOCH};
    read(
        map.address(),
        "urlset",
        page -> {
          addresses[0]++;
          newest[0] = page.changed().isAfter(newest[0]) ? page.changed() : newest[0];
          see(page);
        });
    assertThat(addresses[0]).as(map.address()).isBetween(1, MOST_ADDRESSES);
    assertThat(map.changed()).as("time of %s in the index", map.address()).isEqualTo(newest[0]);
  }

  private void see(Entry page) {
    String pages = service.url() + "/d/";
    String handle = page.address().substring(pages.length());
    int number = Integer.parseInt(handle.substring(handle.lastIndexOf('.') + 1));
    boolean right =
        page.address().startsWith(pages)
            && handle.equals(GeneratedItem.handle(number))
            && !GeneratedLibrary.isWithdrawn(number)
            && !seen.get(number);
    assertThat(right).as("%s is an item that is offered, and named once", page.address()).isTrue();
    seen.set(number);
    times.add(page.changed());
  }

  private void read(String address, String root, Reader reader)
      throws IOException, InterruptedException, XMLStreamException {
    HttpResponse<InputStream> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/xml");
    Counted bytes = new Counted(answer.body());
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new BufferedInputStream(bytes));
    String location = "";
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        assertThat(xml.getNamespaceURI()).isEqualTo(NAMESPACE);
        switch (xml.getLocalName()) {
          case "loc" -> location = xml.getElementText();
          case "lastmod" -> reader.entry(new Entry(location, Instant.parse(xml.getElementText())));
          case "url", "sitemap" -> location = "";
          default -> assertThat(xml.getLocalName()).isEqualTo(root);
        }
      }
    }
    assertThat(bytes.count).as("bytes of " + address).isLessThanOrEqualTo(MOST_BYTES);
    largest = Math.max(largest, bytes.count);
  }

  /** Counts what passes. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int many = super.read(into, offset, length);
      count += Math.max(0, many);
      return many;
    }
  }
}
