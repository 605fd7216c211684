package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many buyers at once against two processes of the service; news of payments comes twice, late, all
 * at the same time, or never.
 */
class PurchasesAtScaleIT extends Story {
  private static final int BUYERS = 16;
  private static final String MARK = "@scale.example";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How news of a purchase comes: how often its success page is opened, and whether by webhook. */
  private enum News {
    PAGE_AND_WEBHOOKS(200, 1, true),
    WEBHOOKS_ONLY(100, 0, true),
    PAGE_ONLY(100, 1, false),
    PAGE_FIVE_TIMES(100, 5, true),
    NONE(20, 0, false);

    final int purchases;
    final int pages;
    final boolean webhooks;

    News(int purchases, int pages, boolean webhooks) {
      this.purchases = purchases;
      this.pages = pages;
      this.webhooks = webhooks;
    }
  }

  private static final int ALL = 520;

  private record Paid(News news, HttpBuyer buyer, URI success) {}

  @Test
  void each_of_520_purchases_gives_one_of_each_however_its_news_comes() throws Exception {
    List<URI> processes = List.of(URI.create(demo.service()), demo.secondService());
    ExecutorService buyers = Executors.newFixedThreadPool(BUYERS);
    try {
      demo.sim().deliverTo(processes.stream().map(each -> each + "/stripe/webhook").toList());
      List<Paid> paid = payEach(buyers, processes);
      assertThat(orders("state = 'AWAITING'")).as("orders without news").isEqualTo(ALL);
      allAtOnce(buyers, paid, processes);
      demo.await(
          "every order with news is PAID",
          PATIENCE,
          () -> orders("state = 'PAID'") >= ALL - News.NONE.purchases);
      assertThat(orders("state = 'AWAITING'")).as("orders without news").isEqualTo(20);
      demo.clock().forward(Duration.ofMinutes(11));
      demo.await("the sweep found the rest", PATIENCE, () -> orders("state = 'PAID'") == ALL);
      demo.await("no webhook waits", PATIENCE, () -> demo.sim().waiting() == 0);
      demo.await("every receipt is sent", PATIENCE, () -> receipts("m.state = 'SENT'") == ALL);
    } finally {
      buyers.shutdownNow();
      demo.sim().right();
      demo.sim().deliverTo(List.of());
    }
    judge();
    aBuyerWhoNeverReturnedReads();
  }

  /** Every purchase up to the payment; webhooks are held, or dropped for those that get none. */
  private List<Paid> payEach(ExecutorService buyers, List<URI> processes) throws Exception {
    List<Paid> paid = new ArrayList<>();
    demo.sim().duplicate(2);
    demo.sim().hold();
    for (News news : News.values()) {
      if (news.webhooks) {
        paid.addAll(pay(buyers, processes, news));
      }
    }
    demo.sim().drop();
    for (News news : News.values()) {
      if (!news.webhooks) {
        paid.addAll(pay(buyers, processes, news));
      }
    }
    return paid;
  }

  private static List<Paid> pay(ExecutorService buyers, List<URI> processes, News news)
      throws Exception {
    List<Callable<Paid>> purchases = new ArrayList<>();
    for (int i = 0; i < news.purchases; i++) {
      URI process = processes.get(i % processes.size());
      HttpBuyer buyer = new HttpBuyer(process, address(news, i));
      purchases.add(() -> new Paid(news, buyer, buyer.payFor("24h", Visit.KAZAKHSTAN)));
    }
    List<Paid> paid = new ArrayList<>();
    for (Future<Paid> purchase : buyers.invokeAll(purchases)) {
      paid.add(purchase.get());
    }
    return paid;
  }

  private static String address(News news, int number) {
    return news.name().toLowerCase().replace('_', '-') + number + MARK;
  }

  /** Success pages at both processes and both copies of every webhook, released by one barrier. */
  private void allAtOnce(ExecutorService buyers, List<Paid> paid, List<URI> processes)
      throws Exception {
    List<Paid> visits = new ArrayList<>();
    paid.forEach(one -> visits.addAll(Collections.nCopies(one.news().pages, one)));
    Collections.shuffle(visits, new Random(520));
    CyclicBarrier barrier = new CyclicBarrier(BUYERS, demo.sim()::release);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> opened = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      opened.add(
          buyers.submit(
              () -> {
                barrier.await(2, TimeUnit.MINUTES);
                for (int n; (n = next.getAndIncrement()) < visits.size(); ) {
                  Paid one = visits.get(n);
                  int status = one.buyer().open(one.success(), processes.get(n % 2)).statusCode();
                  assertThat(status).as(one.toString()).isBetween(200, 399);
                }
                return null;
              }));
    }
    for (Future<?> one : opened) {
      one.get();
    }
  }

  private long orders(String condition) {
    return demo.count(
        "select count(*) from orders where email like '%" + MARK + "' and " + condition);
  }

  private long receipts(String condition) {
    return demo.count(
        "select count(*) from mails m join orders o on o.id = m.about_id where m.kind = 'RECEIPT'"
            + " and o.email like '%"
            + MARK
            + "' and "
            + condition);
  }

  private void judge() {
    String ours = "(select id from orders where email like '%" + MARK + "')";
    assertThat(demo.sim().chargesTo(MARK)).as("charges").isEqualTo(ALL);
    assertThat(orders("true")).as("orders").isEqualTo(ALL);
    assertThat(orders("state = 'PAID'")).as("orders PAID").isEqualTo(ALL);
    String passes = " from passes where order_id in " + ours;
    assertThat(demo.count("select count(*)" + passes)).as("passes").isEqualTo(ALL);
    assertThat(
            demo.count(
                "select count(distinct order_id)"
                    + passes
                    + " and state = 'READY' and ends_at is null"))
        .as("orders with a pass that nobody started")
        .isEqualTo(ALL);
    assertThat(
            demo.count("select count(*) from grants where id in (select grant_id" + passes + ")"))
        .as("grants")
        .isEqualTo(ALL);
    assertThat(
            demo.count(
                "select count(*) from documents where kind = 'INVOICE' and order_id in " + ours))
        .as("invoices")
        .isEqualTo(ALL);
    assertThat(
            demo.count(
                "select count(*) from (select series from documents where kind = 'INVOICE'"
                    + " group by series, year having min(serial) <> 1"
                    + " or max(serial) <> count(*)) as broken"))
        .as("series with a gap or a number used twice")
        .isZero();
    assertThat(receipts("true")).as("receipts written").isEqualTo(ALL);
    List<String> received = demo.mailedTo(MARK);
    assertThat(received).as("receipts that arrived").doesNotHaveDuplicates().hasSize(ALL);
    assertThatThrownBy(this::issueOneMore)
        .as("a second pass of one order, whatever code might try it")
        .hasMessageContaining("one_pass_per_order");
  }

  private void aBuyerWhoNeverReturnedReads() {
    try (Visit phone = reader()) {
      phone.page.navigate(demo.accessLinkTo(address(News.NONE, 7)));
      phone.page.locator("main form button.btn").first().click();
      phone.page.waitForURL("**/pass/**");
      phone.page.locator("input[name=consent]").check();
      phone.page.locator("main form button.btn").first().click();
      phone.awaitPageImage();
    }
  }

  private void issueOneMore() throws Exception {
    try (Connection connection = demo.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      String buyer = address(News.PAGE_AND_WEBHOOKS, 0);
      statement.executeUpdate(
          """
          insert into grants select (jsonb_populate_record(g, jsonb_build_object('id', 'g_OneMoreOneMoreOneMore0', 'source_id', 'p_OneMoreOneMoreOneMore0', 'holder', 'pass:p_OneMoreOneMoreOneMore0'))).*
          from grants g join passes p on p.grant_id = g.id join orders o on o.id = p.order_id
          where o.email = '%s'
          """
              .formatted(buyer));
      statement.executeUpdate(
          """
          insert into passes select (jsonb_populate_record(p, jsonb_build_object('id', 'p_OneMoreOneMoreOneMore0', 'grant_id', 'g_OneMoreOneMoreOneMore0'))).*
          from passes p join orders o on o.id = p.order_id
          where o.email = '%s'
          """
              .formatted(buyer));
    }
  }
}
