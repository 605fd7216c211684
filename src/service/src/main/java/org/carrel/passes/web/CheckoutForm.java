package org.carrel.passes.web;

import jakarta.ws.rs.FormParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.passes.Order;
import org.jspecify.annotations.Nullable;

/** What was typed into the checkout, kept exactly as typed until it is right. */
public class CheckoutForm {
  static final String ADD = "add";

  @FormParam("plan")
  @Nullable String plan;

  @FormParam("currency")
  @Nullable String currency;

  @FormParam("item")
  @Nullable String item;

  @FormParam("page")
  @Nullable String page;

  @FormParam("email")
  @Nullable String email;

  @FormParam("begin")
  @Nullable String begin;

  @FormParam("consent")
  @Nullable String consent;

  /** The running pass that time is to be added to. */
  @FormParam("extend")
  @Nullable String extend;

  /** The browser's zone, where a script could tell it. */
  @FormParam("zone")
  @Nullable String zone;

  @FormParam("shared")
  @Nullable String shared;

  /** That the buyer was told that the network opens the document, and pays all the same. */
  @FormParam("anyway")
  @Nullable String anyway;

  /** The order whose payment page is to be asked for once more. */
  @FormParam("order")
  @Nullable String order;

  static CheckoutForm fresh(
      @Nullable String plan,
      @Nullable String currency,
      @Nullable String item,
      @Nullable String page,
      @Nullable String email) {
    CheckoutForm form = new CheckoutForm();
    form.plan = plan;
    form.currency = currency;
    form.item = item;
    form.page = page;
    form.email = email;
    return form;
  }

  Optional<EmailAddress> address() {
    return EmailAddress.parse(typedEmail());
  }

  String typedEmail() {
    return email == null ? "" : email;
  }

  Optional<Order.Begin> choice() {
    return "now".equals(begin)
        ? Optional.of(Order.Begin.NOW)
        : adds() || "later".equals(begin) ? Optional.of(Order.Begin.LATER) : Optional.empty();
  }

  /** Whether the time is to be added to a pass that runs. */
  boolean adds() {
    return ADD.equals(begin);
  }

  boolean agreed() {
    return consent != null;
  }

  /** What is wrong, by field, in words for the person who typed it; empty where nothing is. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (address().isEmpty()) {
      errors.put("email", emailError());
    }
    if (choice().isEmpty()) {
      errors.put("begin", "Choose when your time is to start.");
    }
    if ((adds() || choice().equals(Optional.of(Order.Begin.NOW))) && !agreed()) {
      errors.put(
          "consent",
          (adds() ? "To add the time" : "To start at once")
              + " we need your consent. Or keep the pass for later: then none is needed now.");
    }
    return errors;
  }

  private String emailError() {
    String typed = typedEmail().strip();
    if (typed.isEmpty()) {
      return "Give the address for your receipt and your access link.";
    }
    return typed.contains("@")
        ? "This is not a complete address. Example: reader@example.org"
        : "The @ is missing. Example: reader@example.org";
  }
}
