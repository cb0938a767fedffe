package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RandomEdits.Edit;
import io.waymark.customer.RandomEdits.Kind;
import io.waymark.match.Definition;
import io.waymark.match.LatestStart;
import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Edits of {@code within} and {@code for} in the middle of a history. Open runs go on under the new
 * ones, but the definition does not say whether one that was over, and not let go yet, comes back
 * when its time gets longer. So this only says that both matchers do the same where their customer
 * is restored at the same times, which is when runs that are over are let go.
 */
class EditedDurationTest {
  private static final int CASES = 4_000;

  private final TwoBooks books = new TwoBooks();

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void bothMatchersFireAtTheSameTimes() {
    int changed = 0;
    for (long seed = 0; seed < CASES; seed++) {
      changed += check(new Random(seed), seed) ? 1 : 0;
    }

    assertThat(changed).as("cases in which the edit matters").isGreaterThan(CASES / 50);
  }

  private boolean check(Random random, long seed) {
    RandomRule drawn = RandomRule.of("edited", random);
    Rule before = drawn.read().filter(EditedDurationTest::isCovered).orElse(null);
    if (before == null) {
      return check(random, seed);
    }
    Rule after = drawn.withDurations(random.nextLong()).read().orElseThrow();
    List<Touchpoint> touchpoints = RandomHistory.of(before.pattern().types(), random);
    int place = random.nextInt(touchpoints.size());
    List<Edit> edits =
        List.of(new Edit(Kind.REST, place, touchpoints.get(place).timeMillis(), after));

    books.dropped = 0;
    List<Map<String, List<Long>>> fires =
        books.both().stream()
            .map(book -> TwoBooks.play(book, before, touchpoints, edits, new Random(seed)))
            .toList();

    if (books.dropped > 0) {
      return false; // The cap holds for the NFA only, which keeps every choice.
    }
    assertThat(fires.get(0))
        .as(
            "seed %d%n%safter %d:%n%s%s",
            seed, before.text(), place, after.text(), RandomHistory.text(touchpoints))
        .isEqualTo(fires.get(1));
    return !fires.get(0).equals(new Definition(before.pattern()).fires(touchpoints));
  }

  private static boolean isCovered(Rule rule) {
    return LatestStart.objection(rule.pattern()).isEmpty();
  }
}
