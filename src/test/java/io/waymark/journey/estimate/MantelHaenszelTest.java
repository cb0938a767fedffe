package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MantelHaenszelTest {
  /** Lidocaine after myocardial infarction (Hine and others, 1989): deaths in six trials. */
  private static final long[] TREATED = {39, 44, 107, 103, 110, 154};

  private static final long[] TREATED_DEATHS = {2, 4, 6, 7, 7, 11};
  private static final long[] CONTROLS = {43, 44, 110, 100, 106, 146};
  private static final long[] CONTROL_DEATHS = {1, 4, 4, 5, 3, 4};

  /** Expected by {@code rma.mh(measure = "RD")} of R's metafor 3.8-1, which has Sato's variance. */
  @Test
  void differsAsInSixTrials() {
    Effect effect = effect(TREATED, TREATED_DEATHS, CONTROLS, CONTROL_DEATHS).orElseThrow();

    assertThat(effect.difference()).isCloseTo(0.0280832651572020, within(1e-15));
    assertThat(effect.standardError()).isCloseTo(0.0133343625042980, within(1e-15));
    assertThat(effect.estimate().low()).isCloseTo(0.0019483948919767, within(1e-14));
    assertThat(effect.estimate().high()).isCloseTo(0.0542181354224274, within(1e-14));
    assertThat(effect.pValue()).isCloseTo(0.0351972020579135, within(1e-14));
  }

  /** Expected by the same on {@code dat.bcg}: trials of 262 to 176,782 people. */
  @Test
  void differsAsInTrialsOfUnequalSize() {
    Effect effect =
        effect(
                new long[] {
                  123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913
                },
                new long[] {4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27},
                new long[] {
                  139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854
                },
                new long[] {11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29})
            .orElseThrow();

    assertThat(effect.difference()).isCloseTo(-3.28818183261300e-03, within(1e-16));
    assertThat(effect.standardError()).isCloseTo(2.86656748527374e-04, within(1e-16));
    assertThat(effect.pValue()).isCloseTo(1.84944534582781e-30, within(1e-42));
  }

  /**
   * Published: the tests of R's package contingencytables have 0.3294 for smoking and lung cancer
   * (Doll and Hill, 1950), men and women.
   */
  @Test
  void differsAsInMenAndWomen() {
    Effect effect =
        effect(new long[] {1269, 69}, new long[] {647, 41}, new long[] {29, 51}, new long[] {2, 19})
            .orElseThrow();

    assertThat(effect.difference()).isCloseTo(0.3294, within(5e-5));
  }

  @Test
  void leavesOutStrataThatLackASide() {
    Effect effect =
        effect(
                new long[] {0, 40, 7},
                new long[] {0, 30, 7},
                new long[] {9, 50, 0},
                new long[] {4, 10, 0})
            .orElseThrow();

    assertThat(effect)
        .isEqualTo(
            effect(new long[] {40}, new long[] {30}, new long[] {50}, new long[] {10})
                .orElseThrow());
  }

  @Test
  void isUndefinedWithoutTwoSidesOrWhereAllEndAlike() {
    long[] none = {0, 0};
    long[] some = {5, 6};

    assertThat(effect(none, none, some, none)).isEmpty();
    assertThat(effect(some, none, some, none)).isEmpty();
    assertThat(effect(some, some, some, some)).isEmpty();
    assertThat(effect(new long[0], new long[0], new long[0], new long[0])).isEmpty();
  }

  @Test
  void refusesCountsThatMakeNoStrata() {
    long[] one = {1};
    long[] two = {2};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> effect(one, two, one, one))
        .withMessage("met: 2 of 1 moved forward in stratum 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> effect(one, one, new long[] {1, 1}, one))
        .withMessage("unmet must have 1 counts, has 2");
  }

  private static Optional<Effect> effect(
      long[] met, long[] metForward, long[] unmet, long[] unmetForward) {
    MantelHaenszel strata = MantelHaenszel.of(met, metForward, unmet, unmetForward);
    return strata.effect(strata.variance(), 0, 0);
  }
}
