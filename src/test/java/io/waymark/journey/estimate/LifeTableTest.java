package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LifeTableTest {
  /**
   * Survival of {@code aml}, group maintained, of R's package survival, with each censoring in a
   * bucket of its own, where the life table is Kaplan and Meier's. Times 9, 13, 13+, 18, 23, 28+,
   * 31, 34, 45+, 48, 161+; the last bucket stays empty.
   */
  private static final LifeTable AML =
      LifeTable.of(
          new long[][] {{1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0}},
          new long[] {0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0});

  /**
   * Published: the follow-up life table of the StatsDirect manual, after P. Armitage and G. Berry,
   * Statistical Methods in Medical Research (1994) 473: 374 patients, by year the probability of
   * death 0.240642, 0.267606, 0.245192, 0.165563, 0.170213, 0.077348.
   */
  @Test
  void takesOpenVisitsToLeaveInTheMiddleOfTheirBucket() {
    LifeTable table =
        LifeTable.of(
            new long[][] {{90, 76, 51, 25, 20, 7, 4, 1, 3, 2, 0}},
            new long[] {0, 0, 0, 12, 5, 9, 9, 3, 5, 5, 47});
    double[] deaths = {0.240642, 0.267606, 0.245192, 0.165563, 0.170213, 0.077348};

    assertThat(table.visits()).isEqualTo(374);
    double before = 1;
    for (int year = 0; year < deaths.length; year++) {
      double after = table.survival(year).orElseThrow().value();
      assertThat(1 - after / before).isCloseTo(deaths[year], within(5e-7));
      before = after;
    }
  }

  /**
   * Published: table 2.2 of D. W. Hosmer, S. Lemeshow and S. May, Applied Survival Analysis, by SAS
   * LIFETEST on the site of UCLA: times 6, 14, 21+, 44, 62, survival 0.8, 0.6, 0.3, 0 with standard
   * errors 0.1789, 0.2191, 0.2387.
   */
  @Test
  void hasGreenwoodsVariance() {
    LifeTable table =
        LifeTable.of(new long[][] {{1, 1, 0, 1, 1, 0}}, new long[] {0, 0, 1, 0, 0, 0});

    assertThat(table.survival(0).orElseThrow().value()).isCloseTo(0.8, within(1e-15));
    assertThat(table.survival(1).orElseThrow().value()).isCloseTo(0.6, within(1e-15));
    assertThat(table.survival(3).orElseThrow().value()).isCloseTo(0.3, within(1e-15));
    assertThat(table.survival(4).orElseThrow().value()).isZero();
    assertThat(Math.sqrt(table.variance(0))).isCloseTo(0.1789, within(5e-5));
    assertThat(Math.sqrt(table.variance(1))).isCloseTo(0.2191, within(5e-5));
    assertThat(Math.sqrt(table.variance(3))).isCloseTo(0.2387, within(5e-5));
  }

  /** Expected by {@code survfit(conf.type = "log-log")} of R 4.2.2, survival 3.5-3. */
  @Test
  void hasTheIntervalOfTheLogLogScale() {
    double[][] expected = {
      {0, 0.909090909090909, 0.5080802057699297, 0.986673822667823},
      {1, 0.818181818181818, 0.4474286146821814, 0.951162228582492},
      {3, 0.715909090909091, 0.3501903859079384, 0.899023974191053},
      {4, 0.613636363636364, 0.2657520400012861, 0.835299243250221},
      {6, 0.490909090909091, 0.1673309097768508, 0.753399790370811},
      {7, 0.368181818181818, 0.0928295749369852, 0.657040832398164},
      {9, 0.184090909090909, 0.0117384801231896, 0.525014842726641},
    };
    for (double[] row : expected) {
      Interval survival = AML.survival((int) row[0]).orElseThrow();

      assertThat(survival.value()).isCloseTo(row[1], within(1e-13));
      assertThat(survival.low()).isCloseTo(row[2], within(1e-13));
      assertThat(survival.high()).isCloseTo(row[3], within(1e-13));
    }
  }

  /**
   * Expected by {@code quantile(survfit(...))} of the same: 18, 31 and 48, from 9 to 34, from 13
   * and from 31 without an upper bound.
   */
  @Test
  void hasTheQuantilesWhereSurvivalAndItsIntervalCross() {
    assertThat(AML.quantile(0.25)).isEqualTo(quantile(3, 0, 7));
    assertThat(AML.quantile(0.5)).isEqualTo(quantile(6, 1, -1));
    assertThat(AML.quantile(0.75)).isEqualTo(quantile(9, 6, -1));
    assertThat(AML.quantile(0.9)).isEqualTo(quantile(-1, 7, -1));
    assertThat(AML.largestAge()).hasValue(10);
  }

  /**
   * Expected by {@code cuminc} of R's cmprsk 2.2-11 on {@code mgus2} of survival, in intervals of
   * two years: plasma cell malignancy and death without it. Censorings follow the ends of the same
   * interval in a bucket of their own. Its variance is Aalen's; the delta method comes within 1%,
   * and the plain formula in R gives the numbers to the last digit shown.
   */
  @Test
  void hasTheCumulativeIncidenceOfCompetingRisks() {
    LifeTable table = mgus2();
    double[][] expected = {
      {1, 0.017341040462428, 0.003510168, 0.00350890, 0.169797687861272, 0.010095940, 0.01009229},
      {2, 0.027474662727315, 0.004391112, 0.004395349, 0.276924551804364, 0.012017847, 0.01203328},
      {5, 0.06267101765259, 0.006648728, 0.006679241, 0.52304680160080, 0.013794520, 0.01386815},
      {10, 0.09651156136029, 0.009229187, 0.009296716, 0.70651538370716, 0.015127567, 0.01525129}
    };
    for (double[] row : expected) {
      int buckets = 2 * (int) row[0] - 1;
      Outcomes outcomes = table.outcomes(buckets).orElseThrow();
      for (int kind = 0; kind < 2; kind++) {
        double incidence = outcomes.incidences().get(kind).value();
        double error = Math.sqrt(table.incidenceVariance(kind, buckets - 1, incidence));

        assertThat(incidence).isCloseTo(row[1 + 3 * kind], within(1e-13));
        assertThat(error / row[2 + 3 * kind]).isBetween(0.99, 1.01);
        assertThat(error).isCloseTo(row[3 + 3 * kind], within(1e-8));
      }
    }
  }

  /** One kind of end is survival the other way round, its variance Greenwood's. */
  @Test
  void hasTheIncidenceOfOneKindAsOneMinusSurvival() {
    for (int bucket : new int[] {0, 1, 4, 7, 9}) {
      Interval incidence = AML.outcomes(bucket + 1).orElseThrow().incidences().get(0);

      assertThat(incidence.value())
          .isCloseTo(1 - AML.survival(bucket).orElseThrow().value(), within(1e-14));
      assertThat(AML.incidenceVariance(0, bucket, incidence.value()))
          .isCloseTo(AML.variance(bucket), within(1e-14));
    }
  }

  /** Without open visits an incidence is a share, its variance p (1 - p) / n. */
  @Test
  void hasTheVarianceOfAShareWhereAllEnded() {
    LifeTable table =
        LifeTable.of(new long[][] {{10, 20, 5, 0}, {7, 0, 30, 8}}, new long[] {0, 0, 0, 20});

    assertThat(table.outcomes(3).orElseThrow().incidences().get(0).value())
        .isCloseTo(0.35, within(1e-15));
    assertThat(table.incidenceVariance(0, 2, 0.35)).isCloseTo(0.35 * 0.65 / 100, within(1e-16));
    assertThat(table.incidenceVariance(1, 2, 0.37)).isCloseTo(0.37 * 0.63 / 100, within(1e-16));
  }

  @Test
  void hasOutcomesThatAddUpToOne() {
    for (int seed = 1; seed <= 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LifeTable table = random(random, 4, 20, random.nextInt(1, 30));
      for (int buckets = 1; buckets < 20; buckets++) {
        table
            .outcomes(buckets)
            .ifPresent(
                outcomes ->
                    assertThat(
                            outcomes.survival().value()
                                + outcomes.incidences().stream().mapToDouble(Interval::value).sum())
                        .isCloseTo(1, within(1e-12)));
      }
    }
  }

  @Test
  void knowsNothingPastTheLargestAge() {
    LifeTable open = LifeTable.of(new long[][] {{2, 3, 0, 0}}, new long[] {0, 4, 0, 0});
    LifeTable ended = LifeTable.of(new long[][] {{2, 3, 0, 0}}, new long[] {0, 0, 0, 0});
    LifeTable none = LifeTable.of(new long[][] {{0, 0, 0, 0}}, new long[4]);

    assertThat(open.survival(1)).isPresent();
    assertThat(open.survival(2)).isEmpty();
    assertThat(open.outcomes(3)).isEmpty();
    assertThat(open.quantile(0.9).bucket()).isEmpty();
    assertThat(ended.survival(2).orElseThrow().value()).isZero();
    assertThat(ended.outcomes(3).orElseThrow().incidences().get(0).value()).isOne();
    assertThat(none.survival(0)).isEmpty();
    assertThat(none.outcomes(1)).isEmpty();
    assertThat(none.largestAge()).isEmpty();
    assertThat(none.quantile(0.5)).isEqualTo(quantile(-1, -1, -1));
  }

  @Test
  void isNotCertainOfWhatItNeverSaw() {
    LifeTable table = LifeTable.of(new long[][] {{0, 9, 0}, {0, 0, 0}}, new long[] {0, 0, 0});

    assertThat(table.survival(0)).isEqualTo(new Share(9, 9).estimate());
    assertThat(table.outcomes(1).orElseThrow().incidences().get(0))
        .isEqualTo(new Share(0, 9).estimate().orElseThrow());
    assertThat(table.outcomes(2).orElseThrow().incidences().get(0))
        .isEqualTo(new Share(9, 9).estimate().orElseThrow());
    assertThat(table.outcomes(2).orElseThrow().incidences().get(1))
        .isEqualTo(new Share(0, 9).estimate().orElseThrow());
    assertThat(table.survival(1).orElseThrow())
        .isEqualTo(new Interval(0, 0, new Share(0, 9).estimate().orElseThrow().high()));
  }

  @Test
  void countsVisitsOfTheLastBucketAsAtRisk() {
    LifeTable table = LifeTable.of(new long[][] {{1, 3}}, new long[] {0, 6});

    assertThat(table.survival(0).orElseThrow().value()).isCloseTo(0.9, within(1e-15));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.survival(1))
        .withMessage("buckets 0 to 0 have an end, bucket 1 has not");
  }

  @Test
  void keepsNoArrayOfItsCaller() {
    long[][] ended = {{1, 1, 0}};
    long[] censored = {0, 1, 2};
    LifeTable table = LifeTable.of(ended, censored);
    Outcomes before = table.outcomes(2).orElseThrow();

    ended[0][0] = 100;
    censored[1] = 100;

    assertThat(table.outcomes(2)).contains(before);
  }

  @Test
  void refusesCountsThatMakeNoTable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifeTable.of(new long[][] {{1, 2, 3}}, new long[] {1, 2}))
        .withMessage("ended[0] must have 2 counts, has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifeTable.of(new long[][] {{1, -2}}, new long[] {1, 2}))
        .withMessage("ended[0][1] must not be negative, is -2");
    assertThatIllegalArgumentException().isThrownBy(() -> LifeTable.of(new long[0][], new long[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> AML.quantile(1));
    assertThatIllegalArgumentException().isThrownBy(() -> AML.outcomes(0));
  }

  private static Quantile quantile(int bucket, int low, int high) {
    return new Quantile(optional(bucket), optional(low), optional(high));
  }

  private static OptionalInt optional(int bucket) {
    return bucket < 0 ? OptionalInt.empty() : OptionalInt.of(bucket);
  }

  private static LifeTable random(SplittableRandom random, int kinds, int buckets, int most) {
    long[][] ended = new long[kinds][buckets];
    long[] censored = new long[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      for (long[] kind : ended) {
        kind[bucket] = random.nextInt(3) == 0 ? random.nextInt(most) : 0;
      }
      censored[bucket] = random.nextInt(2) == 0 ? random.nextInt(most) : 0;
    }
    return LifeTable.of(ended, censored);
  }

  private static LifeTable mgus2() {
    long[] open = {2, 5, 50, 67, 57, 39, 46, 42, 41, 22, 16, 9, 5, 4, 3, 0, 1, 0};
    long[] malignancy = {24, 14, 16, 17, 12, 9, 10, 4, 2, 2, 1, 1, 1, 0, 1, 1, 0, 0};
    long[] death = {235, 148, 123, 105, 87, 62, 42, 26, 12, 8, 6, 3, 0, 2, 0, 0, 0, 1};
    long[][] ended = new long[2][2 * open.length];
    long[] censored = new long[2 * open.length];
    for (int i = 0; i < open.length; i++) {
      ended[0][2 * i] = malignancy[i];
      ended[1][2 * i] = death[i];
      censored[2 * i + 1] = open[i];
    }
    return LifeTable.of(ended, censored);
  }
}
