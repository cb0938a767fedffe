package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Problem;
import io.waymark.model.Touchpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that are asked for by name, and any but some. */
class TypesTest {
  @Test
  void anyTypeIsAllThatCustomersDo() {
    Types any = absent("\"*\"");

    assertThat(any.contains("Product Viewed")).isTrue();
    assertThat(any.contains(Touchpoint.IDENTIFY)).isTrue();
    assertThat(any.contains(Touchpoint.STAGE_ENTERED)).isFalse();
    assertThat(any.asked()).isEmpty();
    assertThat(any.none()).isEqualTo("no touchpoint");
    assertThat(any.words(" or ")).isEqualTo("any touchpoint");
  }

  @Test
  void exceptionsDoNotCount() {
    Types most = absent("{except: [Heartbeat, Email Delivered]}");

    assertThat(most.contains("Heartbeat")).isFalse();
    assertThat(most.contains("Email Delivered")).isFalse();
    assertThat(most.contains("Product Viewed")).isTrue();
    assertThat(most.none()).isEqualTo("no touchpoint but Heartbeat or Email Delivered");
  }

  @Test
  void stallEndsWithAnythingAndWithTheNextStage() {
    String text = text("stall: {stage: purchase, for: 7d, unless: {except: Heartbeat}}");
    Types ends = rule(text).pattern().steps().get(1).types();

    assertThat(ends.contains("Product Viewed")).isTrue();
    assertThat(ends.contains(Touchpoint.STAGE_ENTERED)).isTrue();
    assertThat(ends.contains("Heartbeat")).isFalse();
  }

  @Test
  void goalIsReachedByAnything() {
    Rule rule =
        rule(text("pattern: {steps: [{a: A}]}\ngoal: {on: {except: Heartbeat}, within: 7d}"));

    assertThat(rule.goal()).isNotNull();
    assertThat(rule.goal().types().contains("Logged In")).isTrue();
    assertThat(rule.goal().types().contains("Heartbeat")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"*\", A]      | \"*\" stands for every type: name no other beside it",
        "{except: []}    | 'except' names the types that do not count; for any type write \"*\"",
        "{except: \"*\"} | 'except' names the types that do not count; for any type write \"*\"",
        "{except: A, all: [B, C]} | unknown key 'all'",
        "{expect: [A]}   | expected a type, a list of types, \"*\" or {except: [...]}",
        "*               | a text that begins with '*' needs quotes",
      })
  void saysWhatToWriteInstead(String types, String problem) {
    RuleReader.Result result = read(silence(types));

    assertThat(((RuleReader.Result.Refused) result).problems())
        .extracting(Problem::toString)
        .anyMatch(each -> each.contains(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"absnt", "asbent", "abssent"})
  void misspeltAbsenceIsNoStepThatMustHappen(String word) {
    RuleReader.Result result =
        read(
            text(
                "pattern: {within: 1h, steps: [{a: A}, {%s: B, where: true}, {c: C}]}"
                    .formatted(word)));

    assertThat(((RuleReader.Result.Refused) result).problems())
        .singleElement()
        .asString()
        .contains("no step can be called '" + word + "'; did you mean 'absent'?");
  }

  @Test
  void eachOfSeveralTypesIsNamed() {
    RuleReader.Result result = read(text("pattern: {within: 1h, steps: [{a: {all: [A, \"*\"]}}]}"));

    assertThat(((RuleReader.Result.Refused) result).problems())
        .extracting(Problem::toString)
        .anyMatch(each -> each.contains("'all' names its types: '*' does not go with it"));
  }

  private static Types absent(String types) {
    return rule(silence(types)).pattern().steps().get(1).types();
  }

  private static String silence(String types) {
    return text("pattern: {steps: [{a: A}, {absent: " + types + ", for: 1h}]}");
  }

  private static Rule rule(String text) {
    return ((RuleReader.Result.Ok) read(text)).rule();
  }

  private static RuleReader.Result read(String text) {
    return new RuleReader(LifecycleReader.named("commerce").stageNames()).read("r.yaml", text);
  }

  /** Returns the text of a rule with some part of its own. */
  private static String text(String body) {
    return String.join(
        "\n",
        List.of(
            "rule: r",
            "title: T",
            "signal: stall",
            "owner: crm",
            "status: live",
            body,
            "trigger: {to: crm}",
            ""));
  }
}
