package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutTest {
  /** Computed once with another implementation: SHA-256 of both texts, each after its length. */
  @ParameterizedTest
  @CsvSource({
    "2026, ann, 6837",
    "2026, bob, 9002",
    "2026, C000001, 5857",
    "spring, ann, 2936",
    "spring, jürgen, 7068"
  })
  void aCustomerIsInTheSameBucketForEver(String salt, String customer, int bucket) {
    assertThat(new Holdout(1, salt).bucket(customer)).isEqualTo(bucket);
    assertThat(new Holdout(bucket, salt).holds(customer)).isFalse();
    assertThat(new Holdout(bucket + 1, salt).holds(customer)).isTrue();
  }

  @Test
  void nobodyLeavesWhenTheShareGrows() {
    Holdout tenth = new Holdout(1_000, "2026");
    Holdout fifth = new Holdout(2_000, "2026");

    assertThat(customers().filter(tenth::holds)).isNotEmpty().allMatch(fifth::holds);
    assertThat(customers().filter(fifth::holds).count())
        .isGreaterThan(customers().filter(tenth::holds).count());
  }

  @ParameterizedTest
  @CsvSource({"1000, 2026", "5000, 2026", "2000, spring", "2000, summer"})
  void holdsAboutItsShare(int share, String salt) {
    long held = customers().filter(new Holdout(share, salt)::holds).count();

    double expected = 10.0 * share;
    assertThat((double) held).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  @Test
  void groupsOfDifferentSaltsAreIndependent() {
    Holdout spring = new Holdout(2_000, "spring");
    Holdout summer = new Holdout(2_000, "summer");

    long both = customers().filter(spring::holds).filter(summer::holds).count();

    assertThat((double) both).isCloseTo(4_000, within(250.0));
  }

  private static Stream<String> customers() {
    return IntStream.range(0, 100_000)
        .mapToObj(number -> String.format(Locale.ROOT, "C%06d", number));
  }
}
