package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {
  /** The p-values of the example in the paper of Benjamini and Hochberg, out of order. */
  private static final double[] P_VALUES = {
    0.6528, 0.0001, 0.0459, 0.0004, 0.0019, 0.0095, 0.3240, 0.0201, 0.0278, 0.0298, 0.0344, 0.4262,
    0.5719, 0.7590, 1.000
  };

  /**
   * Published: at 5% the paper rejects the four hypotheses with the smallest p-values. At 10%
   * {@code p.adjust(method = "BH")} of R 4.2.2 has nine, up to 0.0459.
   */
  @Test
  void keepTheDiscoveriesOfThePaper() {
    assertThat(FalseDiscoveries.limit(P_VALUES, 0.05)).isEqualTo(0.0095);
    assertThat(FalseDiscoveries.limit(P_VALUES, 0.1)).isEqualTo(0.0459);
  }

  @Test
  void keepNoneWhereAllIsChance() {
    assertThat(FalseDiscoveries.limit(new double[] {0.4, 0.9, 0.11}, 0.1)).isNegative();
    assertThat(FalseDiscoveries.limit(new double[0], 0.1)).isNegative();
  }

  @Test
  void takeALaterPValueThatPassesWhereAnEarlierDoesNot() {
    assertThat(FalseDiscoveries.limit(new double[] {0.06, 0.08}, 0.1)).isEqualTo(0.08);
  }
}
