package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.rule.Pattern;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aPatternCountsThePlacesOfItsAutomaton() {
    for (long seed = 0; seed < 3_000; seed++) {
      Pattern pattern = RandomRule.rule("r", new Random(seed)).pattern();

      assertThat(pattern.places())
          .as("seed %d", seed)
          .isEqualTo(Automaton.of(pattern).places().size());
    }
  }
}
