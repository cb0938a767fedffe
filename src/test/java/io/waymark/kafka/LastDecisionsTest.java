package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.LastDecisions.Span;
import io.waymark.model.Decision;
import io.waymark.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LastDecisionsTest {
  private final List<Long> begins = new ArrayList<>();

  @Test
  void findsTheLastDecisionsFarFromTheEnd() {
    LastDecisions found = search(500_000, 400_000, 100_000, 99_999);

    assertThat(found.decisions())
        .extracting(Decision::timeMillis)
        .containsExactly(400_000L, 100_000L, 99_999L);
    assertThat(found.looked()).isEqualTo(500_000);
  }

  @Test
  void readsNoFurtherThanItMust() {
    LastDecisions found = search(500_000, LongStream.range(499_000, 499_500).toArray());

    assertThat(found.decisions()).hasSize(LastDecisions.MOST);
    assertThat(found.decisions().get(0).timeMillis()).isEqualTo(499_499);
    assertThat(begins).containsExactly(499_000L);
  }

  @Test
  void whatIsNotReadToItsEndCountsForNothing() {
    LastDecisions found =
        LastDecisions.search(
            0, 10_000, (from, to) -> to == 10_000 ? span(from, to, 1_000, 9_500) : null);

    assertThat(found.decisions()).extracting(Decision::timeMillis).containsExactly(9_500L);
    assertThat(found.looked()).isEqualTo(1_000);
  }

  private LastDecisions search(long end, long... offsets) {
    return LastDecisions.search(
        0,
        end,
        (from, to) -> {
          begins.add(from);
          return span(from, to, offsets);
        });
  }

  private static Span span(long from, long to, long... offsets) {
    List<Decision> decisions =
        LongStream.of(offsets)
            .filter(offset -> offset >= from && offset < to)
            .mapToObj(LastDecisionsTest::decision)
            .toList();
    return new Span(decisions, to - from);
  }

  private static Decision decision(long millis) {
    return new Decision(
        "d" + millis,
        "rule",
        "1",
        null,
        Signal.STALL,
        "anna",
        null,
        null,
        millis,
        Decision.Outcome.SENT,
        null,
        null,
        null,
        null,
        "why",
        List.of());
  }
}
