package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.match.CorrelationText;
import io.waymark.model.Digest;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the state of a customer is bounded and its drops are counted. */
class CustomerBudgetTest {
  private static final String BY_KEY =
      "{correlate: event.properties.k, within: 1h, steps: [{a: A}, {b: B}]}";
  private static final String SILENCE_BY_KEY =
      "{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 1h}]}";
  private static final String LONG = "k".repeat(30_000);

  /** Traits, open runs and cooldowns, each at its limit. */
  private static final int MOST_BYTES =
      Budget.MOST_TRAIT_BYTES + Budget.MOST_RUN_BYTES + 16 * 1_000 + 1_000;

  @Test
  void sixHundredLongValuesUnderTwentyRulesStayWithinTheBudget() {
    try (OneCustomer anna = new OneCustomer(rules(20, SILENCE_BY_KEY))) {
      for (int i = 0; i < 600; i++) {
        anna.on("A", i + "s", "k", LONG + i);
        assertThat(anna.customer.openRuns()).isLessThanOrEqualTo(Budget.MOST_RUNS);
      }

      assertThat(anna.written()).hasSizeLessThan(MOST_BYTES);
      assertThat(anna.customer.open.live()).isGreaterThan(Budget.KEPT_RUNS / 2);
      assertThat(anna.recorder.droppedRuns()).isEqualTo(600 * 20 - anna.customer.open.live());
      assertThat(anna.recorder.dropped()).hasSize(20).containsKey("CUSTOMER_FULL r7");
    }
  }

  @Test
  void runsThatEndFirstAreLetGoAndTheLatestFire() {
    try (OneCustomer anna = new OneCustomer(rules(20, SILENCE_BY_KEY))) {
      for (int i = 0; i < 600; i++) {
        anna.on("A", i + "s", "k", "order-" + i);
      }
      int kept = anna.customer.open.live();
      anna.untilTheEnd();

      assertThat(anna.triggers()).hasSize(kept);
      assertThat(anna.triggers())
          .filteredOn(trigger -> trigger.correlation().equals("order-599"))
          .hasSize(20);
      assertThat(anna.triggers()).extracting(Trigger::timeMillis).isSorted();
    }
  }

  @Test
  void longValueIsKeptAsADigestAndStillTellsRunsApart() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", BY_KEY))) {
      anna.on("A", "0s", "k", LONG + 1).on("A", "1s", "k", LONG + 2).restore();
      anna.on("B", "2s", "k", LONG + 3).on("B", "3s", "k", LONG + 2);

      assertThat(anna.triggers()).hasSize(1);
      assertThat(anna.triggers().get(0).correlation())
          .startsWith(CorrelationText.DIGEST)
          .hasSizeLessThan(64);
      assertThat(anna.triggers().get(0).touchpoints().get(0).id()).isEqualTo("t2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, CorrelationText.MOST_CHARS, CorrelationText.MOST_CHARS + 1, 30_000})
  void idOfATriggerIsMadeOfTheWholeValueWhateverIsKept(int length) {
    String value = "v".repeat(length);
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", BY_KEY))) {
      anna.onWithId("t1", "A", "0s", "k", value).restore().onWithId("t2", "B", "1s", "k", value);

      assertThat(anna.triggers())
          .extracting(Trigger::id)
          .containsExactly(Digest.hex("r", "anna", value, "touchpoint", "t2"));
    }
  }

  @Test
  void valueUpToTheLimitIsShownAsItIs() {
    String value = "v".repeat(CorrelationText.MOST_CHARS);
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      anna.on("A", "0s", "k", value).restore().untilTheEnd();

      assertThat(anna.triggers()).extracting(Trigger::correlation).containsExactly(value);
      assertThat(anna.triggers())
          .extracting(Trigger::id)
          .containsExactly(Digest.hex("r", "anna", value, "deadline", "3600000"));
    }
  }

  @Test
  void longValueOfEarlierStateIsReadAsItsDigest() throws Exception {
    ByteOutput earlier = new ByteOutput(64);
    earlier.writeLong(7);
    Binary.writeText(earlier, LONG);
    Binary.writeInteger(earlier, 0);
    Binary.writeInteger(earlier, 1_000);
    Binary.writeBytes(earlier, new byte[] {1});

    OpenRuns read = EarlierCustomerCodec.readRuns(new ByteInput(earlier.toByteArray()), "anna");

    assertThat(read.correlation).isEqualTo(CorrelationText.of(LONG)).hasSizeLessThan(64);
    assertThat(read.lastStartMillis()).isEqualTo(1_000);
  }

  @Test
  void thousandsOfLargeTouchpointsInRunsStayWithinTheBudget() {
    Rule[] rules =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    RulesFromYaml.rule(
                        "r" + i,
                        "live",
                        "pattern: {correlate: event.properties.k, within: 1h, steps: [{a: A, times:"
                            + " 3}, {b: B}]}",
                        "{to: crm, data: {all: a.last.properties}}"))
            .toArray(Rule[]::new);
    try (OneCustomer anna = new OneCustomer(rules)) {
      for (int i = 0; i < 300; i++) {
        anna.on("A", i + "s", "k", "k" + i % 7, "note", LONG);
        assertThat(anna.written()).hasSizeLessThan(MOST_BYTES);
      }

      assertThat(anna.recorder.dropped()).containsKey("CUSTOMER_FULL r0");
    }
  }

  @Test
  void runsOfOneRuleThatTakeTooMuchGoAndLeaveTheOthers() {
    Rule greedy =
        RulesFromYaml.rule(
            "greedy",
            "live",
            "pattern: {within: 1h, steps: [{a: A, times: 20}, {b: B}]}",
            "{to: crm, data: {all: a.last.properties}}");
    try (OneCustomer anna = new OneCustomer(greedy, RulesFromYaml.withPattern("modest", BY_KEY))) {
      for (int i = 0; i < 19; i++) {
        anna.on("A", i + "s", "k", "k" + i, "note", LONG);
      }
      for (int i = 0; i < 19; i++) {
        anna.on("B", (20 + i) + "s", "k", "k" + i);
      }

      assertThat(anna.triggers()).hasSize(19).extracting(Trigger::rule).containsOnly("modest");
      assertThat(anna.recorder.dropped()).containsOnlyKeys("RULE_FULL greedy");
    }
  }

  @Test
  void largeTraitsAreBoundedAndCounted() {
    try (OneCustomer anna = new OneCustomer()) {
      for (int i = 0; i < 200; i++) {
        anna.on("identify", i + "s", "trait" + i, LONG);
        if (i % 5 == 0) {
          anna.restore();
        }
      }

      assertThat(anna.customer.traits).hasSize(2);
      assertThat(anna.recorder.droppedTraits()).isEqualTo(198);
      assertThat(anna.written()).hasSizeLessThan(Budget.MOST_TRAIT_BYTES + 200);
    }
  }

  @Test
  void traitWhoseNewValueIsTooLargeIsAbsentRatherThanWrong() {
    try (OneCustomer anna = new OneCustomer()) {
      anna.on("identify", "0s", "plan", "free", "one", LONG).restore();
      anna.on("identify", "1s", "two", LONG).on("identify", "2s", "plan", LONG);

      assertThat(anna.customer.traits).containsOnlyKeys("one", "two");
      assertThat(anna.recorder.droppedTraits()).isEqualTo(1);

      anna.on("identify", "3s", "plan", "gold");
      assertThat(anna.customer.traits).containsEntry("plan", "gold");
    }
  }

  @Test
  void runsThatAreOverAreNotCountedAsDropped() {
    try (OneCustomer anna = new OneCustomer(rules(20, BY_KEY))) {
      for (int i = 0; i < 1_000; i++) {
        anna.on("A", i + "m", "k", "order-" + i);
      }

      assertThat(anna.recorder.droppedRuns()).isZero();
      assertThat(anna.customer.openRuns()).isLessThanOrEqualTo(Budget.MOST_RUNS);
    }
  }

  @Test
  void endOfTheFourthOfManyStartsIsMissedAndTheDropsAreCountedByRule() {
    Rule rule =
        RulesFromYaml.withPattern(
            "bought-what-was-viewed",
            "{within: 1h, steps: [{viewed: Product Viewed}, {order: Order Completed, where:"
                + " event.properties.sku == viewed.last.properties.sku}]}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      for (int i = 0; i < 150; i++) {
        anna.on("Product Viewed", i + "s", "sku", "s" + i);
      }
      anna.on("Order Completed", "151s", "sku", "s3");

      assertThat(anna.triggers()).isEmpty();
      assertThat(anna.recorder.dropped())
          .containsOnlyKeys("RULE_FULL bought-what-was-viewed")
          .containsValue(50);
      anna.on("Order Completed", "152s", "sku", "s140");
      assertThat(anna.triggers()).hasSize(1);
    }
  }

  private static Rule[] rules(int count, String pattern) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(RulesFromYaml.withPattern("r" + i, pattern));
    }
    return rules.toArray(Rule[]::new);
  }
}
