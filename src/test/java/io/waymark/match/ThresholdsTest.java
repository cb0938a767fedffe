package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.Side;
import io.waymark.expression.Path;
import io.waymark.match.Thresholds.Ranged;
import io.waymark.model.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
  private static final Path AMOUNT = new Path("event.properties", List.of("amount"));

  /** The numbers at which comparisons differ, and their neighbours, some with the same double. */
  private static final List<Number> NUMBERS =
      List.of(
          new BigDecimal("-1e350"),
          -Double.MAX_VALUE,
          Long.MIN_VALUE,
          -1L,
          -1.0,
          -Double.MIN_VALUE,
          -0.0,
          0L,
          Double.MIN_VALUE,
          Math.nextDown(1.0),
          1L,
          1.0,
          new BigDecimal("1.00000000000000000001"),
          new BigDecimal("1.00000000000000000002"),
          Math.nextUp(1.0),
          2L,
          9007199254740992L,
          9007199254740992.0,
          9007199254740993L,
          9007199254740994.0,
          Long.MAX_VALUE,
          new BigDecimal("9223372036854775808"),
          new BigDecimal("10000000000000000001"),
          new BigDecimal("10000000000000000002"),
          Double.MAX_VALUE,
          new BigDecimal("1e350"));

  @Test
  void findsNothingWhereNothingWaits() {
    assertThat(found(new Thresholds<>(List.of()), 1L)).isEmpty();
  }

  /** Compares with the bounds themselves, asked one by one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsThoseOfWhichAllBoundsHold(int most) {
    Random random = new Random(most);
    for (int round = 0; round < 500; round++) {
      List<List<Bound>> things =
          IntStream.range(0, 20).mapToObj(thing -> bounds(random, most)).toList();
      Thresholds<Integer> thresholds =
          new Thresholds<>(
              IntStream.range(0, things.size())
                  .mapToObj(thing -> new Ranged<>(Range.of(things.get(thing)), thing))
                  .toList());
      for (Number number : NUMBERS) {
        assertThat(found(thresholds, number))
            .as("%s of %s", number, things)
            .containsExactlyInAnyOrderElementsOf(holding(things, number));
      }
    }
  }

  private static List<Bound> bounds(Random random, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(
            bound -> new Bound(AMOUNT, side(random), NUMBERS.get(random.nextInt(NUMBERS.size()))))
        .toList();
  }

  private static Side side(Random random) {
    return Side.values()[random.nextInt(Side.values().length)];
  }

  private static List<Integer> holding(List<List<Bound>> things, Number number) {
    return IntStream.range(0, things.size())
        .filter(thing -> things.get(thing).stream().allMatch(bound -> holds(bound, number)))
        .boxed()
        .toList();
  }

  private static boolean holds(Bound bound, Number number) {
    int order = Decimals.decimal(number).compareTo(Decimals.decimal(bound.limit()));
    return switch (bound.side()) {
      case BELOW -> order < 0;
      case UP_TO -> order <= 0;
      case FROM -> order >= 0;
      case ABOVE -> order > 0;
    };
  }

  private static List<Integer> found(Thresholds<Integer> thresholds, Number number) {
    List<Integer> found = new ArrayList<>();
    thresholds.find(number, found::add);
    return found;
  }
}
