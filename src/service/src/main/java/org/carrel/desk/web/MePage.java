package org.carrel.desk.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.carrel.catalog.DocumentServer;
import org.carrel.catalog.Items;
import org.carrel.desk.AccountRow;
import org.carrel.desk.DeviceRow;
import org.carrel.desk.PassCard;
import org.carrel.desk.ReadersDesk;
import org.carrel.desk.RemoveAccount;
import org.carrel.desk.RemoveDevice;
import org.carrel.identity.Holdings;
import org.carrel.identity.Reader;
import org.carrel.identity.Subject;
import org.carrel.identity.Visitor;
import org.carrel.institutions.Institution;
import org.carrel.institutions.Librarians;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** What this browser and its signed-in reader hold; works without an account. */
@Path("/me")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class MePage {
  private final Visitor visitor;
  private final ReadersDesk desk;
  private final RemoveDevice removal;
  private final RemoveAccount accounts;
  private final Holdings holdings;
  private final Items items;
  private final Librarians librarians;
  private final DocumentServer config;

  MePage(
      Visitor visitor,
      ReadersDesk desk,
      RemoveDevice removal,
      RemoveAccount accounts,
      Holdings holdings,
      Items items,
      Librarians librarians,
      DocumentServer config) {
    this.visitor = visitor;
    this.desk = desk;
    this.removal = removal;
    this.accounts = accounts;
    this.holdings = holdings;
    this.items = items;
    this.librarians = librarians;
    this.config = config;
  }

  @CheckedTemplate(basePath = "desk")
  static class Templates {
    static native TemplateInstance me(
        List<PassCard> passes,
        List<PassCard> receipts,
        List<DeviceRow> devices,
        List<AccountRow> accounts,
        List<Institution> institutions,
        @Nullable String who,
        String removed,
        boolean holding,
        Reading reading);

    static native TemplateInstance account(AccountRow row);
  }

  /**
   * Where a pass goes on reading.
   *
   * @param here what this browser holds itself; a pass of the account alone is opened here first
   */
  public record Reading(String home, Items items, List<String> here) {
    /** The item that the pass was bought for, at its page; the library where it was none. */
    public String place(PassCard card) {
      if (!here.contains(card.pass().holder())) {
        return "/pass/" + card.pass().id();
      }
      String page = card.order().itemPage().orElse("");
      return card.order()
          .itemHandle()
          .flatMap(items::byHandle)
          .map(item -> home + "/doc/" + item.handle() + "?page=" + item.pageNumber(page))
          .orElse("/");
    }

    /** Where more time is bought for it. */
    public String moreTime(PassCard card) {
      String from =
          card.order()
              .itemHandle()
              .map(
                  handle ->
                      "&item="
                          + encode(handle)
                          + "&page="
                          + encode(card.order().itemPage().orElse("")))
              .orElse("");
      return "/checkout?pass=" + card.pass().id() + from;
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  @GET
  public String show(@QueryParam("removed") @Nullable String removed) {
    List<PassCard> passes = desk.passes(visitor.subjects());
    return Templates.me(
            passes,
            desk.receipts(visitor.subjects()),
            desk.devices(passes, visitor.device()),
            desk.accounts(passes, visitor.reader()),
            visitor.reader().map(Reader::id).map(librarians::institutionsOf).orElse(List.of()),
            visitor.reader().map(Reader::email).map(EmailAddress::value).orElse(null),
            removed == null ? "" : removed,
            visitor.device().isPresent(),
            new Reading(config.home().toString(), items, here()))
        .render();
  }

  private List<String> here() {
    return visitor
        .device()
        .map(device -> holdings.of(new Subject.OfDevice(device.id())))
        .orElse(List.of());
  }

  /** Asks before an account loses the visitor's passes. */
  @GET
  @Path("accounts/{id}/remove")
  public String askToRemove(@PathParam("id") String id) {
    List<PassCard> passes = desk.passes(visitor.subjects());
    return desk.accounts(passes, visitor.reader()).stream()
        .filter(row -> row.account().id().equals(id))
        .findFirst()
        .map(row -> Templates.account(row).render())
        .orElseThrow(MePage::noSuchAccount);
  }

  /** Takes the visitor's passes from an account. */
  @POST
  @Path("accounts/{id}/remove")
  public Response removeAccount(@PathParam("id") String id) {
    if (!accounts.remove(visitor.subjects(), id)) {
      throw noSuchAccount();
    }
    return Response.seeOther(URI.create("/me?removed=account")).build();
  }

  private static Problem noSuchAccount() {
    return Problem.notFound(
        "This account holds no pass with you",
        "It may have been removed already. Nothing was changed.");
  }

  /** Takes the visitor's passes from another device; the answer shows who still has them. */
  @POST
  @Path("devices/{id}/remove")
  public Response remove(@PathParam("id") String id) {
    if (!removal.remove(visitor.subjects(), id)) {
      throw Problem.notFound(
          "This device shares no pass with you",
          "It may have been removed already. Nothing was changed.");
    }
    return Response.seeOther(URI.create("/me?removed=device")).build();
  }
}
