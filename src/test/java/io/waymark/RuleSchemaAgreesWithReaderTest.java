package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.rule.RuleReader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An editor that checks by the schema says the same of a rule's structure as Waymark does. */
class RuleSchemaAgreesWithReaderTest {
  private static final String RULE =
      """
      rule: shop-rule
      title: A title
      signal: stall
      owner: crm
      tags: [checkout, winter-sale]
      status: live
      change: restart
      who:
        stage: [purchase]
        where: customer.traits.country == "DE"
      pattern:
        correlate: event.properties.orderId
        within: 30m
        steps:
          - failure: Payment Failed
            where: event.properties.amount > 20.0
            times: 2
            distinct: event.properties.attempt
          - absent: Payment Succeeded
          - read: {all: [Delivery Info Viewed, Return Info Viewed]}
            where: event.channel == "web"
            optional: true
            within: 10m
          - help: [Help Article Viewed, Chat Started]
          - absent: Order Completed
            for: 1d
      trigger:
        to: service-desk
        priority: 80
        cooldown: 7d
        expires: 2h
        holdout: {share: 5%, salt: 2026}
        data:
          code: failure.last.properties.code
      goal: {on: [Order Completed, Return Completed], where: event.properties.total > 1.0, within: 3d}
      tests:
        - name: one
          stage: purchase
          traits: {country: DE}
          given:
            - {at: 0s, type: Payment Failed, id: a, channel: web, sentiment: -1, properties: {orderId: o1}}
          expect: [30d]
      """;

  private static final String STALL =
      """
      rule: r
      title: t
      signal: stall
      owner: o
      status: live
      stall: {stage: purchase, for: 7d, unless: [page]}
      trigger: {to: x}
      """;

  private static final String ALL = "[Delivery Info Viewed, Return Info Viewed]";
  private static final String HELP = "- help: [Help Article Viewed, Chat Started]";

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void bothAccept(String name, String rule) {
    assertThat(Schemas.problems("rule", Schemas.yaml(rule))).isEmpty();
    assertThat(read(rule)).isInstanceOf(RuleReader.Result.Ok.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void bothRefuse(String name, String rule) {
    assertThat(Schemas.problems("rule", Schemas.yaml(rule))).isNotEmpty();
    assertThat(read(rule)).isInstanceOf(RuleReader.Result.Refused.class);
  }

  /** JSON Schema knows no positions from the end and no names that are given twice. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByTheReader")
  void onlyTheReaderSees(String name, String rule) {
    assertThat(Schemas.problems("rule", Schemas.yaml(rule))).isEmpty();
    assertThat(read(rule)).isInstanceOf(RuleReader.Result.Refused.class);
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("every key", RULE),
        Arguments.of("a stall", STALL),
        change("one tag", "[checkout, winter-sale]", "checkout"),
        change("no tags", "tags: [checkout, winter-sale]\n", ""),
        change("no control group", "  holdout: {share: 5%, salt: 2026}\n", ""),
        change("the smallest control group", "share: 5%", "share: 0.01%"),
        change("the largest control group", "share: 5%", "share: 50%"),
        change("no priority", "  priority: 80\n", ""),
        change("one type for a goal", "[Order Completed, Return Completed]", "Order Completed"),
        change("a goal without a condition", " where: event.properties.total > 1.0,", ""),
        change("the longest goal", "within: 3d", "within: 90d"),
        change(
            "no who",
            "who:\n  stage: [purchase]\n  where: customer.traits.country == \"DE\"\n",
            ""),
        change("one stage", "[purchase]\n", "purchase\n"),
        change("a type twice", "[Help Article Viewed, Chat Started]", "[A, A]"),
        change("a long duration", "30m", "7d12h30m5s250ms"),
        change("a constant to send", "failure.last.properties.code", "3"),
        change(
            "a rule that asks for everything",
            "where: event.properties.amount > 20.0",
            "where: true"),
        change("50 times", "times: 2", "times: 50"),
        change("fewer than five times", HELP, "- few: A\n      times: 0-4\n    - help: B"),
        change("exactly three times", HELP, "- few: A\n      times: exactly 3\n    - help: B"),
        change(
            "a condition on what the step has chosen",
            HELP,
            "- added: A\n      times: 1+\n      having: added.sum.price > 100"),
        change(
            "an absence of any value",
            "- absent: Payment Succeeded",
            "- absent: Payment Succeeded\n      correlate: false"),
        change("a duration in weeks", "30m", "2w1d"),
        change("runs that drain", "change: restart", "change: drain"),
        change("no change", "change: restart\n", ""),
        change("times without distinct", "      distinct: event.properties.attempt\n", ""),
        change("a first step that is not optional", "times: 2", "times: 2\n      optional: false"),
        change("a step that is not optional", "optional: true", "optional: false"),
        change(
            "two types in any order, and one type of them",
            HELP,
            "- help: {all: [A, B]}\n    - one: A"),
        change("five types in any order", ALL, "[A, B, C, D, E]"),
        change(
            "every key of a step",
            HELP,
            "- one: A\n"
                + "    - {h: A, where: true, times: 2, distinct: event.id, optional: true, within:"
                + " 1m}"),
        stall("stay in a stage, whatever comes", ", unless: [page]", ""),
        stall("one type that ends a stall", "[page]", "page"),
        stall("the longest id", "rule: r", "rule: " + "r".repeat(64)),
        stall("no tests", "trigger:", "tests: []\ntrigger:"),
        stall("a sent name with capitals", "{to: x}", "{to: x, data: {aB_1: customer.id}}"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
            keysMissing(),
            Stream.of(
                change("an unknown key", "owner: crm", "owner: crm\ncolour: red"),
                change("an unknown key of who", "  stage: [purchase]", "  stages: [purchase]"),
                change(
                    "an unknown key of pattern", "  within: 30m", "  withing: 30m\n  within: 30m"),
                change("an unknown key of trigger", "  to:", "  from: x\n  to:"),
                change("an unknown key of a test", "    stage: purchase", "    segment: x"),
                change(
                    "an unknown key of a touchpoint",
                    "type: Payment Failed,",
                    "type: A, when: 1s,"),
                change("no stage in a list", "[purchase]\n", "[]\n"),
                change("nine tags", "[checkout, winter-sale]", "[a, b, c, d, e, f, g, h, i]"),
                change("a tag twice", "[checkout, winter-sale]", "[a, a]"),
                change("an empty list of tags", "[checkout, winter-sale]", "[]"),
                change("a capital in a tag", "winter-sale", "Winter"),
                change("a tag that is too long", "winter-sale", "t".repeat(33)),
                change("a control group of nobody", "share: 5%", "share: 0%"),
                change("a control group of most", "share: 5%", "share: 50.1%"),
                change("a control group without salt", ", salt: 2026", ""),
                change("a goal of no type", "[Order Completed, Return Completed]", "[]"),
                change("a goal without on", "on: [Order Completed, Return Completed], ", ""),
                change("a goal without an end", ", within: 3d", ""),
                change("a goal within nothing", "within: 3d", "within: 0s"),
                change("an unknown key of goal", "within: 3d", "within: 3d, for: 3d"),
                change("an unknown signal", "signal: stall", "signal: stalls"),
                change("an unknown status", "status: live", "status: on"),
                change("a capital in the id", "rule: shop-rule", "rule: Shop"),
                change("a digit first in the id", "rule: shop-rule", "rule: 1shop"),
                change("an id that is too long", "rule: shop-rule", "rule: " + "r".repeat(65)),
                change("a number for a title", "title: A title", "title: 2026"),
                change("nothing for a title", "title: A title", "title:"),
                change("absent first", "    - failure", "    - absent: X\n    - failure"),
                change(
                    "absent with times",
                    "    - absent: Payment Succeeded",
                    "    - {absent: A, times: 2}"),
                change(
                    "absent with a name",
                    "    - absent: Payment Succeeded",
                    "    - {absent: A, b: B}"),
                change("a step with for", "      times: 2", "      for: 2h"),
                change("a step with two names", "      times: 2", "      other: Order Completed"),
                change("a step without a name", "    - failure: Payment Failed\n", "    -\n"),
                change("a capital in a step's name", "- failure", "- Failure"),
                change(
                    "an unknown key of a step", "      times: 2", "      times: 2\n      Max: 3"),
                change("0 times", "times: 2", "times: 0"),
                change("times in words", "times: 2", "times: three"),
                change("a range without its end", "times: 2", "times: 2-"),
                change("having without times", HELP, "- a: A\n      having: a.count > 1"),
                change("having with all", HELP, "- a: {all: [A, B]}\n      having: a.count > 1"),
                change("a step of its own value", "times: 2", "correlate: false"),
                change("51 times", "times: 2", "times: 51"),
                change("times as a text", "times: 2", "times: \"2\""),
                change("half a time", "times: 2", "times: 1.5"),
                change("no types", "[Help Article Viewed, Chat Started]", "[]"),
                change("no within with three touchpoints", "  within: 30m\n", ""),
                change("within nothing", "within: 30m", "within: 0s"),
                change("a duration without unit", "within: 30m", "within: 30"),
                change("a duration in words", "within: 30m", "within: 30 minutes"),
                change("a duration from small to large", "within: 30m", "within: 30m2h"),
                change("a duration with too many digits", "within: 30m", "within: 1234567d"),
                change("a wait of nothing", "for: 1d", "for: 0d"),
                change("a priority above 100", "priority: 80", "priority: 101"),
                change("a priority as a text", "priority: 80", "priority: \"80\""),
                change("a cooldown of nothing", "cooldown: 7d", "cooldown: 0s"),
                change("a dash in a sent name", "code:", "error-code:"),
                change("a sentiment below -1", "sentiment: -1", "sentiment: -1.1"),
                change("an expectation without unit", "expect: [30d]", "expect: [30]"),
                change(
                    "both pattern and stall",
                    "trigger:",
                    "stall: {stage: purchase, for: 7d}\ntrigger:"),
                stall(
                    "neither pattern nor stall",
                    "stall: {stage: purchase, for: 7d, unless: [page]}\n",
                    ""),
                stall("a stall without for", ", for: 7d", ""),
                stall("a stall without stage", "stage: purchase, ", ""),
                stall("a stall that no type ends", "[page]", "[]")),
            stepKeys(),
            Stream.of(
                change("17 steps", "    - failure", "    - s: A\n".repeat(14) + "    - failure")))
        .flatMap(s -> s);
  }

  private static Stream<Arguments> stepKeys() {
    return Stream.of(
        change("an unknown change", "change: restart", "change: keep"),
        change("all with times", "optional: true", "times: 2"),
        change("all with distinct", "optional: true", "distinct: event.id"),
        change("all of one type", ALL, "[A]"),
        change("all of a type alone", ALL, "A"),
        change("all of six types", ALL, "[A, B, C, D, E, F]"),
        change("all of a type twice", ALL, "[A, B, A]"),
        change("all of no types", ALL, "[]"),
        change("nothing but braces", "{all: " + ALL + "}", "{}"),
        change("any in place of all", "{all:", "{any:"),
        change("a condition inside all", ALL + "}", ALL + ", where: true}"),
        change("absent with all", "absent: Payment Succeeded", "absent: {all: [A, B]}"),
        change("any type and another", "absent: Payment Succeeded", "absent: [A, \"*\"]"),
        change("any but none", "absent: Payment Succeeded", "absent: {except: []}"),
        change("any but any", "absent: Payment Succeeded", "absent: {except: \"*\"}"),
        change("all of any type", ALL, "[A, \"*\"]"),
        change("all and exceptions", "{all:", "{except: A, all:"),
        change("absent and optional", "absent: Payment Succeeded", "{absent: A, optional: true}"),
        change("absent with within", "absent: Payment Succeeded", "{absent: A, within: 1m}"),
        change("absent with distinct", "absent: Payment Succeeded", "{absent: A, distinct: '1'}"),
        change("distinct without times", "      times: 2\n", ""),
        change("distinct of a list", "distinct: event.properties.attempt", "distinct: [a]"),
        change("distinct of nothing", "distinct: event.properties.attempt", "distinct:"),
        change("optional as a text", "optional: true", "optional: \"true\""),
        change("the first step optional", "times: 2", "times: 2\n      optional: true"),
        change("within on the first step", "times: 2", "times: 2\n      within: 1m"),
        change("a step within nothing", "within: 10m", "within: 0s"),
        change("a step within a number", "within: 10m", "within: 10"),
        change(
            "a step with two names and every key",
            HELP,
            "- {h: A, i: B, where: true, times: 2, distinct: event.id, optional: true, within:"
                + " 1m}"),
        change(
            "a step with two names and three keys",
            HELP,
            "- {h: A, i: B, where: true, times: 2, within: 1m}"),
        change("a step of all keys and no name", HELP, "- {where: true, times: 2, within: 1m}"),
        Arguments.of(
            "no within with all of one step",
            STALL.replace(
                "stall: {stage: purchase, for: 7d, unless: [page]}",
                "pattern: {steps: [{a: {all: [A, B]}}]}")));
  }

  static Stream<Arguments> refusedByTheReader() {
    return Stream.of(
        change("absent last without for", "      for: 1d\n", ""),
        change(
            "for in the middle",
            "absent: Payment Succeeded",
            "absent: Payment Succeeded\n      for: 1m"),
        change("a name twice", "- help:", "- failure:"),
        change("a goal after a quarter", "within: 3d", "within: 91d"),
        change("a goal that looks at a step", "event.properties.total > 1.0", "failure.count > 1"),
        stall(
            "the last step optional",
            "stall: {stage: purchase, for: 7d, unless: [page]}",
            "pattern: {within: 1h, steps: [{a: A}, {b: B, optional: true}]}"),
        change("distinct that is no expression", "event.properties.attempt", "event.attempt("),
        change("an unknown stage", "stage: [purchase]", "stage: [winback]"),
        change("an unknown stage in a test", "    stage: purchase", "    stage: winback"),
        change(
            "a story that goes back in time",
            "      - {at: 0s",
            "      - {at: 1s, type: page}\n      - {at: 0s"),
        change("an expression that does not parse", "> 20.0", ">"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "where", "times", "for", "optional", "all", "distinct", "event", "customer", "in", "as",
        "break", "const", "continue", "else", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while", "true", "false", "null", "within"
      })
  void bothRefuseAStepThatIsCalledBy(String reservedWord) {
    String rule = RULE.replace("- help:", "- " + reservedWord + ":");

    assertThat(Schemas.problems("rule", Schemas.yaml(rule))).isNotEmpty();
    assertThat(read(rule)).isInstanceOf(RuleReader.Result.Refused.class);
  }

  private static Stream<Arguments> keysMissing() {
    return Stream.of(
            "rule", "title", "signal", "owner", "status", "to", "name", "expect", "at", "type")
        .map(
            key ->
                Arguments.of(
                    "no " + key,
                    key.equals("at") || key.equals("type")
                        ? RULE.replaceFirst("\\b" + key + ": [^,]*, ", "")
                        : key.equals("name")
                            ? RULE.replace("- name: one\n    stage:", "- stage:")
                            : RULE.replaceFirst("(?m)^ *" + key + ": .*\n", "")));
  }

  private static Arguments change(String name, String from, String to) {
    assertThat(RULE).contains(from);
    return Arguments.of(name, RULE.replace(from, to));
  }

  private static Arguments stall(String name, String from, String to) {
    assertThat(STALL).contains(from);
    return Arguments.of(name, STALL.replace(from, to));
  }

  private static RuleReader.Result read(String rule) {
    return new RuleReader(Set.of("awareness", "purchase")).read("rule.yaml", rule);
  }
}
