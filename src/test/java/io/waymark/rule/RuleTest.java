package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  private static final String TEXT =
      """
      rule: r
      title: T
      signal: stall
      owner: crm
      status: live
      pattern:
        correlate: event.properties.k
        within: 1h
        steps:
          - a: [A, B]
            where: event.properties.v > 1
            times: 2
          - absent: X
          - c: C
          - absent: Y
            for: 2h
      trigger: {to: crm, priority: 50, cooldown: 1d}
      """;

  @Test
  void sameTextIsTheSameVersionWhateverTheFileIsCalled() {
    assertThat(rule("a.yaml", TEXT).version()).isEqualTo(rule("topic@17", TEXT).version());
  }

  @Test
  void oneMoreBlankIsAnotherVersion() {
    assertThat(rule(TEXT + " ").version()).isNotEqualTo(rule(TEXT).version());
  }

  @Test
  void versionIsShortAndFitForAFileName() {
    assertThat(rule(TEXT).version()).matches("[0-9a-f]{24}");
  }

  @ParameterizedTest
  @CsvSource({
    "v > 1, v > 2",
    "within: 1h, within: 3h",
    "for: 2h, for: 3d",
    "cooldown: 1d, cooldown: 2d",
    "priority: 50, priority: 90",
    "status: live, status: paused",
    "title: T, title: Another",
    "owner: crm, owner: sales",
    "status: live, 'status: live\nwho: {stage: purchase}'",
    "to: crm, 'to: crm, data: {x: a.count}'"
  })
  void openRunsGoOnWhen(String before, String after) {
    assertThat(changed(before, after).structure()).isEqualTo(rule(TEXT).structure());
  }

  @ParameterizedTest
  @CsvSource({
    "'[A, B]', '[A, D]'",
    "'[A, B]', A",
    "times: 2, times: 3",
    "- c: C, - d: C",
    "absent: X, absent: Y",
    "absent: X, 'absent: \"*\"'",
    "absent: X, 'absent: {except: X}'",
    "- absent: X, '- b: X'",
    "'          - absent: X\n"
        + "          - c: C', '          - c: C\n"
        + "          - absent: X\n"
        + "          - e: C'",
    "properties.k, properties.j",
    "correlate: event.properties.k, ''",
    "rule: r, rule: s"
  })
  void openRunsCannotGoOnWhen(String before, String after) {
    String old = before.replace("          -", "    -");
    String young = after.replace("          -", "    -");

    assertThat(changed(old, young).structure()).isNotEqualTo(rule(TEXT).structure());
  }

  @Test
  void stallIsShortForTheSameOverStageEntered() {
    Rule brief = rule(withBody("stall: {stage: purchase, for: 7d, unless: [Feature Used, page]}"));
    Rule full =
        rule(
            withBody(
                """
                pattern:
                  steps:
                    - entered: Stage Entered
                      where: event.properties.stage == "purchase"
                    - absent: [Feature Used, page, Stage Entered]
                      for: 7d
                """));

    assertThat(brief.structure()).isEqualTo(full.structure());
    assertThat(brief.pattern().trailing()).isEqualTo(full.pattern().trailing());
    assertThat(brief.pattern().types()).isEqualTo(full.pattern().types());
  }

  @Test
  void priorityIsInTheMiddleUnlessSaidOtherwise() {
    assertThat(rule(withBody("pattern: {steps: [{a: A}]}")).message().priority()).isEqualTo(50);
  }

  @Test
  void aRunStaysOpenAsLongAsItsChainAndItsSilence() {
    assertThat(rule(TEXT).pattern().lifetimeMillis()).isEqualTo(3 * 3_600_000L);
  }

  @Test
  void namesItsIdWhenItIsRefusedForSomethingElse() {
    assertThat(read("r.yaml", TEXT.replace("title: T\n", "")))
        .isInstanceOfSatisfying(
            RuleReader.Result.Refused.class, refused -> assertThat(refused.id()).isEqualTo("r"));
    assertThat(read("r.yaml", TEXT.replace("rule: r\n", "")))
        .isInstanceOfSatisfying(
            RuleReader.Result.Refused.class, refused -> assertThat(refused.id()).isNull());
  }

  @Test
  void isRefusedWhereItsBytesWereNoText() {
    assertThat(read("r.yaml", TEXT.replace("title: T", "title: Gr\uFFFD\uFFFDe")))
        .isInstanceOfSatisfying(
            RuleReader.Result.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .hasToString(
                        "r.yaml:2:10: there are bytes that are no UTF-8; save the text as UTF-8\n"
                            + " | title: Gr\uFFFD\uFFFDe\n"
                            + " | .........^"));
  }

  @Test
  void exampleKeepsWhatItIsGiven() {
    Rule rule =
        rule(
            withBody(
                """
                pattern: {steps: [{a: A}]}
                tests:
                  - name: n
                    traits: {age: 7, size: 1.5, vip: true, tags: [a, 1], nothing: null}
                    given:
                      - {at: 1d2h, type: A, id: x, channel: web, sentiment: -0.5}
                    expect: [1d2h]
                """));

    Example example = rule.examples().get(0);

    assertThat(example.traits())
        .containsOnlyKeys("age", "size", "vip", "tags")
        .containsEntry("age", 7L)
        .containsEntry("size", 1.5)
        .containsEntry("vip", true)
        .containsEntry("tags", List.of("a", 1L));
    assertThat(example.given())
        .containsExactly(new Example.Given("x", 93_600_000, "A", "web", -0.5, Map.of()));
    assertThat(example.expectMillis()).containsExactly(93_600_000L);
  }

  private static Rule changed(String before, String after) {
    assertThat(TEXT).contains(before);
    return rule(TEXT.replace(before, after));
  }

  private static String withBody(String body) {
    return "rule: r\ntitle: T\nsignal: stall\nowner: crm\nstatus: live\ntrigger: {to: crm}\n"
        + body;
  }

  private static Rule rule(String text) {
    return rule("rule.yaml", text);
  }

  private static Rule rule(String file, String text) {
    if (read(file, text) instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new AssertionError(read(file, text) + "\n" + text);
  }

  private static RuleReader.Result read(String file, String text) {
    return new RuleReader(Set.of("purchase")).read(file, text);
  }

  @Test
  void macrosDoNotLookBack() {
    Rule rule =
        rule(
            withBody(
                "pattern: {within: 1h, steps: [{a: A, where: \"event.properties.items.exists(i, i"
                    + " == 'k')\"}, {b: B, where: type(event.properties.n) == string}]}"));

    assertThat(rule.pattern().steps()).hasSize(2).noneMatch(Step::looksBack);
  }
}
