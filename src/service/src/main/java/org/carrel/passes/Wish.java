package org.carrel.passes;

import java.time.ZoneId;
import org.carrel.base.EmailAddress;
import org.carrel.base.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer asks for at the checkout.
 *
 * @param plan the version on sale
 * @param price one of the plan's
 * @param email for receipt and access link
 * @param item handle of the document from which the buyer came
 * @param page page of that document
 * @param begin start at once, or keep
 * @param extendsPass the running pass that the time is to be added to; null for a pass of its own
 * @param consent given when the pass is to start at once or time is added; never otherwise needed
 * @param browserSecret secret of the browser's order cookie
 * @param readerId who is signed in; null for a buyer without an account
 * @param zone the zone that the browser tells; null where it tells none
 */
public record Wish(
    Plan plan,
    Money price,
    EmailAddress email,
    @Nullable String item,
    @Nullable String page,
    Order.Begin begin,
    @Nullable String extendsPass,
    @Nullable Consent consent,
    String browserSecret,
    @Nullable String readerId,
    @Nullable ZoneId zone) {
  public Wish {
    if ((begin == Order.Begin.NOW || extendsPass != null) && consent == null) {
      throw new IllegalArgumentException("no time begins without the consent");
    }
    if (begin == Order.Begin.NOW && extendsPass != null) {
      throw new IllegalArgumentException("time that is added begins when what runs is over");
    }
  }
}
