package org.carrel.stripesim.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.MinorUnits;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.webhooks.Deliveries;
import org.carrel.stripesim.webhooks.Events;

/** The control page for people: what happened last, and buttons for what can be switched. */
@Path("/sim")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class SimPage {
  private static final int ROWS = 20;

  /** A recent session. */
  public record Session(
      String id, String created, String status, String payment, String total, String email) {}

  /**
   * A recent invoice.
   *
   * @param url its page; empty for a draft
   */
  public record Bill(
      String id, String created, String number, String status, String total, String url) {}

  /** A recent event. */
  public record News(String id, String created, String type, String about, boolean waiting) {}

  /** A recent delivery. */
  public record Sent(
      String event, String type, String state, int attempts, String result, String next) {}

  /** What the page shows. */
  public record View(
      String now,
      String ahead,
      boolean movable,
      String switches,
      String held,
      String message,
      List<Session> sessions,
      List<Bill> invoices,
      List<News> events,
      List<Sent> deliveries) {}

  @CheckedTemplate(basePath = "")
  static class Templates {
    static native TemplateInstance sim(View view);
  }

  private final Controls controls;
  private final Records records;
  private final SimTime time;

  SimPage(Controls controls, Records records, SimTime time) {
    this.controls = controls;
    this.records = records;
    this.time = time;
  }

  @GET
  public Response show() {
    return page(200, "");
  }

  /** One of the page's forms. */
  @POST
  @Path("/actions/{action}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response act(
      @PathParam("action") String action,
      @FormParam("value") @DefaultValue("") String value,
      @FormParam("event") @DefaultValue("") String event) {
    try {
      switch (action) {
        case "hold" -> controls.hold(Optional.empty(), duration(value));
        case "release" -> controls.release(any -> true, false);
        case "duplicate" -> controls.duplicate(Integer.parseInt(value.strip()));
        case "delay" -> controls.delay(duration(value));
        case "drop" -> controls.drop(count(value));
        case "reorder" -> controls.reorder(Integer.parseInt(value.strip()));
        case "twice" -> controls.tellAs(Integer.parseInt(value.strip()));
        case "right" -> controls.right();
        case "clock" -> controls.forward(duration(value));
        case "resend" -> controls.resend(event);
        default -> {
          return page(404, "There is no such switch.");
        }
      }
    } catch (DateTimeException e) {
      return page(422, "A duration is written like PT30S (30 seconds) or PT24H (24 hours).");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return page(422, "That was not understood: " + e.getMessage());
    }
    return Response.status(303).header("Location", "/sim").build();
  }

  private static Optional<Long> count(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Long.valueOf(text.strip()));
  }

  private static Duration duration(String text) {
    return text.isBlank() ? Duration.ZERO : Duration.parse(text.strip());
  }

  private Response page(int status, String message) {
    return Response.status(status)
        .entity(Templates.sim(view(message)).render())
        .type("text/html; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'")
        .header("Referrer-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private View view(String message) {
    JsonNode clock = controls.clock();
    ObjectNode switches = controls.switches();
    return new View(
        clock.get("now").asText(),
        time.ahead().isZero()
            ? "the same as real time"
            : clock.get("ahead").asText() + " ahead of real time",
        clock.get("movable").asBoolean(),
        sentence(switches),
        switches.at("/deliveries/held").asText(),
        message,
        latest(Kinds.SESSION, SimPage::session),
        latest(Kinds.INVOICE, SimPage::bill),
        latest(Events.KIND, SimPage::news),
        latest(Deliveries.KIND, SimPage::sent));
  }

  private static String sentence(ObjectNode switches) {
    String hold =
        switches.get("holding").asBoolean()
            ? "New deliveries are held"
                + (switches.has("hold_for")
                    ? " for " + switches.get("hold_for").asText()
                    : " until they are released")
            : "New deliveries are not held";
    String lost = switches.get("dropping").asBoolean() ? " New deliveries are dropped." : "";
    String turned =
        switches.has("reorder_next")
            ? " The next " + switches.get("reorder_next").asText() + " are sent the last one first."
            : "";
    String told =
        switches.get("events").asInt() == 1
            ? ""
            : " Each change is told as " + switches.get("events").asText() + " events.";
    return hold
        + "."
        + lost
        + turned
        + told
        + " Each event is sent "
        + (switches.get("copies").asInt() == 1
            ? "once"
            : switches.get("copies").asText() + " times")
        + (switches.get("delay").asText().equals("PT0S")
            ? ", without delay."
            : ", after a delay of " + switches.get("delay").asText() + ".");
  }

  private <T> List<T> latest(String kind, Function<ObjectNode, T> row) {
    return records.inTransaction(
        (Transaction transaction) -> transaction.newestFirst(kind).limit(ROWS).map(row).toList());
  }

  private static Session session(ObjectNode session) {
    String email = session.at("/customer_details/email").asText("");
    return new Session(
        session.get("id").asText(),
        at(session.get("created").asLong() * 1000),
        session.get("status").asText(),
        session.get("payment_status").asText(),
        MinorUnits.shown(session.get("amount_total").asLong(), session.get("currency").asText()),
        email);
  }

  private static Bill bill(ObjectNode invoice) {
    return new Bill(
        invoice.get("id").asText(),
        at(invoice.get("created").asLong() * 1000),
        invoice.get("number").asText(""),
        invoice.get("status").asText(),
        MinorUnits.shown(invoice.get("total").asLong(), invoice.get("currency").asText()),
        invoice.get("hosted_invoice_url").asText(""));
  }

  private static News news(ObjectNode event) {
    return new News(
        event.get("id").asText(),
        at(event.get("created").asLong() * 1000),
        event.get("type").asText(),
        event.at("/data/object/id").asText(),
        event.get("pending_webhooks").asInt() > 0);
  }

  private static Sent sent(ObjectNode delivery) {
    int status = delivery.path("http_status").asInt();
    long due = delivery.get("due").asLong();
    boolean waits = !"delivered failed dropped".contains(delivery.get("state").asText());
    return new Sent(
        delivery.get("event").asText(),
        delivery.get("type").asText(),
        delivery.get("state").asText(),
        delivery.get("attempts").asInt(),
        status > 0 ? String.valueOf(status) : delivery.path("trouble").asText(),
        !waits ? "" : due == Long.MAX_VALUE ? "when released" : at(due));
  }

  private static String at(long millis) {
    return Instant.ofEpochMilli(millis).toString().replaceFirst("\\.\\d+Z", "Z");
  }
}
