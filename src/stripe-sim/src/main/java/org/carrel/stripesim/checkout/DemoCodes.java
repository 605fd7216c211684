package org.carrel.stripesim.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.state.Transaction;
import org.carrel.stripesim.wire.Ids;

/** Promotion codes that are there from the first start on, as the settings say. */
@Singleton
class DemoCodes {
  private final SimConfig config;
  private final Blank blank;
  private final SimTime time;

  DemoCodes(SimConfig config, Blank blank, SimTime time) {
    this.config = config;
    this.blank = blank;
    this.time = time;
    config.promotionCodes().forEach(DemoCodes::check);
  }

  private static void check(String code, int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalStateException(
          "carrel.sim.promotion-codes." + code + ": a percentage is from 1 to 100");
    }
  }

  void seed(@Observes StartupEvent start, Records records) {
    records.run(transaction -> config.promotionCodes().forEach((c, p) -> add(transaction, c, p)));
  }

  private void add(Transaction transaction, String code, int percent) {
    boolean known =
        transaction
            .newestFirst(Kinds.PROMOTION_CODE)
            .anyMatch(each -> each.get("code").asText().equalsIgnoreCase(code));
    if (known) {
      return;
    }
    ObjectNode coupon = blank.of("Coupon").put("id", Ids.of("x", 8).substring(2));
    coupon.put("created", time.seconds()).put("duration", "once").put("valid", true);
    coupon.put("percent_off", percent).put("name", percent + " % off");
    transaction.put(Kinds.COUPON, coupon);
    ObjectNode promotion = blank.of("PromotionCode").put("id", Ids.of("promo", 24));
    promotion.put("created", time.seconds()).put("code", code).put("active", true);
    ((ObjectNode) promotion.get("promotion")).put("type", "coupon").set("coupon", coupon.get("id"));
    transaction.put(Kinds.PROMOTION_CODE, promotion);
  }
}
