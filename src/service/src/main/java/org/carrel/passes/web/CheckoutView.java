package org.carrel.passes.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carrel.base.Money;
import org.carrel.passes.Consent;
import org.carrel.passes.Pass;
import org.carrel.passes.Plan;
import org.carrel.passes.Prices;
import org.carrel.web.SharedComputer;
import org.jspecify.annotations.Nullable;

/**
 * The checkout as it is shown.
 *
 * @param offers the plans to choose from
 * @param chosen the plan that would be paid
 * @param prices the currency of all prices, and the others to choose
 * @param place the document to go back to, where there is one
 * @param form what was typed so far
 * @param errors what is wrong with it, by field
 * @param startBy until when a kept pass could be started, if it were paid now
 * @param devices in how many browsers the chosen pass works
 * @param more the pass that runs, where the visitor holds one
 * @param openHere whether the buyer's network opens the document without a pass
 */
record CheckoutView(
    List<Offer> offers,
    Offer chosen,
    Prices prices,
    @Nullable Place place,
    CheckoutForm form,
    Map<String, String> errors,
    Instant startBy,
    int devices,
    Optional<More> more,
    boolean openHere) {
  /**
   * The running pass that the time can be added to.
   *
   * @param end when it ends now
   * @param then when it would end
   */
  record More(String passId, Instant end, Instant then) {
    static More of(Pass pass, Plan added) {
      Instant end = pass.window().orElseThrow().end();
      return new More(pass.id(), end, end.plus(added.duration()));
    }
  }

  /**
   * A plan with its price.
   *
   * @param amount the number alone, for tables
   */
  record Offer(
      String code, String name, String price, String amount, String includes, boolean chosen) {
    static Offer of(Plan plan, Prices prices, boolean chosen) {
      Money price = prices.of(plan);
      String amount = price.format(Locale.ROOT).replaceAll("[^0-9.,]", "");
      return new Offer(plan.code(), plan.name(), price.toString(), amount, plan.includes(), chosen);
    }
  }

  public String currency() {
    return prices.currency();
  }

  public String email() {
    return form.typedEmail();
  }

  public boolean begins(String choice) {
    return choice.equals(form.begin);
  }

  public boolean shared() {
    return SharedComputer.isSaid(form.shared);
  }

  public boolean agreed() {
    return form.agreed();
  }

  public String consentText() {
    return Consent.TEXT;
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public boolean wrong() {
    return !errors.isEmpty();
  }

  static CheckoutView of(
      List<Plan> plans,
      Plan chosen,
      Prices prices,
      Optional<Place> place,
      CheckoutForm form,
      Map<String, String> errors,
      Instant now,
      Optional<Pass> running,
      boolean openHere) {
    List<Offer> offers =
        plans.stream()
            .map(plan -> Offer.of(plan, prices, plan.code().equals(chosen.code())))
            .toList();
    return new CheckoutView(
        offers,
        Offer.of(chosen, prices, true),
        prices,
        place.orElse(null),
        form,
        errors,
        now.plus(chosen.terms().activateWithin()),
        chosen.terms().devices(),
        running.map(pass -> More.of(pass, chosen)),
        openHere);
  }
}
