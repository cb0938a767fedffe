package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutReaderTest {
  @ParameterizedTest
  @CsvSource({
    "5%, 500",
    "2.5%, 250",
    "0.01%, 1",
    "50%, 5000",
    "50.00%, 5000",
    "33.33%, 3333",
    "07%, 700"
  })
  void aShareIsAPercentage(String share, int buckets) {
    assertThat(read("{share: " + share + ", salt: 2026}")).isEqualTo(new Holdout(buckets, "2026"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0.05", "5 %", "five", "-5%", "2.555%", "x%", "1000%", "\"\""})
  void anythingElseIsNone(String share) {
    assertThat(problems("{share: " + share + ", salt: a}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "0.00%", "50.01%", "100%", "999%"})
  void mostCustomersAreSentTo(String share) {
    assertThat(problems("{share: " + share + ", salt: a}"))
        .extracting(Problem::message)
        .containsExactly("a share is from 0.01% to 50%: most customers are to be sent to");
  }

  @Test
  void bothKeysAreNeededAndNoOtherIsKnown() {
    assertThat(problems("{part: 5%}"))
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "'share' is missing",
            "'salt' is missing",
            "unknown key 'part'; known here: salt, share");
  }

  @Test
  void aRuleMayHaveOneOfItsOwn() {
    String rule =
        """
        rule: r
        title: t
        signal: stall
        owner: o
        tags: [sale, winter]
        status: live
        pattern: {steps: [{a: A}]}
        trigger: {to: x, holdout: {share: 10%, salt: r}}
        """;

    RuleReader.Result result = new RuleReader(Set.of()).read("rule.yaml", rule);

    assertThat(result).isInstanceOf(RuleReader.Result.Ok.class);
    Rule read = ((RuleReader.Result.Ok) result).rule();
    assertThat(read.message().holdout()).isEqualTo(new Holdout(1_000, "r"));
    assertThat(read.tags()).containsExactly("sale", "winter");
  }

  private static Holdout read(String text) {
    Problems problems = new Problems("holdout", text);
    Holdout holdout = Yaml.read(text, problems).map(HoldoutReader::read).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return holdout;
  }

  private static List<Problem> problems(String text) {
    Problems problems = new Problems("holdout", text);
    assertThat(Yaml.read(text, problems).map(HoldoutReader::read)).isPresent();
    return problems.list();
  }
}
