package org.carrel.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carrel.base.EmailAddress;
import org.carrel.base.Money;
import org.carrel.payments.CardPayments.Answer;
import org.carrel.payments.CardPayments.Checkout;
import org.carrel.payments.CardPayments.PaymentsUnavailable;
import org.carrel.payments.CheckoutRequest;
import org.carrel.payments.PaymentFacts;
import org.carrel.payments.StripeConfig;
import org.carrel.payments.TaxBehavior;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the adapter makes of a Stripe that answers badly or not at all, byte by byte. */
class StripePaymentsTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server = listen();
  private volatile String answer = "";

  private final StripePayments payments = new StripePayments(new StripeWire(config()));

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StripePaymentsTest() {
    Thread thread = new Thread(this::serve, "bad stripe");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Reads each request whole and answers with {@link #answer}; an empty answer just closes. */
  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(read(socket.getInputStream()));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // the client or this test hung up
      }
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int left = -1;
    while (left != 0) {
      bytes.write(in.read());
      String text = bytes.toString(StandardCharsets.UTF_8);
      if (left > 0) {
        left--;
      } else if (text.endsWith("\r\n\r\n")) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        left = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16).split("\r\n", 2)[0]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String http(int status, String body, String... headers) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList())
        + "\r\n"
        + body;
  }

  private String parameters() {
    return payments.checkoutParameters(
        new CheckoutRequest(
            "o_1",
            "O-7K2M-94QX",
            "Carrel pass, 24 hours",
            new Money(2900, "USD"),
            TaxBehavior.EXCLUSIVE,
            true,
            new EmailAddress("reader@example.org"),
            "http://localhost/s?id={CHECKOUT_SESSION_ID}",
            "http://localhost/c",
            Instant.ofEpochSecond(1_800_000_000)));
  }

  private Answer<Checkout> open(String given) {
    answer = given;
    return payments.openCheckout("key-1", parameters());
  }

  @Test
  void a_connection_that_breaks_is_unclear_and_the_post_is_not_repeated_by_the_jdk() {
    assertThat(open("")).isInstanceOf(Answer.Unclear.class);
    assertThat(requests).hasSizeLessThanOrEqualTo(2);
    assertThat(requests)
        .allSatisfy(request -> assertThat(request).containsIgnoringCase("idempotency-key: key-1"));
  }

  @Test
  void what_may_have_happened_is_unclear_and_what_cannot_is_refused() {
    String error = "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"m\"}}";
    String stop = "Stripe-Should-Retry: false";
    assertThat(open(http(500, "{}", stop))).isInstanceOf(Answer.Unclear.class);
    assertThat(open(http(503, "{}", stop))).isInstanceOf(Answer.Unclear.class);
    assertThat(open(http(429, "{}", stop))).isInstanceOf(Answer.Unclear.class);
    assertThat(open(http(401, "{}", stop))).isInstanceOf(Answer.Unclear.class);
    assertThat(
            open(
                http(
                    409, error.formatted("invalid_request_error", "idempotency_key_in_use"), stop)))
        .isInstanceOf(Answer.Unclear.class);
    assertThat(open(http(200, "{\"id\":\"cs_1\",\"url\"").replace("Length: 17", "Length: 900")))
        .isInstanceOf(Answer.Unclear.class);
    assertThat(open(http(400, error.formatted("invalid_request_error", "parameter_missing"))))
        .isEqualTo(new Answer.Refused<Checkout>("parameter_missing"));
  }

  @Test
  void the_stored_parameters_go_out_letter_by_letter_each_time() {
    String good = "{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"url\":\"http://pay/1\"}";
    assertThat(open(http(200, good)))
        .isEqualTo(new Answer.Done<>(new Checkout("cs_1", "http://pay/1")));
    open(http(200, good));
    assertThat(body(0)).isEqualTo(body(1));
    assertThat(URLDecoder.decode(body(0), StandardCharsets.UTF_8))
        .contains("mode=payment", "client_reference_id=o_1", "metadata[order]=o_1")
        .contains("payment_intent_data[metadata][order]=o_1", "customer_creation=if_required")
        .contains("payment_intent_data[statement_descriptor_suffix]=O-7K2M-94QX")
        .contains("line_items[0][price_data][unit_amount]=2900", "line_items[0][quantity]=1")
        .contains("line_items[0][price_data][currency]=usd", "expires_at=1800000000")
        .contains("line_items[0][price_data][tax_behavior]=exclusive")
        .contains("automatic_tax[enabled]=true", "billing_address_collection=required")
        .contains("allow_promotion_codes=true", "tax_id_collection[enabled]=true")
        .contains("custom_fields[0][key]=clientmatter", "custom_fields[0][optional]=true")
        .contains("custom_fields[0][text][maximum_length]=60");
  }

  @Test
  void a_question_that_is_not_answered_is_no_fact() {
    answer = http(500, "{}", "Stripe-Should-Retry: false");
    assertThatThrownBy(() -> payments.facts("cs_1", false)).isInstanceOf(PaymentsUnavailable.class);
    answer =
        http(404, "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\"}}");
    assertThat(payments.facts("cs_1", false)).isEmpty();
  }

  @Test
  void a_refund_that_failed_at_once_is_refused() {
    answer = http(200, "{\"id\":\"re_1\",\"object\":\"refund\",\"status\":\"failed\"}");
    assertThat(payments.refund("key-2", payments.refundParameters("o_1", "pi_1")))
        .isEqualTo(new Answer.Refused<PaymentFacts.Refund>("refund_failed"));
    answer =
        http(200, "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":2900,\"status\":\"pending\"}");
    assertThat(payments.refund("key-2", payments.refundParameters("o_1", "pi_1")))
        .isEqualTo(new Answer.Done<>(new PaymentFacts.Refund("re_1", 2900, false)));
  }

  private String body(int request) {
    return requests.get(request).split("\r\n\r\n", 2)[1];
  }

  private StripeConfig config() {
    return new StripeConfig() {
      @Override
      public URI apiBase() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
      }

      @Override
      public String secretKey() {
        return "sk_test_sim_unit";
      }

      @Override
      public List<String> webhookSecrets() {
        return List.of("whsec_unit");
      }

      @Override
      public boolean livemode() {
        return false;
      }

      @Override
      public Duration signatureTolerance() {
        return Duration.ofMinutes(5);
      }

      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(2);
      }

      @Override
      public Duration readTimeout() {
        return Duration.ofSeconds(2);
      }
    };
  }
}
