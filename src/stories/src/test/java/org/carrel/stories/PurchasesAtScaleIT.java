package org.carrel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many buyers at once against two processes of the service; every signal comes at the same time.
 */
class PurchasesAtScaleIT extends Story {
  private static final int BUYERS = 16;
  private static final int PURCHASES = 200;
  private static final String MARK = "@scale.example";

  private record Paid(HttpBuyer buyer, URI success) {}

  @Test
  void two_hundred_purchases_by_16_buyers_give_200_of_each() throws Exception {
    List<URI> processes = List.of(URI.create(demo.service()), demo.secondService());
    demo.sim().duplicate(2);
    demo.sim().hold();
    ExecutorService buyers = Executors.newFixedThreadPool(BUYERS);
    try {
      List<Paid> paid = pay(buyers, processes);
      assertThat(
              demo.count(
                  "select count(*) from orders where email like '%"
                      + MARK
                      + "'"
                      + " and state = 'AWAITING'"))
          .as("orders that wait for their success page and webhooks")
          .isEqualTo(PURCHASES);
      allAtOnce(buyers, paid, processes);
      demo.await(
          "every order PAID and every mail sent",
          Duration.ofSeconds(60),
          () -> demo.mailsTo(MARK) >= PURCHASES && demo.sim().waiting() == 0);
      judge();
    } finally {
      buyers.shutdownNow();
      demo.sim().release();
      demo.sim().duplicate(1);
    }
  }

  private List<Paid> pay(ExecutorService buyers, List<URI> processes) throws Exception {
    List<Callable<Paid>> purchases = new ArrayList<>();
    for (int i = 0; i < PURCHASES; i++) {
      int number = i;
      purchases.add(
          () -> {
            URI process = processes.get(number % processes.size());
            HttpBuyer buyer = new HttpBuyer(process, "buyer" + number + MARK);
            return new Paid(buyer, buyer.payFor("24h", Visit.KAZAKHSTAN));
          });
    }
    List<Paid> paid = new ArrayList<>();
    for (Future<Paid> purchase : buyers.invokeAll(purchases)) {
      paid.add(purchase.get());
    }
    return paid;
  }

  /** Success pages at both processes and both copies of every webhook, released by one barrier. */
  private void allAtOnce(ExecutorService buyers, List<Paid> paid, List<URI> processes)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(BUYERS, demo.sim()::release);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> opened = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      opened.add(
          buyers.submit(
              () -> {
                barrier.await();
                for (int n; (n = next.getAndIncrement()) < paid.size(); ) {
                  Paid one = paid.get(n);
                  int status =
                      one.buyer().open(one.success(), processes.get((n + 1) % 2)).statusCode();
                  assertThat(status).isBetween(200, 399);
                }
                return null;
              }));
    }
    for (Future<?> one : opened) {
      one.get();
    }
  }

  private void judge() throws Exception {
    String ours = " from orders where email like '%" + MARK + "'";
    assertThat(demo.sim().chargesTo(MARK)).as("charges").isEqualTo(PURCHASES);
    assertThat(demo.count("select count(*)" + ours)).as("orders").isEqualTo(PURCHASES);
    assertThat(demo.count("select count(*)" + ours + " and state = 'PAID'"))
        .as("orders PAID")
        .isEqualTo(PURCHASES);
    assertThat(demo.count("select count(*) from passes where order_id in (select id" + ours + ")"))
        .as("passes")
        .isEqualTo(PURCHASES);
    assertThat(
            demo.count(
                "select count(*) from grants where id in (select grant_id from passes where order_id"
                    + " in (select id"
                    + ours
                    + "))"))
        .as("grants")
        .isEqualTo(PURCHASES);
    assertThat(demo.mailsTo(MARK)).as("mails").isEqualTo(PURCHASES);
    assertThatThrownBy(this::issueOneMore)
        .as("a second pass of one order, whatever code might try it")
        .hasMessageContaining("one_pass_per_order");
  }

  private void issueOneMore() throws Exception {
    try (Connection connection = demo.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          """
          insert into grants select (jsonb_populate_record(g, jsonb_build_object('id', 'g_OneMoreOneMoreOneMore0', 'source_id', 'p_OneMoreOneMoreOneMore0', 'holder', 'pass:p_OneMoreOneMoreOneMore0'))).*
          from grants g join passes p on p.grant_id = g.id join orders o on o.id = p.order_id
          where o.email = 'buyer0@scale.example'
          """);
      statement.executeUpdate(
          """
          insert into passes select (jsonb_populate_record(p, jsonb_build_object('id', 'p_OneMoreOneMoreOneMore0', 'grant_id', 'g_OneMoreOneMoreOneMore0'))).*
          from passes p join orders o on o.id = p.order_id
          where o.email = 'buyer0@scale.example'
          """);
    }
  }
}
