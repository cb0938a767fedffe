package io.waymark.job.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.waymark.model.Arm;
import io.waymark.model.ArmFigures;
import io.waymark.model.Estimate;
import io.waymark.model.Observation;
import io.waymark.model.Observation.Result;
import io.waymark.model.RuleOutcomes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeSumsTest {
  /** Expected by table II of R. G. Newcombe, Statistics in Medicine 17 (1998) 873, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1.0000",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void effectIsTheDifferenceWithNewcombesInterval(
      int reached, int sent, int itsReached, int heldOut, double low, double high) {
    RuleOutcomes outcomes = add(null, Arm.SENT, Result.REACHED, reached);
    outcomes = add(outcomes, Arm.SENT, Result.MISSED, sent - reached);
    outcomes = add(outcomes, Arm.HELD_OUT, Result.REACHED, itsReached);
    outcomes = add(outcomes, Arm.HELD_OUT, Result.MISSED, heldOut - itsReached);

    Estimate effect = outcomes.effect();
    assertThat(effect.value())
        .isCloseTo((double) reached / sent - (double) itsReached / heldOut, within(1e-12));
    assertThat(effect.low()).isCloseTo(low, within(5e-5));
    assertThat(effect.high()).isCloseTo(high, within(5e-5));
    assertThat(effect.n()).isEqualTo(sent + heldOut);
    assertThat(outcomes.missing()).isNull();
  }

  @Test
  void contaminatedSpansAreCountedAndLeftOut() {
    RuleOutcomes outcomes = add(null, Arm.SENT, Result.REACHED, 3);
    outcomes = add(outcomes, Arm.SENT, Result.CONTAMINATED, 2);

    assertThat(outcomes.sent()).isEqualTo(new ArmFigures(3, 3, 2));
  }

  @Test
  void nothingIsCalledAnEffectWhereAnArmIsEmpty() {
    RuleOutcomes sent = add(null, Arm.SENT, Result.REACHED, 3);
    RuleOutcomes heldOut = add(null, Arm.HELD_OUT, Result.REACHED, 3);
    RuleOutcomes contaminated = add(null, Arm.SENT, Result.CONTAMINATED, 3);

    assertThat(sent.effect()).isNull();
    assertThat(sent.missing()).startsWith("no hold-out: no comparison possible; give");
    assertThat(heldOut.effect()).isNull();
    assertThat(heldOut.missing()).startsWith("nothing sent has been observed");
    assertThat(contaminated.missing()).startsWith("only contaminated spans");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RuleOutcomes(
                    "r",
                    "v",
                    0,
                    new ArmFigures(3, 3, 0),
                    ArmFigures.NONE,
                    new Estimate(1, 1, 1, 3)));
  }

  private static @Nullable RuleOutcomes add(
      @Nullable RuleOutcomes before, Arm arm, Result result, int times) {
    RuleOutcomes sum = before;
    for (int i = 0; i < times; i++) {
      sum = OutcomeSums.add(sum, new Observation("r", "v", arm, result, i));
    }
    return sum;
  }
}
