package org.carrel.stripesim.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.checkout.Pricing;
import org.carrel.stripesim.state.Records;

/** The pages of a checkout and their answers. */
@Singleton
class Pages {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** The pages. */
  @CheckedTemplate(basePath = "")
  static class Templates {
    static native TemplateInstance checkout(Shown shown, Entered entered);

    static native TemplateInstance challenge(Shown shown);

    static native TemplateInstance ended(Shown shown);

    static native TemplateInstance unknown();
  }

  private final Records records;
  private final Checkout checkout;
  private final Pricing pricing;
  private final SimConfig config;

  Pages(Records records, Checkout checkout, Pricing pricing, SimConfig config) {
    this.records = records;
    this.checkout = checkout;
    this.pricing = pricing;
    this.config = config;
  }

  /** A session as it is now; nothing if there is none. */
  Optional<Shown> find(String id) {
    checkout.expireDue();
    return records.inTransaction(
        transaction -> {
          Optional<ObjectNode> session = transaction.find(Kinds.SESSION, id);
          return session.map(each -> Shown.of(transaction, each, pricing, config.sellerName()));
        });
  }

  static Response order(int status, Shown shown, Entered entered) {
    return page(status, Templates.checkout(shown, entered));
  }

  static Response challenge(Shown shown) {
    return page(200, Templates.challenge(shown));
  }

  static Response ended(int status, Shown shown) {
    return page(status, Templates.ended(shown));
  }

  static Response unknown() {
    return page(404, Templates.unknown());
  }

  static Response seeOther(String url) {
    return Response.status(303)
        .header("Location", url)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  /** Any page of a buyer's. */
  static Response page(int status, TemplateInstance template) {
    return Response.status(status)
        .entity(template.render())
        .type("text/html; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
