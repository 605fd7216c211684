package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Money that came on paper, as it was typed. */
public class PaymentForm {
  @FormParam("amount")
  @Nullable String amount;

  @FormParam("how")
  @Nullable String how;

  @FormParam("reference")
  @Nullable String reference;

  @FormParam("value-date")
  @Nullable String valueDate;

  public String amount() {
    return typed(amount);
  }

  public String how() {
    return typed(how);
  }

  public String reference() {
    return typed(reference);
  }

  public String valueDate() {
    return typed(valueDate);
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
