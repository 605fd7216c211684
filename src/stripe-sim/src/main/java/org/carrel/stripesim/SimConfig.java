package org.carrel.stripesim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the local Stripe. */
@ConfigMapping(prefix = "carrel.sim")
public interface SimConfig {
  /** The address at which browsers reach this program, without a trailing slash. */
  URI baseUrl();

  /** The journal in which the state survives a restart. */
  Path stateFile();

  /** The test keys ({@code sk_test_…}, {@code rk_test_…}) that are accepted. */
  List<String> secretKey();

  /** Where events are delivered; nothing is delivered without it. */
  Optional<URI> webhookUrl();

  /** Signing secrets ({@code whsec_…}) of the endpoint; two while a secret is being rolled. */
  Optional<List<String>> webhookSecret();

  /** The event types that the endpoint hears; {@code *} is every type. */
  @WithDefault(
      "checkout.session.completed,checkout.session.async_payment_succeeded,"
          + "checkout.session.async_payment_failed,checkout.session.expired,charge.refunded,"
          + "refund.created,refund.updated,refund.failed,charge.dispute.created,"
          + "charge.dispute.updated,charge.dispute.closed,charge.dispute.funds_withdrawn,"
          + "charge.dispute.funds_reinstated,radar.early_fraud_warning.created,"
          + "invoice.finalized,invoice.sent,invoice.paid,invoice.payment_succeeded,"
          + "invoice.payment_failed,invoice.voided,invoice.marked_uncollectible,"
          + "customer_cash_balance_transaction.created")
  List<String> webhookEvents();

  /** The account's shortened descriptor, which stands before a payment's own suffix. */
  @WithDefault("CARREL")
  String statementDescriptor();

  /** The name of the seller on the payment page. */
  @WithDefault("Carrel")
  String sellerName();

  /** Promotion codes that exist from the start, and how many per cent each takes off. */
  Map<String, Integer> promotionCodes();
}
