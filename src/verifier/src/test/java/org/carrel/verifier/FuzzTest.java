package org.carrel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** A short piece of {@code ./carrel fuzz verifier}, always the same. */
class FuzzTest {
  private static final long SEED = 20_261_124;
  private static final int INPUTS = 1_500;

  @Test
  void what_begins_as_valid_and_is_changed_is_accepted_only_where_another_reader_of_it_agrees() {
    try (Fuzz fuzz = new Fuzz(SEED)) {
      for (int number = 0; number < INPUTS; number++) {
        fuzz.one(number);
      }
      assertThat(fuzz.summary()).startsWith("1,500 inputs");
    }
  }

  @Test
  void the_inputs_that_it_begins_with_take_every_branch_of_the_parser() throws Exception {
    int begins;
    try (Fuzz fuzz = new Fuzz(SEED)) {
      begins = fuzz.inCorpus();
    }
    MeasuredClasses classes = new MeasuredClasses();
    FuzzMain.run(classes, SEED, 0, begins, 600);
    assertThat(FuzzMain.missedBranches(classes.coverage())).isEmpty();
  }

  @Test
  void the_other_reader_takes_no_forged_signature() {
    FuzzWorld world = new FuzzWorld(SEED);
    String forged = FuzzWorld.signed(world.forger, "at+jwt", world.tokens().get(0));
    TokenOracle oracle = new TokenOracle(world);
    assertThatExceptionOfType(Unacceptable.class).isThrownBy(() -> oracle.accepted(forged));
  }
}
