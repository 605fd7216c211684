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
class RequestTableTest {
  private static final Map<String, String> MOVES =
      """
      UNCONFIRMED CONFIRM RECEIVED
      UNCONFIRMED EXPIRE EXPIRED
      RECEIVED TAKE IN_WORK
      RECEIVED ANSWER ANSWERED
      RECEIVED WITHDRAW WITHDRAWN
      IN_WORK ANSWER ANSWERED
      IN_WORK DECLINE DECLINED
      IN_WORK WITHDRAW WITHDRAWN
      """
          .lines()
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(line -> line[0] + " " + line[1], line -> line[2]));

  @TestFactory
  Stream<DynamicTest> every_pair_of_a_request_moves_or_is_refused() {
    return Arrays.stream(RequestState.values())
        .flatMap(state -> Arrays.stream(RequestEvent.values()).map(event -> moves(state, event)));
  }

  @Test
  void every_state_that_is_not_final_has_an_exit_and_every_one_can_be_reached() {
    assertThat(RequestEvent.TABLE.deadEnds()).isEmpty();
    assertThat(RequestEvent.TABLE.unreachable()).isEmpty();
  }

  private static DynamicTest moves(RequestState state, RequestEvent event) {
    String pair = state + " " + event;
    String to = MOVES.getOrDefault(pair, "refused");
    return DynamicTest.dynamicTest(
        pair + " -> " + to,
        () ->
            assertThat(RequestEvent.TABLE.next(state, event).map(Enum::name).orElse("refused"))
                .isEqualTo(to));
  }
}
