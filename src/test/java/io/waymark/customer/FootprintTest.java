package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.Cooldowns;
import io.waymark.match.Footprint;
import io.waymark.match.selection.SelectedMatchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Compares a rule's footprint with the bytes that {@link CustomerCodec} writes. */
class FootprintTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** A pattern, and what the trigger sends of it. */
  private record Case(String pattern, String data) {
    Rule rule() {
      return RulesFromYaml.rule(
          "r", "live", "pattern: " + pattern, "{to: crm, data: " + data + "}");
    }
  }

  static final List<Case> COMPACT =
      List.of(
          is("{within: 1h, steps: [{a: A}, {b: B}]}"),
          is("{within: 30d, steps: [{a: A}, {absent: X}, {b: B}, {c: C}, {d: D}]}"),
          is("{correlate: event.properties.k, within: 30d, steps: [{a: A}, {b: B}]}"),
          is("{within: 1h, steps: [{a: A, times: 2}, {b: B}]}"),
          is("{within: 1d, steps: [{a: A, times: 50}, {b: B}]}"),
          is("{within: 1d, steps: [{a: A}, {b: B, times: 10}, {c: C}]}"),
          is("{within: 1d, steps: [{a: {all: [A, B, C, D, E]}}, {f: F}]}"),
          is("{within: 1d, steps: [{a: A}, {b: {all: [B, C, D]}}, {e: E}]}"),
          is(
              "{within: 1d, steps: [{a: A}, {b: B, optional: true}, {c: C, optional: true}, {d: D}]}"),
          is(
              "{within: 1d, steps: [{a: A, times: 4, distinct: event.properties.k}, {b: B}, {c: C}]}"),
          is("{steps: [{a: A}, {absent: X, for: 30d}]}"),
          is("{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 3d}]}"),
          is("{within: 5d, steps: [{a: A}, {b: B}, {absent: X, for: 30d}]}"),
          is("{within: 5d, steps: [{a: A}, {b: B, optional: true}, {absent: X, for: 30d}]}"),
          new Case("{within: 1h, steps: [{a: A}, {b: B}]}", "{k: a.last.properties.k}"),
          new Case(
              "{within: 1h, steps: [{a: A, times: 3}, {b: B}, {c: C}]}",
              "{k: a.last.properties.k, on: a.last.channel, as: b.last.sentiment}"),
          new Case("{within: 1h, steps: [{a: A}, {b: B}]}", "{all: a.last.properties}"));

  static final List<Case> NFA =
      List.of(
          is("{within: 10h, steps: [{a: A}, {b: B, where: event.channel != a.last.channel}]}"),
          is(
              "{correlate: event.properties.k, within: 10h, steps: [{a: A}, {c: C}, {b: B, where:"
                  + " event.channel != a.last.channel}]}"),
          is(
              "{within: 10h, steps: [{a: A, times: 5}, {b: B, where: event.channel !="
                  + " a.last.channel}]}"),
          is(
              "{within: 10h, steps: [{a: A}, {b: B, where: event.channel == a.last.channel},"
                  + " {absent: X, for: 20h}]}"),
          is("{steps: [{a: A}, {absent: X, where: event.channel != a.last.channel, for: 20h}]}"),
          is("{within: 10h, steps: [{a: A}, {b: B, times: 3, distinct: event.id}, {c: C}]}"),
          is("{within: 10h, steps: [{a: A}, {b: B, optional: true}, {c: C, within: 1h}, {d: D}]}"));

  @ParameterizedTest
  @FieldSource({"COMPACT", "NFA"})
  void aRunThatHasJustStartedTakesWhatWeSay(Case given) {
    try (OneCustomer anna = new OneCustomer(given.rule())) {
      anna.named("customer9");

      int written = written(anna, touchpoint("A", 0, 0));

      assertThat(SelectedMatchers.footprint(given.rule()).startBytes())
          .isCloseTo(written, Percentage.withPercentage(20));
    }
  }

  @ParameterizedTest
  @FieldSource({"COMPACT", "NFA"})
  void itNeverTakesMoreThanWeSay(Case given) {
    Rule rule = given.rule();
    Footprint footprint = SelectedMatchers.footprint(rule);
    int most = 0;
    for (int seed = 0; seed < 3; seed++) {
      most = Math.max(most, mostWritten(rule, new Random(seed)));
    }

    assertThat(most).isBetween(footprint.startBytes() / 2, footprint.maxBytes());
  }

  @Test
  void whatIsCompleteAtOnceTakesNothing() {
    assertThat(SelectedMatchers.footprint(RulesFromYaml.withPattern("r", "{steps: [{a: A}]}")))
        .isEqualTo(
            SelectedMatchers.footprint(RulesFromYaml.withPattern("s", "{steps: [{b: [B, C]}]}")))
        .extracting(Footprint::startBytes, Footprint::maxBytes)
        .containsExactly(0, 0);
  }

  @Test
  void namesTheMatcherAndWhyItIsNotTheCompactOne() {
    assertThat(SelectedMatchers.footprint(COMPACT.get(0).rule()))
        .matches(footprint -> footprint.matcher().equals("compact"))
        .matches(footprint -> footprint.reason().isEmpty());
    assertThat(SelectedMatchers.footprint(NFA.get(0).rule()))
        .matches(footprint -> footprint.matcher().equals("nfa"))
        .extracting(footprint -> footprint.reason().orElseThrow())
        .isEqualTo("the condition of step 'b' looks at earlier steps");
  }

  /** The most that a random history of the rule's types leaves open for one value at any time. */
  private static int mostWritten(Rule rule, Random random) {
    List<String> types = rule.pattern().types().stream().sorted().toList();
    boolean correlates = rule.pattern().correlate() != null;
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.named("customer9");
      int most = 0;
      for (int i = 0; i < 400; i++) {
        int type = Math.min(random.nextInt(types.size()), random.nextInt(types.size()));
        int value = correlates ? 0 : random.nextInt(6);
        most = Math.max(most, written(anna, touchpoint(types.get(type), i, value)));
      }
      return most;
    }
  }

  /** Returns the bytes of the customer's open runs after a touchpoint. */
  private static int written(OneCustomer anna, Touchpoint touchpoint) {
    anna.apply(touchpoint);
    anna.customer.recent = new RecentIds();
    Customer withoutRuns = new Customer("customer9");
    Cooldowns sent = anna.customer.cooldowns;
    for (int i = 0; i < sent.size(); i++) {
      withoutRuns.cooldowns.restore(sent.idDigest(i), sent.sentMillis(i));
    }
    return anna.written().length - new CustomerCodec().write(withoutRuns).length;
  }

  /** Returns a touchpoint of ordinary size: a UUID and about sixty bytes of properties. */
  private static Touchpoint touchpoint(String type, int second, int value) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("k", "val-" + value);
    properties.put("price", 49.95);
    properties.put("productId", "SKU-4711");
    properties.put("currency", "EUR");
    return new Touchpoint(
        new UUID(NOON.toEpochMilli() + second, second).toString(),
        "customer9",
        new UUID(NOON.toEpochMilli(), 1).toString(),
        type,
        "email",
        NOON.toEpochMilli() + 1000L * second,
        0.5,
        properties);
  }

  private static Case is(String pattern) {
    return new Case(pattern, "{}");
  }
}
