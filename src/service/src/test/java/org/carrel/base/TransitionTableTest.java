package org.carrel.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransitionTableTest {
  private enum Door {
    SHUT,
    OPEN,
    BRICKED_UP
  }

  private enum Push {
    OPENS,
    SHUTS,
    BRICKS
  }

  private static TransitionTable.Builder<Door, Push> doors() {
    return TransitionTable.startingAt(Door.SHUT, Push.class)
        .on(Door.SHUT, Push.OPENS, Door.OPEN)
        .on(Door.OPEN, Push.SHUTS, Door.SHUT)
        .on(Door.SHUT, Push.BRICKS, Door.BRICKED_UP);
  }

  @Test
  void a_state_without_an_exit_is_found_unless_it_is_final() {
    assertThat(doors().build().deadEnds()).containsExactly(Door.BRICKED_UP);
    assertThat(doors().end(Door.BRICKED_UP).build().deadEnds()).isEmpty();
  }

  @Test
  void a_state_that_nothing_leads_to_is_found() {
    var table =
        TransitionTable.startingAt(Door.SHUT, Push.class)
            .on(Door.SHUT, Push.OPENS, Door.OPEN)
            .on(Door.OPEN, Push.SHUTS, Door.SHUT)
            .build();
    assertThat(table.unreachable()).containsExactly(Door.BRICKED_UP);
    assertThat(doors().build().unreachable()).isEmpty();
  }

  @Test
  void what_the_table_does_not_hold_is_refused() {
    var table = doors().build();
    assertThat(table.next(Door.OPEN, Push.BRICKS)).isEmpty();
    assertThatThrownBy(() -> table.move(Door.OPEN, Push.BRICKS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("OPEN does not allow BRICKS");
  }

  @Test
  void two_moves_for_one_pair_are_refused() {
    assertThatThrownBy(() -> doors().on(Door.SHUT, Push.OPENS, Door.BRICKED_UP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_diagram_has_one_line_a_move() {
    assertThat(doors().end(Door.BRICKED_UP).build().mermaid())
        .isEqualTo(
            """
            stateDiagram-v2
              [*] --> SHUT
              SHUT --> OPEN: opens
              SHUT --> BRICKED_UP: bricks
              OPEN --> SHUT: shuts
              BRICKED_UP --> [*]
            """);
  }
}
