package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.Side;
import io.waymark.expression.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
  private static final Path AMOUNT = new Path("event.properties", List.of("amount"));

  /** Those at which comparisons differ, and their neighbours. */
  private static final double[] NUMBERS = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Math.nextDown(1.0),
    1,
    Math.nextUp(1.0),
    2,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  @Test
  void findsNothingWhereNothingWaits() {
    assertThat(found(new Thresholds<>(), 1)).isEmpty();
  }

  /** Against the bounds themselves, asked one by one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsThoseOfWhichAllBoundsHold(int most) {
    Random random = new Random(most);
    for (int round = 0; round < 500; round++) {
      List<List<Bound>> things =
          IntStream.range(0, 20).mapToObj(thing -> bounds(random, most)).toList();
      Thresholds<Integer> limits = new Thresholds<>();
      for (int thing = 0; thing < things.size(); thing++) {
        limits.add(Range.of(things.get(thing)), thing);
      }
      limits.sort();
      for (double number : NUMBERS) {
        assertThat(found(limits, number))
            .as("%s of %s", number, things)
            .containsExactlyInAnyOrderElementsOf(holding(things, number));
      }
    }
  }

  private static List<Bound> bounds(Random random, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(bound -> new Bound(AMOUNT, side(random), NUMBERS[random.nextInt(NUMBERS.length)]))
        .toList();
  }

  private static Side side(Random random) {
    return Side.values()[random.nextInt(Side.values().length)];
  }

  private static List<Integer> holding(List<List<Bound>> things, double number) {
    return IntStream.range(0, things.size())
        .filter(
            thing ->
                things.get(thing).stream()
                    .allMatch(bound -> bound.side().holds(number, bound.limit())))
        .boxed()
        .toList();
  }

  private static List<Integer> found(Thresholds<Integer> limits, double number) {
    List<Integer> found = new ArrayList<>();
    limits.find(number, found::add);
    return found;
  }
}
