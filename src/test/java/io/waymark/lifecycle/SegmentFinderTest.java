package io.waymark.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Failure;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentFinderTest {
  private static final String BY_STAGE_AND_TRAITS =
      """
      segments:
        - segment: vip
          where: customer.traits.orders > 1 && customer.traits["card"] == "gold"
        - segment: known
          where: has(customer.traits.orders)
        - segment: early
          where: customer.stage in ["awareness"]
      """;

  private int evaluations;

  @Test
  void findsWhatTheSegmentsAssign() {
    Segments segments = read(BY_STAGE_AND_TRAITS);
    SegmentFinder finder = new SegmentFinder(segments);
    Random random = new Random(11);
    Object[] values = {0L, 1L, 2L, 2.0, "2", "gold", "x".repeat(100), List.of(1L), Map.of(), true};
    String[] stages = {null, "awareness", "purchase"};

    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> traits = new HashMap<>();
      for (String trait : List.of("orders", "card", "unread")) {
        if (random.nextBoolean()) {
          traits.put(trait, values[random.nextInt(values.length)]);
        }
      }
      Scope customer = customer(stages[random.nextInt(stages.length)], traits);

      assertThat(finder.find(customer)).as("%s", traits).isEqualTo(segments.assign(customer));
    }
  }

  @Test
  void evaluatesOnceForCustomersWhoAreAlike() {
    SegmentFinder finder = new SegmentFinder(read(BY_STAGE_AND_TRAITS));

    finder.find(customer("awareness", Map.of("orders", 1L)));
    int first = evaluations;
    finder.find(customer("awareness", Map.of("orders", 1L, "unread", "otherwise")));

    assertThat(first).as("the look at the traits, and evaluations").isGreaterThan(1);
    assertThat(evaluations).as("with one more look").isEqualTo(first + 1);
  }

  @Test
  void evaluatesEachTimeWhereAllTraitsOrTheIdAreRead() {
    for (String where : List.of("size(customer.traits) > 1", "customer.id.startsWith('a')")) {
      SegmentFinder finder =
          new SegmentFinder(read("segments: [{segment: some, where: \"" + where + "\"}]"));

      assertThat(finder.find(named("bob", Map.of()))).isEqualTo("other");
      assertThat(finder.find(named("anna", Map.of("a", 1L, "b", 1L)))).isEqualTo("some");
    }
  }

  @Test
  void countsEachFailure() {
    SegmentFinder finder =
        new SegmentFinder(read("segments: [{segment: old, where: int(customer.traits.age) > 60}]"));
    List<String> failed = new ArrayList<>();
    Limits limits =
        new Limits(Limits.DEFAULT_STEPS, (where, failure) -> failed.add(failure.text()));

    finder.find(customer(null, Map.of("age", "old")).within(limits));
    finder.find(customer(null, Map.of("age", "old")).within(limits));

    assertThat(failed).hasSize(2);
  }

  @Test
  void letsAllConditionsTakeTogetherWhatOneMay() {
    StringJoiner all = new StringJoiner(", ", "segments: [", "]");
    for (int i = 0; i < SegmentsReader.MOST_SEGMENTS; i++) {
      all.add("{segment: s%d, where: 'customer.traits.items.exists(i, i < -%d)'}".formatted(i, i));
    }
    SegmentFinder finder = new SegmentFinder(read(all.toString()));
    List<Failure> failed = new ArrayList<>();
    Limits limits = new Limits(Limits.DEFAULT_STEPS, (where, failure) -> failed.add(failure));
    List<Long> items = LongStream.range(0, 900).boxed().toList();

    assertThat(finder.find(customer(null, Map.of("items", items)).within(limits)))
        .isEqualTo("other");
    assertThat(failed)
        .hasSizeBetween(SegmentsReader.MOST_SEGMENTS - 2, SegmentsReader.MOST_SEGMENTS - 1)
        .containsOnly(Failure.OVER_LIMIT);
  }

  @Test
  void goesOnWhereThereAreMoreKindsOfCustomersThanItRemembers() {
    SegmentFinder finder = new SegmentFinder(read(BY_STAGE_AND_TRAITS));

    for (long orders = 0; orders < 20_000; orders++) {
      assertThat(finder.find(customer(null, Map.of("orders", orders, "card", "gold"))))
          .isEqualTo(orders > 1 ? "vip" : "known");
    }
  }

  private Scope customer(@Nullable String stage, Map<String, Object> traits) {
    return name ->
        switch (name) {
          case "customer.stage" -> stage;
          case "customer.traits" -> {
            evaluations++;
            yield traits;
          }
          default -> null;
        };
  }

  private static Scope named(String id, Map<String, Object> traits) {
    return name ->
        switch (name) {
          case "customer.id" -> id;
          case "customer.traits" -> traits;
          default -> null;
        };
  }

  private static Segments read(String text) {
    Problems problems = new Problems("segments.yaml", text);
    return SegmentsReader.read(text, problems).orElseThrow();
  }
}
