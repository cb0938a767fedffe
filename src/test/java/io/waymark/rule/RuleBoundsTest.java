package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a rule; one that asks for more is refused with the place and the cure. */
class RuleBoundsTest {
  private static final RuleReader READER = new RuleReader(Set.of("buyer"));

  @Test
  void refusesEightStepsOfFiftyTouchpoints() {
    List<Problem> problems = problems(pattern("", steps(8, "times: 50")));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).isEqualTo(8);
    assertThat(problems.get(0).message())
        .contains("at 400 places")
        .contains("at most 128")
        .contains("make 'times' smaller, or split the pattern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"times: 16", "times: 15, optional: true"})
  void allowsAsManyPlacesAsACustomerCanHold(String more) {
    assertThat(problems(pattern("", "    - {s0: A}\n" + later(7, more)))).isEmpty();
  }

  @Test
  void refusesOneMore() {
    assertThat(problems(pattern("", "    - {s0: A, times: 17}\n" + later(7, "times: 16"))))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("at 129 places"))
        .hasSize(1);
  }

  @Test
  void refusesSetsOfTypesThatMultiply() {
    String each =
        IntStream.range(0, 6)
            .mapToObj(i -> "    - {s" + i + ": {all: [A, B, C, D, E]}}\n")
            .collect(Collectors.joining());

    assertThat(problems(pattern("", each)))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("at 186 places"))
        .hasSize(1);
  }

  @Test
  void refusesARegexAtItsPlace() {
    String steps =
        "    - s0: A\n"
            + "      where: event.properties.p.matches(\"((((a{0,30}){0,30}){0,30}){0,30})\")\n";

    List<Problem> problems = problems(pattern("", steps));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).isEqualTo(11);
    assertThat(problems.get(0).message()).contains("regular expression is too large");
  }

  @Test
  void refusesARegexAnywhere() {
    String bad = "event.type.matches('(((a{10}){10}){10}){10}')";
    String text =
        pattern(
                "  correlate: " + bad + "\n",
                "    - {s0: A, times: 2, distinct: \"" + bad + "\"}\n")
            + "  data: {x: \""
            + bad
            + "\"}\nwho: {where: \""
            + bad.replace("event.type", "customer.id")
            + "\"}\n";

    assertThat(problems(text))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("regular expression is too large"))
        .hasSize(4);
  }

  @Test
  void refusesTooManyValuesInATrigger() {
    String data =
        IntStream.range(0, 101)
            .mapToObj(i -> "    v" + i + ": event.id\n")
            .collect(Collectors.joining());

    assertThat(problems(pattern("", steps(1, "times: 1")) + "  data:\n" + data))
        .extracting(Problem::message)
        .containsExactly("a trigger carries at most 100 values; this one has 101");
  }

  @Test
  void refusesAliasesThatMultiply() {
    StringBuilder traits = new StringBuilder("\ntests:\n  - name: n\n    traits:\n");
    for (int i = 0; i < 30; i++) {
      String item = i == 0 ? "1" : "*a" + (i - 1);
      traits.append("      a%d: &a%d [%s, %s, %s, %s]\n".formatted(i, i, item, item, item, item));
    }
    traits.append("    given: [{at: 0s, type: A}]\n    expect: []\n");

    List<Problem> problems = problems(pattern("", steps(1, "times: 1")) + traits);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message())
        .isEqualTo("aliases repeat more than 10000 values in all; write fewer of them");
  }

  @Test
  void refusesAliasesThatNestDeeper() {
    StringBuilder traits = new StringBuilder("\ntests:\n  - name: n\n    traits:\n");
    for (int i = 0; i < 1_500; i++) {
      String item = i == 0 ? "1" : "*a" + (i - 1);
      traits.append("      a%d: &a%d [[%s]]\n".formatted(i, i, item));
    }

    assertThat(problems(pattern("", steps(1, "times: 1")) + traits))
        .extracting(Problem::message)
        .containsExactly("values are nested more than 32 levels deep");
  }

  @Test
  void readsAliasesThatDoNot() {
    String tests =
        "\ntests:\n  - name: n\n    traits: &t {a: 1, b: [x, y]}\n"
            + "    given: [{at: 0s, type: A, properties: *t}, {at: 1s, type: A, properties: *t}]\n"
            + "    expect: []\n";

    assertThat(problems(pattern("", steps(1, "times: 1")) + tests)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.a == 1 && ",
        "event.properties.l.exists(x, x == 1) || ",
        "event.properties.s.matches('a{50}') || ",
        "[1, 2, 3, 4, 5, 6, 7, 8] == event.properties.l || "
      })
  void readsALongRuleInBoundedTime(String part) {
    String condition = part.repeat(8_000 / part.length()) + "true";
    String steps =
        IntStream.range(0, 7)
            .mapToObj(i -> "    - s" + i + ": A\n      where: >-\n        " + condition + "\n")
            .collect(Collectors.joining());
    String text = pattern("", steps);

    long start = System.nanoTime();
    READER.read("rule.yaml", text);

    assertThat(text.length()).isGreaterThan(50_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "exists", "map", "filter", "exists_one"})
  void readsLoopsInsideLoopsInBoundedTime(String macro) {
    StringBuilder condition = new StringBuilder("1 == 1");
    for (int i = 0; i < 49; i++) {
      String body = macro.equals("map") ? condition.toString() : "(" + condition + ") == true";
      condition = new StringBuilder("event.properties.l." + macro + "(x" + i + ", " + body + ")");
    }
    String text = pattern("", "    - s0: A\n      where: >-\n        " + condition + "\n");

    long start = System.nanoTime();
    assertThat(READER.read("rule.yaml", text)).isNotNull();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static String pattern(String more, String steps) {
    return """
        rule: r
        title: T
        signal: stall
        owner: crm
        status: live

        pattern:
          within: 1h
        %s  steps:
        %strigger:
          to: crm
        """
        .formatted(more, steps);
  }

  private static String steps(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> "    - {s" + i + ": A, " + more + "}\n")
        .collect(Collectors.joining());
  }

  private static String later(int count, String more) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                "    - {s"
                    + i
                    + ": A, "
                    + (i == count ? more.replace(", optional: true", "") : more)
                    + "}\n")
        .collect(Collectors.joining());
  }

  private static List<Problem> problems(String text) {
    return READER.read("rule.yaml", text) instanceof RuleReader.Result.Refused refused
        ? refused.problems()
        : List.of();
  }
}
