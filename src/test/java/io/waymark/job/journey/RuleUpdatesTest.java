package io.waymark.job.journey;

import static io.waymark.job.journey.TestRules.each;
import static io.waymark.job.journey.TestRules.followed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.customer.RuleBook;
import io.waymark.job.metric.Metrics;
import io.waymark.job.stream.StoredRule;
import io.waymark.job.stream.StoredRule.Arriving;
import io.waymark.job.stream.StoredRule.Current;
import io.waymark.job.stream.StoredRule.Draining;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleText;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules on their way into force, without the operator, and the forms in which state keeps them. */
class RuleUpdatesTest {
  private static final String FIRST = followed("help", "Checkout Started", "Chat Started");
  private static final String SECOND = followed("help", "Checkout Started", "Call Started");
  private static final long UNTIL = 1_772_366_400_000L;

  private final MapBroadcastState state = new MapBroadcastState();
  private final List<RuleStatus> statuses = new ArrayList<>();
  private final RuleBook book = RuleBook.open((rule, runs) -> {});
  private final RuleUpdates updates = updates();

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void putsARuleIntoForceOnceItIsCompiled() throws Exception {
    updates.add(new RuleText("help", FIRST, "help.yaml", 7));
    assertThat(updates.arriving()).isEqualTo(1);

    updates.takeAll();

    assertThat(updates.arriving()).isZero();
    assertThat(statuses).extracting(RuleStatus::state).containsExactly(RuleStatus.State.LIVE);
    assertThat(state.map.values())
        .containsExactly(new Current(new RuleText("help", FIRST, "help.yaml", 7)));
  }

  @Test
  void keepsAReplacedStructureUntilItsRunsAreOver() throws Exception {
    updates.add(new RuleText("help", FIRST, "first.yaml", 1));
    updates.add(new RuleText("help", SECOND, "second.yaml", 2));
    updates.takeAll();

    long hour = 3_600_000;
    assertThat(state.map.values())
        .containsExactlyInAnyOrder(
            new Current(new RuleText("help", SECOND, "second.yaml", 2)),
            new Draining(structure(FIRST), "help", FIRST, "first.yaml", UNTIL + hour));
  }

  @Test
  void keepsRulesThatAreStillCompiledInTheirOrder() throws Exception {
    updates.add(new RuleText("help", FIRST, "first.yaml", 1));
    updates.add(new RuleText("help", null, "gone.yaml", 2));
    updates.snapshot();
    assertThat(state.map.values())
        .containsExactlyInAnyOrder(
            new Arriving(0, new RuleText("help", FIRST, "first.yaml", 1)),
            new Arriving(1, new RuleText("help", null, "gone.yaml", 2)));

    updates.takeAll();
    updates.snapshot();

    assertThat(state.map).isEmpty();
    assertThat(statuses)
        .extracting(RuleStatus::state)
        .containsExactly(RuleStatus.State.LIVE, RuleStatus.State.REMOVED);
  }

  @Test
  void takesUpTheFormOf010AndKeepsTodays() throws Exception {
    state.map.put("help", new RuleText("help", SECOND, "second.yaml", 42));
    state.map.put("draining/" + structure(FIRST), new RuleText("help", FIRST, "first.yaml", UNTIL));
    String view = each("view", "Product Viewed");
    for (int i = 0; i < 11; i++) {
      state.map.put("arriving/%08d".formatted(i), new RuleText("view", view, "v" + i, 50 + i));
    }
    state.map.put("arriving/00000011", new RuleText("help", null, "gone.yaml", 99));

    updates.restore(RulesOnTopic.UNKNOWN);
    updates.snapshot();

    assertThat(book.current("help")).isNotNull();
    assertThat(updates.arriving()).isEqualTo(12);
    assertThat(state.map.values()).hasSize(14).allMatch(StoredRule.class::isInstance);
    assertThat(state.map.values())
        .contains(
            new Current(new RuleText("help", SECOND, "second.yaml", 42)),
            new Draining(structure(FIRST), "help", FIRST, "first.yaml", UNTIL),
            new Arriving(10, new RuleText("view", view, "v10", 60)),
            new Arriving(11, new RuleText("help", null, "gone.yaml", 99)));

    updates.takeAll();
    updates.snapshot();

    assertThat(state.map.values())
        .containsExactly(new Current(new RuleText("view", view, "v10", 60)));
    assertThat(statuses)
        .extracting(RuleStatus::rule, RuleStatus::state)
        .hasSize(12)
        .endsWith(tuple("help", RuleStatus.State.REMOVED));
  }

  @Test
  void dropsARuleInStateThatNoLongerCompiles() throws Exception {
    state.map.put("help", new RuleText("help", "rule: help", "help.yaml", 1));
    state.map.put("draining/17", new RuleText("help", FIRST, "help.yaml", UNTIL));

    updates.restore(RulesOnTopic.UNKNOWN);

    assertThat(state.map).isEmpty();
    assertThat(statuses).extracting(RuleStatus::state).containsExactly(RuleStatus.State.REFUSED);
  }

  @Test
  void removesRestoredRulesThatAreNotOnTheTopicAnyMore() throws Exception {
    state.map.put(
        "current/gone", new Current(new RuleText("gone", each("gone", "A"), "gone.yaml", 3)));
    state.map.put(
        "current/kept", new Current(new RuleText("kept", each("kept", "A"), "kept.yaml", 4)));
    state.map.put(
        "current/later", new Current(new RuleText("later", each("later", "A"), "later.yaml", 9)));
    state.map.put(
        "arriving/00000000",
        new Arriving(0, new RuleText("on-its-way", each("on-its-way", "A"), "x.yaml", 5)));

    updates.restore(new RulesOnTopic(9, Set.of("kept")));
    updates.takeAll();

    assertThat(statuses)
        .extracting(RuleStatus::rule, RuleStatus::state)
        .containsExactly(tuple("gone", RuleStatus.State.REMOVED));
    assertThat(book.current("gone")).isNull();
    assertThat(book.current("on-its-way")).isNull();
    assertThat(book.current("kept")).isNotNull();
    assertThat(book.current("later")).isNotNull();
  }

  @Test
  void keepsRestoredRulesOfATopicThatWasCreatedAnewWithoutThem() throws Exception {
    state.map.put(
        "current/kept", new Current(new RuleText("kept", each("kept", "A"), "kept.yaml", 4)));

    updates.restore(new RulesOnTopic(0, Set.of()));

    assertThat(statuses).isEmpty();
    assertThat(book.current("kept")).isNotNull();
  }

  @Test
  void keepsFewVersionsOfARuleThatIsEditedTenThousandTimes() throws Exception {
    for (int edit = 0; edit < 10_000; edit++) {
      updates.add(new RuleText("help", version(edit), "help.yaml", edit));
      updates.takeAll();
      statuses.clear();
    }

    assertThat(state.map).hasSize(1 + 20);
    assertThat(state.map.values()).filteredOn(Draining.class::isInstance).hasSize(20);
    assertThat(state.map.values())
        .contains(
            new Draining(
                structure(version(9_998)), "help", version(9_998), "help.yaml", UNTIL + 3_600_000));
    assertThat(book.droppedVersions()).isEqualTo(9_999 - 20);
  }

  @Test
  void keepsFewVersionsOfAStateThatHasMore() throws Exception {
    state.map.put("current/help", new Current(new RuleText("help", FIRST, "help.yaml", 1)));
    for (int edit = 0; edit < 500; edit++) {
      long structure = structure(version(edit));
      state.map.put(
          "draining/" + structure,
          new Draining(structure, "help", version(edit), "help.yaml", UNTIL + edit));
    }

    updates.restore(RulesOnTopic.UNKNOWN);

    assertThat(state.map).hasSize(1 + 20);
    assertThat(state.map.values())
        .filteredOn(Draining.class::isInstance)
        .extracting(each -> ((Draining) each).untilMillis())
        .allMatch(until -> until >= UNTIL + 480);
    assertThat(book.droppedVersions()).isEqualTo(480);
  }

  @Test
  void leavesNothingOfRulesThatComeAndGo() throws Exception {
    for (int number = 0; number < 2_000; number++) {
      String id = "r" + number;
      updates.add(
          new RuleText(id, followed(id, "Checkout Started", "Chat Started"), "r.yaml", number));
      updates.add(
          new RuleText(id, followed(id, "Checkout Started", "Call Started"), "r.yaml", number));
      updates.add(new RuleText(id, null, "r.yaml", number));
      updates.takeAll();
      statuses.clear();
    }

    assertThat(state.map).isEmpty();
    assertThat(book.size()).isZero();
  }

  @Test
  void leavesNothingOfRestarts() throws Exception {
    for (int edit = 0; edit < 1_000; edit++) {
      updates.add(new RuleText("help", version(edit) + "change: restart\n", "help.yaml", edit));
      updates.takeAll();
    }

    assertThat(state.map).hasSize(1);
    assertThat(book.droppedVersions()).isZero();
  }

  private static String version(int edit) {
    return followed("help", "Checkout Started", "Chat " + edit);
  }

  private RuleUpdates updates() {
    RuleStore store = new RuleStore(state);
    SharedRuleReader reader = new SharedRuleReader(Set.of());
    RuleMetrics metrics = new RuleMetrics(new Metrics(new MetricListener().getMetricGroup()));
    RuleDesk.Subtask subtask = new RuleDesk.Subtask(0, 1);
    RuleFailures failures =
        new RuleFailures(subtask, statuses::add, metrics, () -> {}, () -> UNTIL);
    RuleDesk desk =
        new RuleDesk(reader, book, store, statuses::add, List.of(metrics, failures), subtask);
    return new RuleUpdates(reader, store, desk, take -> {}, () -> UNTIL, () -> UNTIL);
  }

  private static long structure(String text) {
    RuleReader.Result result = new RuleReader(Set.of()).read("help.yaml", text);
    Rule rule = ((RuleReader.Result.Ok) result).rule();
    return rule.structure();
  }
}
