package org.carrel.passes;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Money;
import org.carrel.base.Secrets;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.Sale;
import org.carrel.payments.TaxBehavior;
import org.jspecify.annotations.Nullable;

/** One purchase attempt. Its state moves only through {@link OrderEvent#TABLE}. */
@Entity
@Table(name = "orders")
public class Order {
  /** What the buyer chose before paying. */
  public enum Begin {
    NOW,
    LATER
  }

  @Id private String id;
  private String reference;

  @Enumerated(EnumType.STRING)
  private OrderState state;

  @Column(name = "plan_code")
  private String planCode;

  @Column(name = "plan_version")
  private int planVersion;

  private long amount;

  @Column(columnDefinition = "char(3)")
  private String currency;

  private String email;

  @Column(name = "item_handle")
  private @Nullable String itemHandle;

  @Column(name = "item_page")
  private @Nullable String itemPage;

  @Enumerated(EnumType.STRING)
  @Column(name = "begin_choice")
  private Begin begin;

  @Column(name = "extends_pass")
  private @Nullable String extendsPass;

  @Embedded private @Nullable Consent consent;

  @Column(name = "browser_hash")
  private String browserHash;

  @Column(name = "reader_id")
  private @Nullable String readerId;

  private @Nullable String zone;

  @Column(name = "second_of")
  private @Nullable String secondOf;

  @Column(name = "corrected_at")
  private @Nullable Instant correctedAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "session_id")
  private @Nullable String sessionId;

  @Column(name = "session_url")
  private @Nullable String sessionUrl;

  @Enumerated(EnumType.STRING)
  @Column(name = "tax_behavior")
  private @Nullable TaxBehavior tax;

  @Convert(converter = SaleJson.class)
  private @Nullable Sale sale;

  private @Nullable Long total;
  private long refunded;

  @Column(name = "payment_intent_id")
  private @Nullable String paymentIntentId;

  @Column(name = "paid_at")
  private @Nullable Instant paidAt;

  @Column(name = "review_since")
  private @Nullable Instant reviewSince;

  @Column(name = "review_reason")
  private @Nullable String reviewReason;

  private boolean inquiry;
  private @Nullable Long held;

  @Column(name = "swept_at")
  private Instant sweptAt;

  @Version private long version;

  protected Order() {}

  Order(Wish wish, @Nullable TaxBehavior tax, Instant now) {
    this.id = Ids.of("o");
    this.reference = Ids.reference("O");
    this.state = OrderEvent.TABLE.first();
    this.planCode = wish.plan().code();
    this.planVersion = wish.plan().version();
    this.amount = wish.price().minor();
    this.currency = wish.price().currency();
    this.tax = tax;
    this.email = wish.email().value();
    this.itemHandle = wish.item();
    this.itemPage = wish.page();
    this.begin = wish.begin();
    this.extendsPass = wish.extendsPass();
    this.consent = wish.consent();
    this.browserHash = Secrets.hash(wish.browserSecret());
    this.readerId = wish.readerId();
    this.zone = wish.zone() == null ? null : wish.zone().getId();
    this.createdAt = now;
    this.sweptAt = now;
  }

  public String id() {
    return id;
  }

  /** What people read out: {@code O-7K2M-94QX}; unique. */
  public String reference() {
    return reference;
  }

  public OrderState state() {
    return state;
  }

  public String planCode() {
    return planCode;
  }

  public int planVersion() {
    return planVersion;
  }

  /** The price on the tariff, before discount; with its tax where prices hold it. */
  public Money price() {
    return new Money(amount, currency);
  }

  /** What was paid: with tax, less discount; the price while nothing was paid. */
  public Money total() {
    return new Money(total == null ? amount : total, paidIn());
  }

  /** The currency of the money that came, which in a case for review may be another. */
  private String paidIn() {
    return sale == null ? currency : sale.currency();
  }

  /** How the total comes about: discount, each tax, the total and what paid it. */
  public List<OrderSums.Line> sums() {
    return OrderSums.of(this);
  }

  /** Whether the price holds its tax; empty where no tax is worked out. */
  public Optional<TaxBehavior> tax() {
    return Optional.ofNullable(tax);
  }

  /** What was sold, to whom and at which tax; empty while nothing was paid. */
  public Optional<Sale> sale() {
    return Optional.ofNullable(sale);
  }

  /** What went or is going back by refunds that did not fail. */
  public Money refunded() {
    return new Money(refunded, paidIn());
  }

  public EmailAddress email() {
    return new EmailAddress(email);
  }

  /** Handle of the document from which the buyer came. */
  public Optional<String> itemHandle() {
    return Optional.ofNullable(itemHandle);
  }

  /** Page of that document. */
  public Optional<String> itemPage() {
    return Optional.ofNullable(itemPage);
  }

  public Begin begin() {
    return begin;
  }

  /** The pass that the time is to be added to, if it still runs when the money is there. */
  public Optional<String> extendsPass() {
    return Optional.ofNullable(extendsPass);
  }

  public Optional<Consent> consent() {
    return Optional.ofNullable(consent);
  }

  /** Who was signed in when the purchase began. */
  public Optional<String> readerId() {
    return Optional.ofNullable(readerId);
  }

  /** The buyer's zone, for mails, where the browser told it. */
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(zone).map(ZoneId::of);
  }

  /** The order that was paid shortly before it, where it looks like a second payment by mistake. */
  public Optional<String> secondOf() {
    return Optional.ofNullable(secondOf);
  }

  /** When the buyer corrected the address that was typed at the checkout. */
  public Optional<Instant> correctedAt() {
    return Optional.ofNullable(correctedAt);
  }

  String browserHash() {
    return browserHash;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<String> sessionId() {
    return Optional.ofNullable(sessionId);
  }

  /** Where the buyer pays, while that page is open. */
  public Optional<String> sessionUrl() {
    return Optional.ofNullable(sessionUrl);
  }

  public Optional<String> paymentIntentId() {
    return Optional.ofNullable(paymentIntentId);
  }

  public Optional<Instant> paidAt() {
    return Optional.ofNullable(paidAt);
  }

  public Optional<Instant> reviewSince() {
    return Optional.ofNullable(reviewSince);
  }

  public Optional<String> reviewReason() {
    return Optional.ofNullable(reviewReason);
  }

  /** Whether the bank merely asked about the payment: a fact, not a state. */
  public boolean inquiry() {
    return inquiry;
  }

  /** What is left with us of the money, as far as it was fetched. */
  public Optional<Money> held() {
    return Optional.ofNullable(held).map(minor -> new Money(minor, paidIn()));
  }

  /** Whether {@code secret} is that of the browser that started this order. */
  public boolean isOfBrowser(@Nullable String secret) {
    return secret != null && Secrets.same(browserHash, Secrets.hash(secret));
  }

  long version() {
    return version;
  }

  /** Moves the order; refuses what the table does not allow. */
  void move(OrderEvent event, Instant now, @Nullable String reason) {
    state = OrderEvent.TABLE.move(state, event);
    if (state == OrderState.PAID && paidAt == null) {
      paidAt = now;
    }
    if (event == OrderEvent.CHECKS_FAILED) {
      reviewSince = now;
      reviewReason = reason == null ? reviewReason : reason;
    }
  }

  void isSecondOf(String first) {
    secondOf = first;
  }

  void correct(EmailAddress to, Instant now) {
    email = to.value();
    correctedAt = now;
  }

  /** Notes the payment page that Stripe opened for this order. */
  void openedAs(String session, @Nullable String url) {
    if (sessionId != null && !sessionId.equals(session)) {
      throw new IllegalStateException("order " + id + " already has a session");
    }
    sessionId = session;
    sessionUrl = url == null ? sessionUrl : url;
  }

  /** Notes a refund that was made. */
  void sentBack(long minor) {
    refunded = Math.addExact(refunded, minor);
  }

  /** Notes a refund that failed. */
  void keptAfterAll(long minor) {
    refunded = Math.subtractExact(refunded, minor);
  }

  /** Notes what the facts say beside the state. What was sold stands once it is paid. */
  void note(PaymentFacts facts) {
    if (paidAt == null && facts.paid() != PaymentFacts.Paid.UNPAID) {
      sale = facts.sale();
      total = facts.sale().total();
    }
    PaymentFacts.Payment payment = facts.payment();
    if (payment != null) {
      paymentIntentId = payment.id();
      inquiry = payment.inquiry();
      held = payment.captured() == 0 ? null : Long.valueOf(payment.held());
    }
    if (facts.page() != PaymentFacts.Page.OPEN) {
      sessionUrl = null;
    }
  }
}
