package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalNewsTest {
  private static final Problem TYPO =
      new Problem("a.yaml", 3, 1, "unknown key 'titel'", "titel: x");
  private static final Problem STAGE = new Problem("a.yaml", 9, 1, "unknown stage", "stage: no");

  @Test
  void passesOverWhatTheRunBeforeReportedAndWasMended() {
    RefusalNews news = new RefusalNews(List.of(refused("a", TYPO)), rule -> List.of());

    assertThat(news.isNew(refused("a", TYPO))).isFalse();
    assertThat(news.isNew(refused("a", STAGE))).isTrue();
    assertThat(news.isNew(refused("b", TYPO))).isTrue();
  }

  @Test
  void showsOnceWhatStillStandsRefused() {
    RefusalNews news =
        new RefusalNews(
            List.of(refused("a", TYPO), refused("a", STAGE)),
            rule -> Map.of("a", List.of(STAGE)).getOrDefault(rule, List.of()));

    assertThat(news.isNew(refused("a", TYPO))).isFalse();
    assertThat(news.isNew(refused("a", STAGE))).isTrue();
    assertThat(news.isNew(refused("a", STAGE))).isFalse();
  }

  @Test
  void showsOnceWhatAJobReportsAgainThatRestarts() {
    RefusalNews news = new RefusalNews(List.of(), rule -> List.of());

    assertThat(news.isNew(refused("a", TYPO))).isTrue();
    assertThat(news.isNew(refused("a", TYPO))).isFalse();
  }

  @Test
  void showsAgainWhatIsPushedAnew() {
    RefusalNews news = new RefusalNews(List.of(refused("a", TYPO)), rule -> List.of());

    news.forget("a");

    assertThat(news.isNew(refused("a", TYPO))).isTrue();
    news.forget("a");
    assertThat(news.isNew(refused("a", TYPO))).isTrue();
  }

  @Test
  void takesOnlyRefusalsForRefusals() {
    RuleStatus live = new RuleStatus("a", null, RuleStatus.State.LIVE, List.of(TYPO), 0, 1, 1_000);

    RefusalNews news = new RefusalNews(List.of(live), rule -> List.of());

    assertThat(news.isNew(refused("a", TYPO))).isTrue();
  }

  private static RuleStatus refused(String rule, Problem problem) {
    return new RuleStatus(
        rule, null, RuleStatus.State.REFUSED, List.of(problem), 0, 2, System.nanoTime());
  }
}
