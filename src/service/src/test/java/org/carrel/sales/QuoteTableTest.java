package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks every (state, event) pair: each line below is one move, every other pair is refused. */
class QuoteTableTest {
  private static final String MOVES =
      """
      DRAFT ASK_APPROVAL IN_APPROVAL
      DRAFT SEND SENT
      DRAFT DISCARD DISCARDED
      IN_APPROVAL APPROVE SENT
      IN_APPROVAL RETURN DRAFT
      IN_APPROVAL DISCARD DISCARDED
      SENT ACCEPT ACCEPTED
      SENT DECLINE DECLINED
      SENT LAPSE LAPSED
      SENT WITHDRAW WITHDRAWN
      SENT SUPERSEDE SUPERSEDED
      LAPSED SUPERSEDE SUPERSEDED
      DECLINED SUPERSEDE SUPERSEDED
      """;

  @TestFactory
  Stream<DynamicTest> every_pair_moves_or_is_refused() {
    Map<String, String> moves =
        MOVES
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(line -> line[0] + " " + line[1], line -> line[2]));
    return Arrays.stream(QuoteState.values())
        .flatMap(
            state -> Arrays.stream(QuoteEvent.values()).map(event -> pair(moves, state, event)));
  }

  private static DynamicTest pair(Map<String, String> moves, QuoteState state, QuoteEvent event) {
    String to = moves.getOrDefault(state + " " + event, "refused");
    return DynamicTest.dynamicTest(
        state + " " + event + " -> " + to,
        () ->
            assertThat(QuoteEvent.TABLE.next(state, event).map(Enum::name).orElse("refused"))
                .isEqualTo(to));
  }

  @Test
  void every_state_can_be_reached_and_every_state_that_is_not_final_has_an_exit() {
    assertThat(QuoteEvent.TABLE.unreachable()).isEmpty();
    assertThat(QuoteEvent.TABLE.deadEnds()).isEmpty();
  }
}
