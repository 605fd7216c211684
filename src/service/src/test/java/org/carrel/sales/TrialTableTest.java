package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks every (state, event) pair: each line is one move, and every other pair is refused. */
class TrialTableTest {
  private static final Map<String, String> MOVES =
      """
      REQUESTED APPROVE APPROVED
      REQUESTED DECLINE DECLINED
      REQUESTED WITHDRAW WITHDRAWN
      APPROVED START RUNNING
      APPROVED WITHDRAW WITHDRAWN
      RUNNING EXTEND RUNNING
      RUNNING END ENDED
      RUNNING STOP STOPPED
      RUNNING CONVERT CONVERTED
      ENDED EXTEND RUNNING
      ENDED CONVERT CONVERTED
      """
          .lines()
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(line -> line[0] + " " + line[1], line -> line[2]));

  @TestFactory
  Stream<DynamicTest> every_pair_of_a_trial_moves_or_is_refused() {
    return Arrays.stream(TrialState.values())
        .flatMap(state -> Arrays.stream(TrialEvent.values()).map(event -> moves(state, event)));
  }

  @Test
  void every_state_that_is_not_final_has_an_exit_and_every_one_can_be_reached() {
    assertThat(TrialEvent.TABLE.deadEnds()).isEmpty();
    assertThat(TrialEvent.TABLE.unreachable()).isEmpty();
  }

  private static DynamicTest moves(TrialState state, TrialEvent event) {
    String pair = state + " " + event;
    String to = MOVES.getOrDefault(pair, "refused");
    return DynamicTest.dynamicTest(
        pair + " -> " + to,
        () ->
            assertThat(TrialEvent.TABLE.next(state, event).map(Enum::name).orElse("refused"))
                .isEqualTo(to));
  }
}
