package io.waymark.job.journey;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.RuleStatus;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The open runs that a customer holds of a rule, in the statuses of rules. */
class RuleHoldingsTest {
  private static final int WINDOW = RuleHoldings.EVERY * RuleHoldings.LEAST_SAMPLES;
  private static final String BY_ORDER =
      TestRules.followed("by-order", "Checkout Started", "Order Completed")
          .replace("within: 1h", "correlate: event.properties.order\n  within: 1h");
  private static final Rule RULE = rule(BY_ORDER);

  private final List<RuleStatus> statuses = new ArrayList<>();
  private long wallMillis = 1_000;
  private final RuleBook book = RuleBook.open((rule, runs) -> {});
  private final RuleHoldings holdings =
      new RuleHoldings(book, new RuleDesk.Subtask(2, 4), statuses::add, () -> wallMillis);

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void reportsTheFirstAverageWhenThereAreEnoughSamples() {
    put(RULE);
    Customer ann = customerWithRuns(3);

    apply(ann, WINDOW - 1);
    assertThat(statuses).isEmpty();
    apply(ann, 1);

    assertThat(statuses)
        .containsExactly(
            new RuleStatus(
                "by-order",
                RULE.version(),
                RuleStatus.State.LIVE,
                List.of(),
                2,
                4,
                1_000,
                null,
                3.0,
                null));
  }

  @Test
  void averagesOverTheTouchpointsOfAllCustomers() {
    put(RULE);
    Customer ann = customerWithRuns(5);
    Customer bob = customerWithRuns(0);

    for (int i = 0; i < WINDOW / RuleHoldings.EVERY; i++) {
      apply(i % 4 == 0 ? ann : bob, RuleHoldings.EVERY);
    }

    assertThat(statuses).extracting(RuleStatus::runsPerCustomer).containsExactly(1.25);
  }

  @Test
  void reportsOnlyAChangeByHalfAndAtMostOnceAMinute() {
    put(RULE);
    apply(customerWithRuns(10), WINDOW);
    wallMillis += 60_000;
    apply(customerWithRuns(14), WINDOW);
    wallMillis += 60_000;
    apply(customerWithRuns(16), WINDOW);
    wallMillis += 59_999;
    apply(customerWithRuns(90), WINDOW);
    wallMillis += 1;
    apply(customerWithRuns(90), RuleHoldings.EVERY);

    assertThat(statuses)
        .extracting(RuleStatus::timeMillis, RuleStatus::runsPerCustomer)
        .containsExactly(tuple(1_000L, 10.0), tuple(121_000L, 16.0), tuple(181_000L, 90.0));
  }

  @Test
  void reportsNothingOfRulesThatCustomersHoldNoRunsOf() {
    for (int i = 0; i < 1_000; i++) {
      put(rule(TestRules.followed("rule-" + i, "Checkout Started", "Order Completed")));
    }

    for (int i = 0; i < 10; i++) {
      apply(new Customer("ann"), WINDOW);
      wallMillis += 60_000;
    }

    assertThat(statuses).isEmpty();
  }

  @Test
  void judgesANewVersionByAWindowOfItsOwn() {
    put(RULE);
    Customer ann = customerWithRuns(4);
    apply(ann, WINDOW / 2);
    Rule edited = rule(BY_ORDER.replace("title: A rule", "title: An edited rule"));
    put(edited);
    apply(ann, WINDOW / 2);
    assertThat(statuses).isEmpty();

    wallMillis += 60_000;
    apply(ann, WINDOW);

    assertThat(statuses)
        .extracting(RuleStatus::version, RuleStatus::runsPerCustomer)
        .containsExactly(tuple(edited.version(), 4.0));
  }

  @Test
  void forgetsARemovedRule() {
    put(RULE);
    holdings.watch("by-order", null);

    apply(customerWithRuns(4), WINDOW);

    assertThat(statuses).isEmpty();
  }

  @Test
  void theJobReportsIt() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(BY_ORDER)) {
      for (int i = 0; i < WINDOW; i++) {
        journey.arrive(checkout("c" + i % 100, "id-" + i, "o" + i % 200, i / 100));
      }
      journey.advanceTo(ofSeconds(3_000));

      assertThat(journey.statuses())
          .extracting(RuleStatus::runsPerCustomer)
          .filteredOn(Objects::nonNull)
          .singleElement()
          .satisfies(runs -> assertThat(runs).isBetween(1.8, 2.0));
    }
  }

  private void put(Rule rule) {
    book.put(rule, 0);
    holdings.watch(rule.id(), rule);
  }

  private void apply(Customer customer, int touchpoints) {
    for (int i = 0; i < touchpoints; i++) {
      holdings.noteApplied(customer);
    }
  }

  private Customer customerWithRuns(int runs) {
    Customer customer = new Customer("ann");
    CustomerEngine engine =
        new CustomerEngine(
            LifecycleReader.named("commerce"), book, record -> {}, DropRecorder.NONE, () -> 0);
    for (int i = 0; i < runs; i++) {
      engine.apply(customer, checkout("ann", "id-" + i, "o" + i, i));
    }
    return customer;
  }

  private static Arrival checkout(String customer, String id, String order, int second) {
    Touchpoint touchpoint =
        new Touchpoint(
            id,
            customer,
            null,
            "Checkout Started",
            null,
            JourneyHarness.millis(ofSeconds(second)),
            null,
            Map.of("order", order));
    return new Arrival(touchpoint, Position.line("web", second), 0);
  }

  private static Rule rule(String text) {
    return ((RuleReader.Result.Ok) new RuleReader(Set.of()).read("r", text)).rule();
  }
}
