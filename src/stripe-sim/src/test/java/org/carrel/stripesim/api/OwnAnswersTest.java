package org.carrel.stripesim.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.carrel.stripesim.SimConfig;
import org.carrel.stripesim.SimUnderTest;
import org.carrel.stripesim.checkout.Checkout;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.AnswerCheck;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.spec.Description;
import org.carrel.stripesim.spec.OperationCounts;
import org.carrel.stripesim.spec.ParameterCheck;
import org.carrel.stripesim.state.Records;
import org.carrel.stripesim.wire.Answer;
import org.carrel.stripesim.wire.ApiKeys;
import org.carrel.stripesim.wire.Faults;
import org.carrel.stripesim.wire.Idempotency;
import org.junit.jupiter.api.Test;

/** What happens when the simulator itself is wrong, shown with an endpoint that is. */
@QuarkusTest
@TestProfile(SimUnderTest.class)
class OwnAnswersTest {
  @Inject ApiKeys keys;
  @Inject Description description;
  @Inject ParameterCheck parameters;
  @Inject AnswerCheck answers;
  @Inject Idempotency idempotency;
  @Inject Expansion expansion;
  @Inject Checkout checkout;
  @Inject Records records;
  @Inject Blank blank;
  @Inject SimConfig config;

  @Test
  void an_unknown_field_is_a_500_counted_and_undone() {
    isRefused(refund -> refund.put("colour", "red"));
  }

  @Test
  void a_missing_field_is_a_500_counted_and_undone() {
    isRefused(refund -> refund.remove("amount"));
  }

  @Test
  void a_value_outside_its_enum_is_a_500_counted_and_undone() {
    isRefused(refund -> refund.put("reason", "whim"));
  }

  @Test
  void the_same_answer_without_the_fault_passes() {
    OperationCounts counts = new OperationCounts(description);
    assertThat(answer(counts, refund -> {}).status()).isEqualTo(200);
    assertThat(counts.report().get("violations").asInt()).isZero();
  }

  private void isRefused(Consumer<ObjectNode> fault) {
    OperationCounts counts = new OperationCounts(description);
    Answer answer = answer(counts, fault.andThen(refund -> refund.put("id", "re_faulty")));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("api_error");
    assertThat(counts.report().get("violations").asInt()).isEqualTo(1);
    records.run(transaction -> assertThat(transaction.find(Kinds.REFUND, "re_faulty")).isEmpty());
  }

  private Answer answer(OperationCounts counts, Consumer<ObjectNode> fault) {
    Endpoints faulty =
        () ->
            Map.<String, Function<Call, ObjectNode>>of("Refunds.create", call -> made(call, fault));
    Gateway gateway =
        new Gateway(
            List.of(faulty),
            keys,
            description,
            parameters,
            answers,
            counts,
            idempotency,
            new Faults(),
            expansion,
            checkout,
            records);
    String bearer = "Bearer " + config.secretKey().get(0);
    return gateway.answer(
        new Gateway.Request("POST", "/v1/refunds", "charge=ch_1", bearer, null, null));
  }

  private ObjectNode made(Call call, Consumer<ObjectNode> fault) {
    ObjectNode refund = blank.of("Refund").put("id", "re_sound").put("currency", "usd");
    fault.accept(refund);
    call.transaction().put(Kinds.REFUND, refund);
    return refund;
  }
}
