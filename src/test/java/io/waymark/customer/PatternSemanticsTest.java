package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.Criteria;
import io.waymark.match.cep.NfaMatchers;
import io.waymark.replay.Rehearsal;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The meaning of a pattern at its edges: a pattern, a story of touchpoints ({@code type@time}, with
 * properties where they matter) and the times at which the rule fires.
 */
class PatternSemanticsTest {
  private static final Pattern TOUCHPOINT = Pattern.compile("(\\w+)@(\\w+)(\\{.*?})?");

  private record Case(String name, String pattern, String story, String fires) {
    Rule rule() {
      String given =
          TOUCHPOINT
              .matcher(story)
              .results()
              .map(
                  each ->
                      "{at: %s, type: %s, properties: %s}"
                          .formatted(
                              each.group(2),
                              each.group(1),
                              each.group(3) == null ? "{}" : each.group(3)))
              .collect(Collectors.joining(", "));
      return RulesFromYaml.rule(
          "r",
          "live",
          "pattern: %s%ntests: [{name: n, given: [%s], expect: []}]".formatted(pattern, given),
          "{to: crm}");
    }

    @Override
    public String toString() {
      return name + ": " + story + " fires " + (fires.isEmpty() ? "never" : fires);
    }
  }

  private static final String SILENCE = "{steps: [{a: A}, {absent: X, for: 10m}]}";
  private static final String CHAIN = "{within: 10m, steps: [{a: A}, {b: B}]}";
  private static final String GAP = "{within: 1h, steps: [{a: A}, {absent: X}, {b: B}]}";
  private static final String TWICE = "{within: 10m, steps: [{a: A, times: 2}, {b: B}]}";
  private static final String CHAIN_THEN_SILENCE =
      "{within: 5m, steps: [{a: A}, {b: B}, {absent: X, for: 10m}]}";
  private static final String BY_KEY =
      "{correlate: event.properties.k, within: 1h, steps: [{a: A}, {absent: X}, {b: B}]}";
  private static final String SILENCE_BY_KEY =
      "{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 10m}]}";

  static final List<Case> ORDER =
      List.of(
          is("in order", CHAIN, "A@0s B@1m", "1m"),
          is("in the other order", CHAIN, "B@0s A@1m", ""),
          is("at one time, in order of arrival", CHAIN, "A@1m B@1m", "1m"),
          is("at one time, arrived in the other order", CHAIN, "B@1m A@1m", ""),
          is("what no step asks for does not matter", CHAIN, "A@0s Z@1m B@2m", "2m"),
          is("any of the types", "{steps: [{a: [A, B]}]}", "B@0s C@1s A@2s", "0ms 2s"),
          is("one touchpoint is chosen for one step", twoOf("A"), "A@0s", ""),
          is("the next one is for the other", twoOf("A"), "A@0s A@1m A@2m A@3m", "1m 3m"));

  static final List<Case> CLEARING =
      List.of(
          is("what came before is not in the next match", CHAIN, "A@0s B@1m B@2m", "1m"),
          is("nor are runs that stood open", CHAIN, "A@0s A@1m B@2m B@3m", "2m"),
          is("after it all starts anew", CHAIN, "A@0s B@1m A@2m B@3m", "1m 3m"),
          is("a pattern of one step fires each time", "{steps: [{a: A}]}", "A@0s A@1m", "0ms 1m"));

  static final List<Case> WITHIN =
      List.of(
          is("just within", CHAIN, "A@0s B@9m59s", "9m59s"),
          is("the end of within is excluded", CHAIN, "A@0s B@10m", ""),
          is("a later start is within", CHAIN, "A@0s A@5m B@10m", "10m"),
          is("it counts from the first of several", TWICE, "A@0s A@1m B@10m", ""),
          is("it binds positive steps only", CHAIN_THEN_SILENCE, "A@0s B@4m", "14m"),
          is("a chain too long before a silence", CHAIN_THEN_SILENCE, "A@0s B@5m", ""));

  static final List<Case> TIMES =
      List.of(
          is("not in a row", TWICE, "A@0s Z@1m A@2m Z@3m B@4m", "4m"),
          is("one is too few", TWICE, "A@0s B@4m", ""),
          is("more than asked for", TWICE, "A@0s A@1m A@2m B@4m", "4m"),
          is("any of them, here the last two", TWICE, "A@0s A@8m A@9m B@12m", "12m"),
          is(
              "each fulfils the condition",
              "{within: 1h, steps: [{a: A, times: 2, where: event.properties.v > 3}]}",
              "A@0s{v: 5} A@1m{v: 1} A@2m{v: 5}",
              "2m"),
          is(
              "their count can be asked for",
              "{within: 1h, steps: [{a: A, times: 2}, {b: B, where: a.count == 2}]}",
              "A@0s A@1m B@2m",
              "2m"));

  static final List<Case> DEADLINES =
      List.of(
          is("silence", SILENCE, "A@0s", "10m"),
          is("stamped with the deadline, whenever it is noticed", SILENCE, "A@0s Z@3h", "10m"),
          is("X in time", SILENCE, "A@0s X@9m59s", ""),
          is("X exactly at the deadline does not cancel", SILENCE, "A@0s X@10m", "10m"),
          is("A exactly at the deadline starts anew", SILENCE, "A@0s A@10m", "10m 20m"),
          is("X at the time of A, after it", SILENCE, "A@0s X@0s", ""),
          is("X at the time of A, before it", SILENCE, "X@0s A@0s", "10m"),
          is("A, A, silence is one match, after the first A", SILENCE, "A@0s A@4m", "10m"),
          is(
              "since the last A",
              "{steps: [{a: A}, {absent: [A, X], for: 10m}]}",
              "A@0s A@4m",
              "14m"),
          is("X cancels, a later A waits again", SILENCE, "A@0s X@1m A@2m", "12m"),
          is(
              "X that does not fulfil its condition does not cancel",
              "{steps: [{a: A}, {absent: X, where: event.properties.v > 1, for: 10m}]}",
              "A@0s X@1m{v: 1} X@2m",
              "10m"),
          is("each choice has its own deadline", CHAIN_THEN_SILENCE, "A@0s B@1m B@3m", "11m"),
          is(
              "X cancels the choices before it only",
              CHAIN_THEN_SILENCE,
              "A@0s B@1m X@2m B@3m",
              "13m"),
          is("X cancels all choices before it", CHAIN_THEN_SILENCE, "A@0s B@1m B@2m X@3m", ""));

  private static final String MAYBE_THEN_SILENCE =
      "{within: 5m, steps: [{a: A}, {b: B, optional: true}, {absent: X, for: 10m}]}";

  static final List<Case> OPTIONAL_BEFORE_SILENCE =
      List.of(
          is("left out", MAYBE_THEN_SILENCE, "A@0s", "10m"),
          is("the deadline without it comes first", MAYBE_THEN_SILENCE, "A@0s B@2m", "10m"),
          is(
              "but where X has cancelled that one, it waits anew",
              MAYBE_THEN_SILENCE,
              "A@0s X@1m B@2m",
              "12m"),
          is("X cancels both", MAYBE_THEN_SILENCE, "A@0s B@2m X@3m", ""),
          is("nothing to wait for", MAYBE_THEN_SILENCE, "A@0s X@1m", ""),
          is("chosen too late", MAYBE_THEN_SILENCE, "A@0s X@1m B@5m", ""));

  static final List<Case> ABSENCE =
      List.of(
          is("nothing between", GAP, "A@0s B@2m", "2m"),
          is("X between", GAP, "A@0s X@1m B@2m", ""),
          is("X before and after", GAP, "X@0s A@1m B@2m X@3m", "2m"),
          is("another A after X", GAP, "A@0s X@1m A@2m B@3m", "3m"),
          is("X at one time with both, between them", GAP, "A@0s X@0s B@0s", ""),
          is("X at one time with both, before them", GAP, "X@0s A@0s B@0s", "0ms"),
          is(
              "it begins with the last of several",
              "{within: 1h, steps: [{a: A, times: 2}, {absent: X}, {b: B}]}",
              "A@0s X@1m A@2m B@3m",
              "3m"),
          is(
              "and X after the last of several counts",
              "{within: 1h, steps: [{a: A, times: 2}, {absent: X}, {b: B}]}",
              "A@0s A@1m X@2m B@3m",
              ""),
          is(
              "it ends with the first of several",
              "{within: 1h, steps: [{a: A}, {absent: X}, {b: B, times: 2}]}",
              "A@0s B@1m X@2m B@3m",
              "3m"),
          is("two absences, the first", twoAbsences(), "A@0s X@1m B@2m", ""),
          is("two absences, the second", twoAbsences(), "A@0s Y@1m B@2m", ""),
          is("two absences, none of both", twoAbsences(), "A@0s Z@1m B@2m", "2m"),
          is(
              "what is chosen for the next step is not between",
              "{within: 1h, steps: [{a: A}, {absent: [X, B]}, {b: B}]}",
              "A@0s B@1m",
              "1m"),
          is(
              "what could be chosen and is not, is between",
              "{within: 1h, steps: [{a: A}, {absent: B, where: event.properties.v > 1},"
                  + " {b: B, where: event.properties.w == 1}]}",
              "A@0s B@1m{v: 5} B@2m{w: 1}",
              ""),
          is(
              "it may look back",
              "{within: 1h, steps: [{a: A}, {absent: X, where: event.properties.k =="
                  + " a.last.properties.k}, {b: B}]}",
              "A@0s{k: 1} X@1m{k: 2} B@2m A@3m{k: 1} X@4m{k: 1} B@5m",
              "2m"));

  static final List<Case> CORRELATION =
      List.of(
          is("one value", BY_KEY, "A@0s{k: 1} B@1m{k: 1}", "1m"),
          is("two values", BY_KEY, "A@0s{k: 1} B@1m{k: 2}", ""),
          is("no value takes no part", BY_KEY, "A@0s B@1m A@2m{k: 1} B@3m", ""),
          is("an X of the value", BY_KEY, "A@0s{k: 1} X@1m{k: 1} B@2m{k: 1}", ""),
          is("an X of another value", BY_KEY, "A@0s{k: 1} X@1m{k: 2} B@2m{k: 1}", "2m"),
          is("an X without value", BY_KEY, "A@0s{k: 1} X@1m B@2m{k: 1}", "2m"),
          is(
              "a match clears the runs of its value only",
              BY_KEY,
              "A@0s{k: 1} A@1m{k: 2} B@2m{k: 1} B@3m{k: 2} B@4m{k: 1}",
              "2m 3m"),
          is("a silence of each value", SILENCE_BY_KEY, "A@0s{k: 1} A@1m{k: 2}", "10m 11m"),
          is("an X of one of them", SILENCE_BY_KEY, "A@0s{k: 1} A@1m{k: 2} X@2m{k: 1}", "11m"));

  static final List<Case> MISSING =
      List.of(
          is("== is false", single("event.properties.v == 1"), "A@0s A@1s{v: 1}", "1s"),
          is("!= is false", single("event.properties.v != 1"), "A@0s A@1s{v: 2}", "1s"),
          is("not == is false", single("!(event.properties.v == 1)"), "A@0s A@1s{v: 2}", "1s"),
          is("< and > are false", single("event.properties.v < 1"), "A@0s", ""),
          is("in is false", single("!(event.properties.v in [1])"), "A@0s A@1s{v: 2}", "1s"),
          is(
              "the other side of an or decides",
              single("event.properties.v == 1 || event.properties.w == 1"),
              "A@0s A@1s{w: 1} A@2s{v: 1}",
              "1s 2s"),
          is("has() asks for it", single("!has(event.properties.v)"), "A@0s A@1s{v: 1}", "0ms"),
          is("another type is as if missing", single("event.properties.v > 1"), "A@0s{v: x}", ""),
          is("no sentiment", single("event.sentiment != 0.5"), "A@0s", ""),
          is("no channel", single("event.channel != 'web'"), "A@0s", ""),
          is(
              "an X without the property does not count",
              "{within: 1h, steps: [{a: A}, {absent: X, where: event.properties.v != 1}, {b: B}]}",
              "A@0s X@1m B@2m",
              "2m"),
          is("a property of an earlier step", cheaper(), "A@0s B@1m{p: 5}", ""),
          is(
              "another choice of the earlier step",
              cheaper(),
              "A@0s{p: 9} A@1m{p: 1} B@2m{p: 5}",
              "2m"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void firesWhenItShould(Case given) {
    assertFires(given, RuleBook.open((dropped, runs) -> {}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void firesWhenItShouldOnTheNfaAlone(Case given) {
    Criteria criteria = new Criteria();

    assertFires(given, new RuleBook(criteria, new NfaMatchers((dropped, runs) -> {})));
  }

  static Stream<Case> all() {
    return Stream.of(
            ORDER,
            CLEARING,
            WITHIN,
            TIMES,
            DEADLINES,
            OPTIONAL_BEFORE_SILENCE,
            ABSENCE,
            CORRELATION,
            MISSING)
        .flatMap(List::stream);
  }

  private static void assertFires(Case given, RuleBook book) {
    List<Long> sent;
    try (book) {
      Example example = given.rule().examples().get(0);
      sent = Rehearsal.play(RulesFromYaml.LIFECYCLE, book, given.rule(), example).sentMillis();
    }

    assertThat(sent.stream().map(millis -> Durations.toText(Duration.ofMillis(millis))))
        .map(text -> text.replace(" ", ""))
        .containsExactlyElementsOf(
            given.fires.isEmpty() ? List.of() : Arrays.asList(given.fires.split(" ")));
  }

  private static Case is(String name, String pattern, String story, String fires) {
    return new Case(name, pattern, story, fires);
  }

  private static String twoOf(String type) {
    return "{within: 10m, steps: [{one: " + type + "}, {two: " + type + "}]}";
  }

  private static String twoAbsences() {
    return "{within: 1h, steps: [{a: A}, {absent: X}, {absent: Y}, {b: B}]}";
  }

  private static String single(String condition) {
    return "{steps: [{a: A, where: \"" + condition + "\"}]}";
  }

  private static String cheaper() {
    return "{within: 1h, steps: [{a: A},"
        + " {b: B, where: event.properties.p < a.last.properties.p}]}";
  }
}
