package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.replay.Rehearsal;
import io.waymark.rule.BundledRules;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.io.File;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BundledRulesTest {
  static final List<String> IDS = BundledRules.IDS;

  private static final Lifecycle COMMERCE = lifecycle("commerce");

  @Test
  void listsEveryRuleInTheFolder() throws Exception {
    File[] files =
        new File(Objects.requireNonNull(getClass().getResource("/rules")).toURI()).listFiles();

    assertThat(files)
        .extracting(file -> file.getName().replace(".yaml", ""))
        .containsExactlyInAnyOrderElementsOf(IDS);
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void ruleDoesWhatItsExamplesSay(String id) {
    Rule rule = rule(id);

    for (Example example : rule.examples()) {
      assertThat(Rehearsal.play(COMMERCE, rule, example).sentMillis())
          .as(example.name())
          .isEqualTo(example.expectMillis());
    }
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void examplesShowWhereTheRuleFiresAndWhereNot(String id) {
    assertThat(rule(id).examples())
        .extracting(Example::expectMillis)
        .as("one that fires and one that does not")
        .anySatisfy(times -> assertThat(times).isNotEmpty())
        .anySatisfy(times -> assertThat(times).isEmpty());
  }

  @ParameterizedTest
  @FieldSource("io.waymark.lifecycle.LifecycleReader#BUNDLED")
  void bundledLifecycleHasNoProblems(String name) {
    assertThat(lifecycle(name).stageNames())
        .containsExactly(
            "awareness", "consideration", "purchase", "onboarding", "retention", "advocacy");
  }

  private static Rule rule(String id) {
    RuleReader.Result result =
        new RuleReader(COMMERCE.stageNames()).read(id + ".yaml", BundledRules.text(id));
    assertThat(result).isInstanceOf(RuleReader.Result.Ok.class);
    return ((RuleReader.Result.Ok) result).rule();
  }

  private static Lifecycle lifecycle(String name) {
    String text = LifecycleReader.bundled(name).orElseThrow();
    Problems problems = new Problems(name + ".yaml", text);
    return LifecycleReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
