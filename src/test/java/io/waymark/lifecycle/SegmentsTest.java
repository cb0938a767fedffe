package io.waymark.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.expression.Expression;
import io.waymark.expression.Failure;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
  private static final Segments TWO =
      read(
          """
          segments:
            - segment: vip
              title: Customers with a card
              where: customer.traits.vip == true
            - segment: german
              where: customer.traits.country == "DE" && customer.stage != "advocacy"
          """);

  @Test
  void aCustomerIsInTheFirstSegmentThatHolds() {
    assertThat(TWO.assign(customer("purchase", Map.of("vip", true, "country", "DE"))))
        .isEqualTo("vip");
    assertThat(TWO.assign(customer("purchase", Map.of("vip", false, "country", "DE"))))
        .isEqualTo("german");
  }

  @Test
  void aCustomerOfNoSegmentIsInOther() {
    assertThat(TWO.assign(customer("advocacy", Map.of("country", "DE")))).isEqualTo("other");
    assertThat(TWO.assign(customer(null, Map.of("country", "DE")))).isEqualTo("other");
    assertThat(TWO.assign(Scope.NONE)).isEqualTo("other");
  }

  @Test
  void aTitleIsForPeopleAndTheNameWhereThereIsNone() {
    assertThat(TWO.named())
        .extracting(Segment::title)
        .containsExactly("Customers with a card", "german");
  }

  @Test
  void aConditionThatFailsDoesNotHoldAndIsCounted() {
    Segments segments = read("segments: [{segment: old, where: int(customer.traits.age) > 60}]");
    List<Failure> failed = new ArrayList<>();
    Limits limits =
        new Limits(
            Limits.DEFAULT_STEPS, (Expression where, Failure failure) -> failed.add(failure));

    assertThat(segments.assign(customer(null, Map.of("age", "old")).within(limits)))
        .isEqualTo("other");
    assertThat(segments.assign(customer(null, Map.of("age", "61")).within(limits)))
        .isEqualTo("old");
    assertThat(failed).hasSize(1);
  }

  @Test
  void aConditionThatTakesTooManyStepsDoesNotHold() {
    Segments segments =
        read("segments: [{segment: long, where: 'customer.traits.list.all(x, x > 0)'}]");
    List<Long> list = IntStream.range(1, 5_000).mapToObj(i -> (long) i).toList();
    Scope customer = customer(null, Map.of("list", list));

    assertThat(segments.assign(customer.within(new Limits(1_000_000, (e, f) -> {}))))
        .isEqualTo("long");
    assertThat(segments.assign(customer.within(new Limits(1_000, (e, f) -> {}))))
        .isEqualTo("other");
  }

  @ParameterizedTest
  @CsvSource({
    "awareness, new",
    "consideration, new",
    "purchase, new",
    "onboarding, new",
    "retention, returning",
    "advocacy, returning",
    "shipped, other",
    ", other"
  })
  void theBundledSegmentsTellNewCustomersFromReturningOnes(@Nullable String stage, String name) {
    Segments bundled = SegmentsReader.named("default");

    assertThat(bundled.assign(customer(stage, Map.of("plan", "free")))).isEqualTo(name);
  }

  @Test
  void theBundledSegmentsBelieveATraitThatCountsOrders() {
    Segments bundled = SegmentsReader.named("default");

    assertThat(bundled.assign(customer("awareness", Map.of("orders", 2L)))).isEqualTo("returning");
    assertThat(bundled.assign(customer(null, Map.of("orders", 2L)))).isEqualTo("returning");
    assertThat(bundled.assign(customer("awareness", Map.of("orders", 1L)))).isEqualTo("new");
  }

  @ParameterizedTest
  @CsvSource({"commerce", "subscription"})
  void everyStageOfABundledLifecycleIsInABundledSegment(String lifecycle) {
    Segments bundled = SegmentsReader.named("default");

    assertThat(LifecycleReader.named(lifecycle).stageNames())
        .isNotEmpty()
        .allSatisfy(
            stage -> assertThat(bundled.assign(customer(stage, Map.of()))).isNotEqualTo("other"));
  }

  @Test
  void holdsSixteenSegments() {
    String items =
        IntStream.range(0, 16)
            .mapToObj(i -> "  - {segment: s" + i + ", where: customer.traits.n == " + i + "}\n")
            .collect(Collectors.joining());

    Segments segments = read("segments:\n" + items);

    assertThat(segments.assign(customer(null, Map.of("n", 15L)))).isEqualTo("s15");
  }

  @Test
  void comeFromAFile(@TempDir Path folder) throws Exception {
    Path own =
        Files.writeString(folder.resolve("own.yaml"), "segments: [{segment: a, where: true}]");

    assertThat(SegmentsReader.problems(own.toString())).isEmpty();
    assertThat(SegmentsReader.named(own.toString()).assign(Scope.NONE)).isEqualTo("a");
    assertThatThrownBy(() -> SegmentsReader.problems("defualt"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "'defualt' is neither one of the segments default nor a file that can be read:"
                + " there is no such file or folder");
  }

  private static Scope customer(@Nullable String stage, Map<String, Object> traits) {
    return name ->
        switch (name) {
          case "customer.stage" -> stage;
          case "customer.traits" -> traits;
          default -> null;
        };
  }

  private static Segments read(String text) {
    Problems problems = new Problems("segments.yaml", text);
    return SegmentsReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
