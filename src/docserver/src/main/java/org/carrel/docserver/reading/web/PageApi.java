package org.carrel.docserver.reading.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.carrel.docserver.library.GrayImage;
import org.carrel.docserver.library.PageImages;
import org.carrel.docserver.library.PageTexts;
import org.carrel.docserver.library.StampedCopies;

/** What the viewer loads and links: page images, page texts, the stamped copy. */
@Path("/")
@ForReaders
public class PageApi {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int SHORT_SUB = 10;

  private final CurrentReading current;
  private final PageImages images;
  private final PageTexts texts;
  private final StampedCopies copies;
  private final Clock clock;

  PageApi(
      CurrentReading current,
      PageImages images,
      PageTexts texts,
      StampedCopies copies,
      Clock clock) {
    this.current = current;
    this.images = images;
    this.texts = texts;
    this.copies = copies;
    this.clock = clock;
  }

  @GET
  @Path("/image/{page}/{handle:.+}")
  public Response image() {
    Want want = current.want();
    return image(images.page(want.document(), want.page()));
  }

  @GET
  @Path("/thumb/{page}/{handle:.+}")
  public Response thumbnail() {
    Want want = current.want();
    return image(images.thumbnail(want.document(), want.page()));
  }

  @GET
  @Path("/text/{page}/{handle:.+}")
  public Response text() {
    Want want = current.want();
    return Response.ok(texts.of(want.document(), want.page()).plain() + "\n")
        .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
        .build();
  }

  @GET
  @Path("/pdf/{handle:.+}")
  public Response copy() {
    Want want = current.want();
    String who = current.token().subject();
    String stamp =
        (current.token().isPass() ? "Read with pass " : "Read through institution ")
            + who.substring(0, Math.min(SHORT_SUB, who.length()))
            + "\u2026, "
            + STAMP.format(clock.instant());
    return Response.ok(copies.of(want.document(), stamp))
        .type("application/pdf")
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + want.document().handle().fileName() + "\"")
        .build();
  }

  private static Response image(byte[] encoded) {
    return Response.ok(encoded).type(GrayImage.mediaType(encoded)).build();
  }
}
