package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carrel.base.TransitionTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks every (state, event) pair: each line below is one move, every other pair is refused. */
class AgreementTableTest {
  private static final String AGREEMENT =
      """
      SIGNED BEGIN IN_FORCE
      SIGNED TERMINATE TERMINATED
      IN_FORCE SUSPEND SUSPENDED
      IN_FORCE ENTER_GRACE IN_GRACE
      IN_FORCE SUCCEED SUCCEEDED
      IN_FORCE END ENDED
      IN_FORCE TERMINATE TERMINATED
      SUSPENDED RESTORE IN_FORCE
      SUSPENDED ENTER_GRACE IN_GRACE
      SUSPENDED SUCCEED SUCCEEDED
      SUSPENDED END ENDED
      SUSPENDED TERMINATE TERMINATED
      IN_GRACE SUSPEND SUSPENDED
      IN_GRACE SUCCEED SUCCEEDED
      IN_GRACE END ENDED
      IN_GRACE TERMINATE TERMINATED
      ENDED SUCCEED SUCCEEDED
      """;

  private static final String INVOICE =
      """
      DRAFT ISSUE OPEN
      DRAFT DISCARD DISCARDED
      OPEN PART_HELD PART_PAID
      OPEN ALL_HELD PAID
      OPEN CANCEL VOID
      OPEN CREDIT CREDITED
      OPEN WRITE_OFF WRITTEN_OFF
      PART_PAID ALL_HELD PAID
      PART_PAID NOTHING_HELD OPEN
      PART_PAID CREDIT CREDITED
      PART_PAID WRITE_OFF WRITTEN_OFF
      PAID PART_HELD PART_PAID
      PAID NOTHING_HELD OPEN
      PAID CREDIT CREDITED
      WRITTEN_OFF PART_HELD PART_PAID
      WRITTEN_OFF ALL_HELD PAID
      """;

  @TestFactory
  Stream<DynamicTest> every_pair_of_an_agreement_moves_or_is_refused() {
    return pairs(AgreementEvent.TABLE, AgreementState.values(), AgreementEvent.values(), AGREEMENT);
  }

  @TestFactory
  Stream<DynamicTest> every_pair_of_an_invoice_moves_or_is_refused() {
    return pairs(InvoiceEvent.TABLE, InvoiceState.values(), InvoiceEvent.values(), INVOICE);
  }

  @Test
  void every_state_can_be_reached_and_every_state_that_is_not_final_has_an_exit() {
    assertThat(AgreementEvent.TABLE.unreachable()).isEmpty();
    assertThat(AgreementEvent.TABLE.deadEnds()).isEmpty();
    assertThat(InvoiceEvent.TABLE.unreachable()).isEmpty();
    assertThat(InvoiceEvent.TABLE.deadEnds()).isEmpty();
  }

  private static <S extends Enum<S>, E extends Enum<E>> Stream<DynamicTest> pairs(
      TransitionTable<S, E> table, S[] states, E[] events, String lines) {
    Map<String, String> moves =
        lines
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(line -> line[0] + " " + line[1], line -> line[2]));
    return Arrays.stream(states)
        .flatMap(state -> Arrays.stream(events).map(event -> pair(table, state, event, moves)));
  }

  private static <S extends Enum<S>, E extends Enum<E>> DynamicTest pair(
      TransitionTable<S, E> table, S state, E event, Map<String, String> moves) {
    String to = moves.getOrDefault(state + " " + event, "refused");
    return DynamicTest.dynamicTest(
        state + " " + event + " -> " + to,
        () -> assertThat(table.next(state, event).map(Enum::name).orElse("refused")).isEqualTo(to));
  }
}
