package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  @Test
  void addsUpTheCountsOfAllRulesButThoseWithMostDecisions() {
    List<Decisions.Count> all =
        List.of(
            new Decisions.Count(0, "a", "sent", 5),
            new Decisions.Count(0, "b", "cap", 1),
            new Decisions.Count(0, "b", "sent", 1),
            new Decisions.Count(0, "c", "sent", 2),
            new Decisions.Count(DAY, "b", "sent", 1));

    Decisions.Counts counts = Decisions.Counts.of(all, 1);

    assertThat(counts.others()).isEqualTo(2);
    assertThat(counts.counts())
        .containsExactly(
            new Decisions.Count(0, "a", "sent", 5),
            new Decisions.Count(0, Rules.OTHERS, "cap", 1),
            new Decisions.Count(0, Rules.OTHERS, "sent", 3),
            new Decisions.Count(DAY, Rules.OTHERS, "sent", 1));
  }
}
