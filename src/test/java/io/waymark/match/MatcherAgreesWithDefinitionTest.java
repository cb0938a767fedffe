package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.cep.NfaMatchers;
import io.waymark.match.compact.CompactMatchers;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatcherAgreesWithDefinitionTest {
  private static final int CASES = 20_000;

  @Test
  void nfaFiresWhenTheDefinitionDoes() {
    check(new NfaMatchers(new Conditions(), (rule, runs) -> {}));
  }

  @Test
  void compactFiresWhenTheDefinitionDoes() {
    Conditions conditions = new Conditions();
    check(new CompactMatchers(conditions, new NfaMatchers(conditions, (rule, runs) -> {})));
  }

  private static void check(Matchers all) {
    int fired = 0;
    try (Matchers matchers = all) {
      for (long seed = 0; seed < CASES; seed++) {
        fired += check(seed, matchers);
      }
    }

    assertThat(fired)
        .as("cases that fire at all, so that the test tests something")
        .isGreaterThan(CASES / 5);
  }

  private static int check(long seed, Matchers matchers) {
    RandomCase random = RandomCase.of(seed);
    Definition definition = new Definition(random.rule().pattern());
    MatcherDriver driver =
        new MatcherDriver(random.rule(), matchers.matcher(random.rule()), new Random(seed));

    Map<String, List<Match>> matches = driver.feed(random.touchpoints());

    Map<String, List<Long>> expected = definition.fires(random.touchpoints());
    Map<String, List<Long>> fired = new TreeMap<>();
    matches.forEach((value, own) -> fired.put(value, own.stream().map(Match::timeMillis).toList()));
    assertThat(fired).as("seed %d%n%s", seed, random).isEqualTo(expected);
    matches
        .values()
        .forEach(own -> own.forEach(match -> checkChoice(seed, random, definition, match)));
    driver
        .open()
        .values()
        .forEach(
            runs ->
                assertThat(runs.isEmpty()).as("seed %d: all is over at the end", seed).isTrue());
    return expected.isEmpty() ? 0 : 1;
  }

  private static void checkChoice(
      long seed, RandomCase random, Definition definition, Match match) {
    Map<String, List<Touchpoint>> steps = new LinkedHashMap<>();
    match.steps().forEach((step, chosen) -> steps.put(step, whole(chosen, random.touchpoints())));
    Touchpoint any = steps.values().iterator().next().get(0);
    String value = Definition.correlation(random.rule().pattern().correlate(), any);
    List<Touchpoint> own =
        random.touchpoints().stream()
            .filter(
                t -> value.equals(Definition.correlation(random.rule().pattern().correlate(), t)))
            .toList();
    assertThat(definition.allows(own, steps))
        .as("seed %d reports a choice that counts%n%s%s", seed, random, match)
        .isTrue();
  }

  /** Runs may keep less of a touchpoint than there was. */
  private static List<Touchpoint> whole(List<Touchpoint> chosen, List<Touchpoint> all) {
    return chosen.stream()
        .map(one -> all.stream().filter(each -> each.id().equals(one.id())).findFirst())
        .map(Optional::orElseThrow)
        .toList();
  }
}
