package org.carrel.desk;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.carrel.access.Grants;
import org.carrel.access.Limits;
import org.carrel.access.NewGrant;
import org.carrel.access.Source;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.base.Window;
import org.carrel.passes.Pass;
import org.carrel.passes.Plan;
import org.carrel.passes.Plans;

/** Passes as they lie in the tables after a purchase, without the purchase. */
@ApplicationScoped
class SoldPasses {
  private static final String SALE =
      "{\"currency\":\"USD\",\"subtotal\":2900,\"discount\":0,\"code\":null,\"tax\":0,\"taxes\":[],"
          + "\"total\":2900,\"buyer\":{\"name\":null,\"business\":null,\"address\":null,"
          + "\"taxIds\":[]},\"fields\":{},\"card\":null}";

  @Inject EntityManager entities;
  @Inject Grants grants;
  @Inject Plans plans;
  @Inject AuditLog audit;
  @Inject Clock clock;

  /** Ids of an order and of what it gave. */
  record Sold(String orderId, String reference, String passId, String paymentId, Plan plan) {
    String holder() {
      return Pass.holder(passId);
    }
  }

  /** A pass that was paid for just now and not started. */
  Sold ready(String email) {
    Plan plan = plans.onSale().get(0);
    Sold sold = new Sold(Ids.of("o"), Ids.reference("O"), Ids.of("p"), "pi_" + Ids.random(), plan);
    QuarkusTransaction.requiringNew().run(() -> write(sold, email, clock.instant()));
    return sold;
  }

  /** A pass whose clock started an hour ago. */
  Sold active(String email) {
    Sold sold = ready(email);
    Window window = Window.of(clock.instant().minus(Duration.ofHours(1)), sold.plan().duration());
    QuarkusTransaction.requiringNew().run(() -> start(sold, window));
    return sold;
  }

  private void start(Sold sold, Window window) {
    update(
        "update passes set state = 'ACTIVE', starts_at = ?1, ends_at = ?2, runs_since = ?1 where id = ?3",
        window.start(),
        window.end(),
        sold.passId());
    grants.start(grantOf(sold), window);
    audit.record("pass.active", sold.orderId(), Map.of("pass", sold.passId()));
  }

  private void write(Sold sold, String email, Instant now) {
    update(
        "insert into orders (id, reference, state, plan_code, plan_version, amount, currency, email,"
            + " item_handle, item_page, begin_choice, browser_hash, created_at, session_id,"
            + " payment_intent_id, paid_at, held, swept_at, version, sale, total)"
            + " values (?1, ?2, 'PAID', ?3, ?4, 2900, 'USD', ?5, 'hein.crs/govekfi0001', '1',"
            + " 'LATER', 'x', ?6, ?7, ?8, ?6, 2900, ?6, 0, ?9, 2900)",
        sold.orderId(),
        sold.reference(),
        sold.plan().code(),
        sold.plan().version(),
        email,
        now,
        "cs_test_" + Ids.random(),
        sold.paymentId(),
        SALE);
    update(
        "insert into yields (order_id, pass_id, kind, standing, given_at, version)"
            + " values (?1, ?2, 'PASS', 'PAID', ?3, 0)",
        sold.orderId(),
        sold.passId(),
        now);
    NewGrant grant =
        NewGrant.of(
            sold.holder(), new Source("pass", sold.passId()), Set.of(), new Limits(null, 10));
    update(
        "insert into passes (id, order_id, state, plan_code, plan_version, grant_id, issued_at,"
            + " activate_by, version) values (?1, ?2, 'READY', ?3, ?4, ?5, ?6, ?7, 0)",
        sold.passId(),
        sold.orderId(),
        sold.plan().code(),
        sold.plan().version(),
        grants.grant(grant),
        now,
        now.plus(Duration.ofDays(30)));
    audit.record("order.paid", sold.orderId(), Map.of("payment", sold.paymentId()));
  }

  private String grantOf(Sold sold) {
    return (String)
        entities
            .createNativeQuery("select grant_id from passes where id = ?1")
            .setParameter(1, sold.passId())
            .getSingleResult();
  }

  private void update(String sql, Object... values) {
    var query = entities.createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    query.executeUpdate();
  }
}
