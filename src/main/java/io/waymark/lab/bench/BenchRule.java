package io.waymark.lab.bench;

import io.waymark.model.RuleText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up rule over {@link SyntheticLoad}, of the kinds that marketers write, each a pure
 * function of its number. Each is about few types, and about few categories or values, so that a
 * touchpoint concerns few of them and few triggers go out. {@link StockCep} says the same as
 * Flink's patterns.
 */
record BenchRule(int number) {
  /** The number of rules before they repeat under other names. */
  static final int MOST = 1_000;

  private static final List<Shape> SHAPES = List.of(Shape.values());

  /** The number of categories that a rule of {@link Shape#RANGE} lists. */
  private static final int LISTED = 5;

  private static final String TEMPLATE =
      """
      rule: %s
      title: %s
      signal: opportunity
      owner: bench
      status: live
      pattern:
      %strigger:
        to: nobody
        priority: 50
        cooldown: 7d
      """;

  /** The patterns that rules have in turn. */
  enum Shape {
    /** Twice the same in a category, then something, and something else not between them. */
    COUNT,
    /** Something in a price range and some categories, then something expensive in them. */
    RANGE,
    /** Something of a high price in a category, then neither of two others for half an hour. */
    STALL,
    /** Something in a price range, then two others in the same category, whichever it is. */
    CORRELATED,
    /** Three times the same in a category in the app. */
    TIMES
  }

  Shape shape() {
    return SHAPES.get(number % SHAPES.size());
  }

  /** Returns the type of the first step; no two steps share a type. */
  String first() {
    return type(turn());
  }

  String second() {
    return type(turn() * 7 + 3);
  }

  String third() {
    return type(turn() * 11 + 6);
  }

  String category() {
    return category(0);
  }

  List<String> categories() {
    return IntStream.range(0, LISTED).mapToObj(this::category).toList();
  }

  /**
   * Returns the least amount that the first step of {@link Shape#RANGE} and {@link
   * Shape#CORRELATED} asks for.
   */
  double fromAmount() {
    return shape() == Shape.RANGE
        ? turn() % 4 * 100.0
        : turn() / SyntheticLoad.TYPES.size() % 5 * 100.0;
  }

  double toAmount() {
    return fromAmount() + (shape() == Shape.RANGE ? 200.0 : 10.0);
  }

  RuleText text() {
    String id = "bench-" + number;
    String title = shape().name().toLowerCase(Locale.ROOT);
    return new RuleText(
        id, TEMPLATE.formatted(id, title, pattern().indent(2)), id + ".yaml", number);
  }

  private String pattern() {
    return switch (shape()) {
      case COUNT ->
          """
          within: 30m
          steps:
            - looked: %s
              where: event.properties.category == "%s"
              times: 2
            - absent: %s
              where: event.properties.amount > 400.0
            - went: %s
              where: event.properties.category == "%2$s"
          """
              .formatted(first(), category(), third(), second());
      case RANGE ->
          """
          within: 1h
          steps:
            - looked: %s
              where: event.properties.amount >= %s && event.properties.amount < %s && event.properties.category in [%s]
            - went: %s
              where: event.properties.category in [%4$s] && event.properties.amount > 475.0
          """
              .formatted(first(), fromAmount(), toAmount(), quoted(categories()), second());
      case STALL ->
          """
          steps:
            - left: %s
              where: event.properties.category == "%s" && event.properties.amount > 485.0
            - absent: [%s, %s]
              for: 30m
          """
              .formatted(first(), category(), second(), third());
      case CORRELATED ->
          """
          correlate: event.properties.category
          within: 30m
          steps:
            - looked: %s
              where: event.properties.amount >= %s && event.properties.amount < %s
            - asked: %s
            - went: %s
              where: event.properties.amount > 250.0
          """
              .formatted(first(), fromAmount(), toAmount(), second(), third());
      case TIMES ->
          """
          within: 2h
          steps:
            - again: %s
              where: event.properties.category == "%s" && event.channel == "app"
              times: 3
          """
              .formatted(first(), category());
    };
  }

  /** Returns the rule's number within its shape; each shape counts from another start. */
  private int turn() {
    return number % MOST / SHAPES.size() + number % SHAPES.size() * 13;
  }

  private String category(int place) {
    return SyntheticLoad.category((turn() * 37 + place * 29) % SyntheticLoad.CATEGORIES);
  }

  private static String type(int number) {
    return SyntheticLoad.TYPES.get(number % SyntheticLoad.TYPES.size());
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
  }
}
