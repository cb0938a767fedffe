package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  /** Expected by {@code prop.test(hits, total, correct = FALSE)} of R 4.2.2. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.255288519878274, 0.366209576982800",
    "15, 148, 0.0623863995307363, 0.1604872417233080",
    "0, 20, 0, 0.161125158052819",
    "1, 29, 0.00611321429276266, 0.17175521879320282"
  })
  void hasWilsonsInterval(long hits, long total, double low, double high) {
    Interval share = new Share(hits, total).estimate().orElseThrow();

    assertThat(share.value()).isEqualTo((double) hits / total);
    assertThat(share.low()).isCloseTo(low, within(1e-13));
    assertThat(share.high()).isCloseTo(high, within(1e-13));
  }

  /**
   * Published: the tests of R's package contingencytables, which belongs to M. W. Fagerland, S.
   * Lydersen, P. Laake, Statistical Analysis of Contingency Tables (2017), have 0.1765 (0.0189 to
   * 0.3404) for 7 of 34 against 1 of 34.
   */
  @Test
  void differsByNewcombesInterval() {
    Interval difference = new Share(7, 34).minus(new Share(1, 34)).orElseThrow();

    assertThat(difference.value()).isCloseTo(0.1765, within(5e-5));
    assertThat(difference.low()).isCloseTo(0.0189, within(5e-5));
    assertThat(difference.high()).isCloseTo(0.3404, within(5e-5));
  }

  /** Expected by R 4.2.2: Newcombe's formula over the limits of {@code prop.test}. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.052431472402365, 0.333872654036906",
    "0, 16, 15, 72, -0.31569263419359328, 0.00032610987463785",
    "9, 10, 3, 10, 0.17052272393450, 0.80901797353549"
  })
  void differsByTheIntervalThatRComputes(
      long hits, long total, long itsHits, long itsTotal, double low, double high) {
    Interval difference = new Share(hits, total).minus(new Share(itsHits, itsTotal)).orElseThrow();

    assertThat(difference.low()).isCloseTo(low, within(1e-13));
    assertThat(difference.high()).isCloseTo(high, within(1e-13));
  }

  @Test
  void isUnknownOfNothing() {
    assertThat(new Share(0, 0).estimate()).isEmpty();
    assertThat(new Share(0, 0).minus(new Share(1, 2))).isEmpty();
    assertThat(new Share(1, 2).minus(new Share(0, 0))).isEmpty();
  }

  @Test
  void staysWithinZeroAndOne() {
    for (long total : new long[] {1, 2, 3, 1_000, 1_000_000_007, Long.MAX_VALUE}) {
      assertThat(new Share(0, total).estimate().orElseThrow().low()).isZero();
      assertThat(new Share(total, total).estimate().orElseThrow().high()).isOne();
    }
  }

  @Test
  void refusesCountsThatMakeNoShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Share(3, 2))
        .withMessage("a share of 3 in 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Share(-1, 2))
        .withMessage("hits must not be negative, is -1");
  }
}
