package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.carrel.desk.FindDocuments;
import org.carrel.desk.PassCard;
import org.carrel.desk.ReadersDesk;
import org.carrel.identity.Visitor;
import org.carrel.invoices.Document;
import org.carrel.invoices.InvoiceFiles;
import org.carrel.invoices.Kind;
import org.carrel.invoices.Paper;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a purchase, and its invoice, credit notes and debit notes as pages and files, for
 * whoever may see the receipt. A number alone opens nothing: numbers can be counted.
 */
@Path("/me/receipts/{reference}")
@PermitAll
public class ReceiptPage {
  private static final String PDF = "application/pdf";

  private final Visitor visitor;
  private final ReadersDesk desk;
  private final FindDocuments documents;
  private final InvoiceFiles files;

  ReceiptPage(Visitor visitor, ReadersDesk desk, FindDocuments documents, InvoiceFiles files) {
    this.visitor = visitor;
    this.desk = desk;
    this.documents = documents;
    this.files = files;
  }

  @CheckedTemplate(basePath = "invoices")
  static class Templates {
    static native TemplateInstance page(String reference, Paper paper, String file);
  }

  @CheckedTemplate(basePath = "desk")
  static class Receipts {
    static native TemplateInstance receipt(PassCard card, List<Document> documents);
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String receipt(@PathParam("reference") String reference) {
    PassCard card =
        desk.receipt(visitor.subjects(), reference)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "No such receipt on this browser",
                        "A receipt is shown where its pass can be used: open the link in your mail"
                            + " on this browser, or sign in."));
    return Receipts.receipt(card, documents.of(visitor, reference)).render();
  }

  @GET
  @Path("invoice")
  @Produces(MediaType.TEXT_HTML)
  public String invoice(@PathParam("reference") String reference) {
    return page(reference, find(reference, null), "invoice.pdf");
  }

  @GET
  @Path("invoice.pdf")
  @Produces(PDF)
  public Response invoiceFile(@PathParam("reference") String reference) {
    return file(find(reference, null));
  }

  @GET
  @Path("credit-notes/{number:[A-Z0-9-]{1,40}}")
  @Produces(MediaType.TEXT_HTML)
  public String creditNote(
      @PathParam("reference") String reference, @PathParam("number") String number) {
    return page(reference, find(reference, number), "credit-notes/" + number + ".pdf");
  }

  @GET
  @Path("credit-notes/{file:[A-Z0-9-]{1,40}\\.pdf}")
  @Produces(PDF)
  public Response creditNoteFile(
      @PathParam("reference") String reference, @PathParam("file") String name) {
    return file(find(reference, name.substring(0, name.length() - ".pdf".length())));
  }

  private String page(String reference, Document document, String file) {
    String address = "/me/receipts/" + reference + "/" + file;
    return Templates.page(reference, Paper.of(document), address).render();
  }

  private Response file(Document document) {
    return Response.ok(files.pdf(document.number()))
        .header("Content-Disposition", "inline; filename=\"" + document.number() + ".pdf\"")
        .build();
  }

  private Document find(String reference, @Nullable String number) {
    return documents.of(visitor, reference).stream()
        .filter(
            document ->
                number == null
                    ? document.kind() == Kind.INVOICE
                    : document.kind() != Kind.INVOICE && document.number().equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.notFound(
                    "No such document on this browser",
                    "An invoice is shown where its receipt is: open the link in your mail on this"
                        + " browser, or sign in. It is attached to your receipt mail too."));
  }
}
