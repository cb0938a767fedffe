package io.waymark.expression;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conditions over the properties that {@link RandomTouchpoint} gives, right and wrong ones alike:
 * the reader of rules refuses some.
 */
public final class RandomCondition {
  private static final List<String> FIELDS =
      List.of(
          "event.properties.v",
          "event.properties.v",
          "event.properties.w",
          "event.properties.w",
          "event.properties.s",
          "event.properties.m.x");

  private static final List<String> CONSTANTS =
      List.of("0", "1", "1", "2", "1.0", "0.5", "1.5", "-1", "\"a\"", "\"1\"", "true");

  private static final List<String> ORDERS = List.of("<", "<=", ">", ">=");

  private final Random random;
  private final Random values;
  private final List<String> earlier;
  private final List<String> constants;

  private RandomCondition(
      Random random, Random values, List<String> earlier, List<String> constants) {
    this.random = random;
    this.values = values;
    this.earlier = earlier;
    this.constants = constants;
  }

  /**
   * Returns a condition over the touchpoint at hand.
   *
   * @param values for its constants; all else comes from {@code random}
   */
  public static String ofEvent(Random random, Random values) {
    return new RandomCondition(random, values, List.of(), CONSTANTS).any(2);
  }

  /** Returns a condition over the touchpoint at hand with constants of the caller. */
  static String ofEvent(Random random, List<String> constants) {
    return new RandomCondition(random, random, List.of(), constants).any(2);
  }

  /** Returns a condition over earlier steps of these names, and perhaps the touchpoint at hand. */
  public static String lookingBack(Random random, Random values, List<String> earlier) {
    RandomCondition conditions = new RandomCondition(random, values, earlier, CONSTANTS);
    String back = conditions.back();
    return switch (random.nextInt(6)) {
      case 0 -> back + " && " + conditions.any(1);
      case 1 -> back + " || " + conditions.event();
      case 2 -> "!(" + back + ")";
      default -> back;
    };
  }

  private String any(int depth) {
    return switch (depth == 0 ? 9 : random.nextInt(10)) {
      case 0, 1, 2 -> any(depth - 1) + " && " + any(depth - 1);
      case 3 -> "(" + any(depth - 1) + " || " + any(depth - 1) + ")";
      case 4 -> "!(" + any(depth - 1) + ")";
      default -> event();
    };
  }

  private String event() {
    String field = pick(FIELDS);
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> compared(field, pick(ORDERS), constant());
      case 3, 4 -> compared(field, "==", constant());
      case 5, 6, 7 -> compared(field, "!=", constant());
      case 8, 9 -> field + " in " + list();
      case 10 -> "event.properties.b";
      case 11 -> "!event.properties.b";
      case 12 -> "has(" + pick(List.of("event.properties.w", "event.properties.m.x")) + ")";
      case 13 -> compared(field, pick(ORDERS), pick(FIELDS));
      case 14 -> "event.sentiment " + pick(ORDERS) + " " + value("0.0", "-0.5", "0", "1");
      case 15 ->
          "event.channel " + pick(List.of("== \"a\"", "!= \"a\"", "in [\"a\", \"b\"]", "< \"b\""));
      case 16 -> "event.properties.v + event.properties.w > " + values.nextInt(3);
      default -> "event.properties.s.startsWith(\"a\")";
    };
  }

  private String back() {
    String step = pick(earlier);
    String end = step + pick(List.of(".first", ".last"));
    String order = pick(List.of("<", "<=", ">", ">=", "==", "!=", "!="));
    return switch (random.nextInt(8)) {
      case 0 -> compared("event.properties.v", order, step + ".sum.v");
      case 1 -> step + ".sum.w " + pick(ORDERS) + " " + values.nextInt(4);
      case 2 -> step + ".count " + order + " " + (1 + values.nextInt(3));
      case 3 -> end + ".type " + pick(List.of("==", "!=")) + " event.type";
      case 4 -> end + ".properties.w " + order + " " + constant();
      case 5 -> "event.time - " + end + ".time < duration(\"" + (1 + values.nextInt(5)) + "s\")";
      default -> compared("event.properties.v", order, end + ".properties.v");
    };
  }

  private String compared(String one, String how, String other) {
    boolean mirrored = random.nextInt(5) == 0;
    return mirrored ? other + " " + how + " " + one : one + " " + how + " " + other;
  }

  private String list() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> constant())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String constant() {
    return constants.get(values.nextInt(constants.size()));
  }

  private String value(String... choice) {
    return choice[values.nextInt(choice.length)];
  }

  private String pick(List<String> items) {
    return items.get(random.nextInt(items.size()));
  }
}
