package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carrel.base.TransitionTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks every (state, event) pair: each line below is one move, and every other pair is refused.
 */
class StateTablesTest {
  private static final String ORDER =
      """
      NEW SESSION_CREATED AWAITING
      NEW NO_SESSION ABANDONED
      AWAITING PAID_IN_FULL PAID
      AWAITING PAYMENT_PROCESSING PROCESSING
      AWAITING SESSION_EXPIRED ABANDONED
      AWAITING CHECKS_FAILED REVIEW
      PROCESSING PAID_IN_FULL PAID
      PROCESSING PAYMENT_FAILED FAILED
      PROCESSING CHECKS_FAILED REVIEW
      ABANDONED PAID_IN_FULL PAID
      ABANDONED CHECKS_FAILED REVIEW
      FAILED PAID_IN_FULL PAID
      FAILED CHECKS_FAILED REVIEW
      REVIEW ACCEPTED PAID
      REVIEW MONEY_RETURNED REFUNDED
      REVIEW DISPUTE_OPENED DISPUTED
      PAID MONEY_RETURNED REFUNDED
      PAID DISPUTE_OPENED DISPUTED
      PAID FRAUD_WARNED FRAUD_REVIEW
      PAID CHECKS_FAILED REVIEW
      FRAUD_REVIEW ACCEPTED PAID
      FRAUD_REVIEW MONEY_RETURNED REFUNDED
      FRAUD_REVIEW DISPUTE_OPENED DISPUTED
      REFUNDED MONEY_HELD PAID
      REFUNDED CHECKS_FAILED REVIEW
      REFUNDED DISPUTE_OPENED DISPUTED
      DISPUTED MONEY_HELD PAID
      DISPUTED CHECKS_FAILED REVIEW
      DISPUTED MONEY_RETURNED REFUNDED
      DISPUTED MONEY_WITHDRAWN CHARGED_BACK
      CHARGED_BACK MONEY_HELD PAID
      CHARGED_BACK CHECKS_FAILED REVIEW
      CHARGED_BACK MONEY_RETURNED REFUNDED
      CHARGED_BACK DISPUTE_OPENED DISPUTED
      """;

  private static final String PASS =
      """
      READY START ACTIVE
      READY LAPSE LAPSED
      READY SUSPEND SUSPENDED
      READY REVOKE REVOKED
      ACTIVE TIME_OVER ENDED
      ACTIVE SUSPEND SUSPENDED
      ACTIVE REVOKE REVOKED
      SUSPENDED RETURN_READY READY
      SUSPENDED RETURN_ACTIVE ACTIVE
      SUSPENDED RETURN_LAPSED LAPSED
      SUSPENDED RETURN_ENDED ENDED
      SUSPENDED REVOKE REVOKED
      ENDED LENGTHEN ACTIVE
      ENDED REVOKE REVOKED
      LAPSED REOPEN READY
      LAPSED REVOKE REVOKED
      REVOKED RETURN_READY READY
      REVOKED RETURN_ACTIVE ACTIVE
      REVOKED RETURN_LAPSED LAPSED
      REVOKED RETURN_ENDED ENDED
      """;

  @TestFactory
  Stream<DynamicTest> every_pair_of_an_order_moves_or_is_refused() {
    return pairs(OrderEvent.TABLE, OrderState.values(), OrderEvent.values(), ORDER);
  }

  @TestFactory
  Stream<DynamicTest> every_pair_of_a_pass_moves_or_is_refused() {
    return pairs(PassEvent.TABLE, PassState.values(), PassEvent.values(), PASS);
  }

  @Test
  void every_state_that_is_not_final_has_an_exit() {
    assertThat(OrderEvent.TABLE.deadEnds()).isEmpty();
    assertThat(PassEvent.TABLE.deadEnds()).isEmpty();
  }

  @Test
  void every_state_can_be_reached() {
    assertThat(OrderEvent.TABLE.unreachable()).isEmpty();
    assertThat(PassEvent.TABLE.unreachable()).isEmpty();
  }

  @Test
  void only_a_payment_a_staff_act_or_held_money_makes_an_order_paid() {
    for (OrderState from : OrderState.values()) {
      for (OrderEvent event : OrderEvent.values()) {
        if (OrderEvent.TABLE.next(from, event).filter(OrderState.PAID::equals).isPresent()) {
          assertThat(event)
              .isIn(OrderEvent.PAID_IN_FULL, OrderEvent.ACCEPTED, OrderEvent.MONEY_HELD);
        }
      }
    }
  }

  private static <S extends Enum<S>, E extends Enum<E>> Stream<DynamicTest> pairs(
      TransitionTable<S, E> table, S[] states, E[] events, String moves) {
    Map<String, String> expected =
        moves
            .lines()
            .map(line -> line.split(" "))
            .collect(
                Collectors.toMap(
                    line -> line[0] + " " + line[1], line -> line[2], (a, b) -> a, TreeMap::new));
    return Arrays.stream(states)
        .flatMap(
            state ->
                Arrays.stream(events)
                    .map(
                        event -> {
                          String pair = state + " " + event;
                          String to = expected.getOrDefault(pair, "refused");
                          return DynamicTest.dynamicTest(
                              pair + " -> " + to,
                              () ->
                                  assertThat(
                                          table.next(state, event).map(S::name).orElse("refused"))
                                      .isEqualTo(to));
                        }));
  }
}
