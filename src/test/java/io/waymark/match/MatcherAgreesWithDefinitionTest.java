package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.cep.NfaMatchers;
import io.waymark.match.compact.CompactMatchers;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Both matchers against the brute-force reading of the definition, over random rules of every
 * construct and random histories, with saves and loads in between.
 */
class MatcherAgreesWithDefinitionTest {
  private static final int RULES = Integer.getInteger("waymark.test.rules", 10_000);

  /** The number of histories for each rule; a case is a rule and a history. */
  private static final int HISTORIES = 12;

  /** The constructs as they stand in the YAML. */
  private static final List<String> CONSTRUCTS =
      List.of(
          "correlate",
          "times: 2",
          "times: 3",
          "+",
          "exactly",
          "times: 0-",
          "times: 1-",
          "having",
          "correlate: false",
          "distinct",
          "all:",
          "optional",
          ", within",
          "absent",
          "'*'",
          "except",
          "for: ",
          "where",
          ".first.",
          ".last.",
          ".count",
          ".sum.",
          " in [",
          "&&",
          "||",
          "!=",
          "!(");

  private final Map<String, Integer> firedWith = new TreeMap<>();
  private final Matchers nfa = new NfaMatchers((rule, runs) -> this.dropped += runs);
  private final Matchers compact = new CompactMatchers();
  private int cases;
  private int covered;
  private int fired;
  private int dropped;

  @AfterEach
  void close() {
    compact.close();
    nfa.close();
  }

  @Test
  void bothFireWhenTheDefinitionDoes() {
    for (long seed = 0; seed < RULES; seed++) {
      Random random = new Random(seed);
      Rule rule = RandomRule.rule("random", random);
      for (int i = 0; i < HISTORIES; i++) {
        RandomCase one = new RandomCase(rule, RandomHistory.of(rule.pattern().types(), random));
        check("seed " + seed + ", history " + i, one, random);
      }
    }

    assertThat(cases).isGreaterThanOrEqualTo(10 * RULES);
    assertThat(covered).as("cases of the compact matcher").isGreaterThan(cases / 3);
    assertThat(fired).as("cases that fire").isGreaterThan(cases / 5);
    assertThat(firedWith).as("and with each construct").containsOnlyKeys(CONSTRUCTS);
    assertThat(firedWith.values())
        .as("%s", firedWith)
        .isNotEmpty()
        .allMatch(times -> times > fired / 100);
  }

  /** The first 'all' may take B 2 and C 10; so rare that no random case meets it. */
  @Test
  void bothFireWhereAllEndsLaterForTheRunThatStartedFirst() {
    checkFires(
        """
          within: 15s
          steps:
            - {s0: A}
            - {s1: {all: [B, C]}, within: 3s}
            - {s2: D, within: 3s}
        """,
        "1 A, 2 B, 3 A, 5 C, 9 B, 10 C, 12 D");
  }

  /** Only the first A goes by B to the last C; as rare. */
  @Test
  void bothFireWhereAnOptionalStepLeadsRoundAnAbsence() {
    checkFires(
        """
          within: 15s
          steps:
            - {s0: A}
            - {absent: E}
            - {s1: B, optional: true}
            - {s2: C}
            - {s3: D, within: 3s}
        """,
        "1 A, 2 B, 3 A, 9 C, 10 E, 11 C, 13 D");
  }

  private void checkFires(String pattern, String history) {
    check("given", new RandomCase(RandomRule.rule(pattern), history(history)), new Random(0));

    assertThat(fired).isEqualTo(1);
  }

  private void check(String which, RandomCase one, Random restores) {
    Rule rule = one.rule();
    Map<String, List<Long>> expected = new Definition(rule.pattern()).fires(one.touchpoints());
    dropped = 0;
    Map<String, List<Match>> byNfa = feed(one, nfa, restores);
    if (dropped > 0) {
      return; // The cap on open runs is not part of the definition.
    }
    check("NFA, " + which, one, expected, byNfa);
    boolean isCovered = LatestStart.objection(rule.pattern()).isEmpty();
    if (isCovered) {
      check("compact, " + which, one, expected, feed(one, compact, restores));
    }
    cases++;
    covered += isCovered ? 1 : 0;
    if (!expected.isEmpty()) {
      fired++;
      CONSTRUCTS.stream()
          .filter(rule.text()::contains)
          .forEach(construct -> firedWith.merge(construct, 1, Integer::sum));
    }
  }

  /** Second and type of each. */
  private static List<Touchpoint> history(String moments) {
    List<Touchpoint> history = new ArrayList<>();
    for (String moment : moments.split(", ")) {
      String[] parts = moment.split(" ");
      long timeMillis = 1000 * Long.parseLong(parts[0]);
      history.add(new Touchpoint(moment, "c", null, parts[1], null, timeMillis, null, Map.of()));
    }
    return history;
  }

  private static Map<String, List<Match>> feed(RandomCase one, Matchers matchers, Random restores) {
    MatcherDriver driver =
        new MatcherDriver(one.rule(), matchers.matcher(one.rule(), new Criteria()), restores);
    Map<String, List<Match>> matches = driver.feed(one.touchpoints());
    driver.open().values().forEach(runs -> assertThat(runs.isEmpty()).as("%s", one).isTrue());
    return matches;
  }

  private static void check(
      String what,
      RandomCase one,
      Map<String, List<Long>> expected,
      Map<String, List<Match>> matches) {
    Map<String, List<Long>> fired = new TreeMap<>();
    matches.forEach((value, own) -> fired.put(value, own.stream().map(Match::timeMillis).toList()));
    assertThat(fired).as("%s%n%s", what, one).isEqualTo(expected);
    matches.forEach((value, own) -> checkChoices(what, one, value, own));
  }

  /** Each match is one that the definition allows, of what came since the match before. */
  private static void checkChoices(String what, RandomCase one, String value, List<Match> matches) {
    Definition definition = new Definition(one.rule().pattern());
    List<Touchpoint> left =
        one.touchpoints().stream()
            .filter(t -> value.equals(Definition.correlation(one.rule().pattern(), t)))
            .toList();
    for (Match match : matches) {
      Map<String, List<Touchpoint>> steps = new LinkedHashMap<>();
      for (Map.Entry<String, List<Touchpoint>> step : match.steps().entrySet()) {
        steps.put(step.getKey(), whole(step.getValue(), left));
      }
      assertThat(definition.allows(left, one.touchpoints(), steps, match.timeMillis()))
          .as("%s reports a choice that counts%n%s%s", what, one, match)
          .isTrue();
      left = after(match, left);
    }
  }

  private static List<Touchpoint> after(Match match, List<Touchpoint> all) {
    return match.completedBy() == null
        ? all.stream().filter(t -> t.timeMillis() >= match.timeMillis()).toList()
        : all.subList(all.indexOf(match.completedBy()) + 1, all.size());
  }

  /** Runs may keep less of a touchpoint than there was. */
  private static List<Touchpoint> whole(List<Touchpoint> chosen, List<Touchpoint> all) {
    return chosen.stream()
        .map(one -> all.stream().filter(each -> each.id().equals(one.id())).findFirst())
        .map(Optional::orElseThrow)
        .toList();
  }
}
