package io.waymark.match;

import io.waymark.expression.RandomCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The YAML of a small random pattern over the types A to D, of every construct of the language. Not
 * all of them are rules that the reader takes.
 */
final class RandomPattern {
  /** The ranges of steps that are not the first; those that rarely fire are there more often. */
  private static final List<String> RANGES =
      List.of(
          "1+",
          "exactly 1",
          "exactly 1",
          "exactly 1",
          "exactly 1",
          "exactly 2",
          "0-1",
          "0-1",
          "0-1",
          "0-2",
          "1-2",
          "1-2",
          "1-2",
          "1-3");

  private static final List<String> TYPES = List.of("A", "B", "C", "D");

  private final Random random;
  private final Random values;
  private final Random durations;

  /** So few that touchpoints often fit. */
  private final List<String> types;

  private final boolean looksBack;
  private final boolean skips;
  private final boolean isQuick;
  private final boolean correlates;
  private final boolean asksForAny;
  private final List<String> names = new ArrayList<>();
  private final StringBuilder steps = new StringBuilder();

  private RandomPattern(Random random, Random values, Random durations) {
    this.random = random;
    this.values = values;
    this.durations = durations;
    this.types = TYPES.subList(0, 2 + random.nextInt(3));
    this.looksBack = random.nextInt(5) < 2;
    this.skips = random.nextInt(5) < 2;
    this.isQuick = random.nextInt(4) == 0;
    this.correlates = random.nextInt(5) == 0;
    this.asksForAny = random.nextInt(4) == 0;
  }

  /**
   * @param values for the constants of conditions
   * @param durations for {@code within} and {@code for}; all else comes from {@code random}
   */
  static String of(Random random, Random values, Random durations) {
    return new RandomPattern(random, values, durations).text();
  }

  private String text() {
    boolean silent = random.nextInt(3) == 0;
    int positives = 1 + random.nextInt(silent ? 3 : 4);
    for (int i = 0; i < positives; i++) {
      for (int absences = i == 0 ? 0 : random.nextInt(5) - 1; absences > 0; absences -= 2) {
        absence("");
      }
      positive(i, !silent && i == positives - 1);
    }
    if (silent) {
      absence(", for: " + (1 + durations.nextInt(6)) + "s");
    }
    boolean needsNoWithin = positives == 1 && random.nextBoolean();
    return (correlates ? "  correlate: event.properties.k\n" : "")
        + (needsNoWithin ? "" : "  within: " + (2 + durations.nextInt(12)) + "s\n")
        + "  steps:\n"
        + steps;
  }

  private void absence(String rest) {
    boolean isOfAll = correlates && random.nextBoolean();
    step("absent: " + types() + where() + (isOfAll ? ", correlate: false" : "") + rest);
  }

  private void positive(int number, boolean last) {
    String name = "s" + number;
    String step = name + ": ";
    switch (random.nextInt(isQuick ? 8 : 13)) {
      case 0, 1 -> step += types() + where() + ", times: " + (2 + random.nextInt(2)) + having(name);
      case 4, 5, 6 -> step += types() + where() + ", times: " + range(number) + having(name);
      case 2 ->
          step +=
              types()
                  + where()
                  + ", times: "
                  + (1 + random.nextInt(3))
                  + ", distinct: event.properties."
                  + (random.nextBoolean() ? "v" : "w");
      case 3 ->
          step += "{all: " + types.subList(0, 2 + random.nextInt(types.size() - 1)) + "}" + where();
      default -> step += types() + where();
    }
    if (number > 0 && !last && skips && random.nextBoolean()) {
      step += ", optional: true";
    }
    if (number > 0 && isQuick && random.nextBoolean()) {
      step += ", within: " + (1 + durations.nextInt(6)) + "s";
    }
    step(step);
    names.add(name);
  }

  private String range(int number) {
    List<String> ranges = number == 0 ? List.of("1+", "2+") : RANGES;
    return ranges.get(random.nextInt(ranges.size()));
  }

  private String having(String name) {
    if (random.nextInt(4) > 0) {
      return "";
    }
    String of = random.nextBoolean() ? ".count" : ".sum.v";
    String operator = random.nextBoolean() ? " > " : " < ";
    return ", having: " + name + of + operator + values.nextInt(4);
  }

  private void step(String inside) {
    steps.append("    - {").append(inside).append("}\n");
  }

  private String types() {
    if (asksForAny && random.nextInt(3) == 0) {
      return random.nextBoolean() ? "'*'" : "{except: " + type() + "}";
    }
    String one = type();
    return random.nextInt(4) == 0 ? "[" + one + ", " + type() + "]" : one;
  }

  private String type() {
    return types.get(random.nextInt(types.size()));
  }

  private String where() {
    int kind = random.nextInt(10);
    if (looksBack && kind < 5 && !names.isEmpty()) {
      return ", where: '" + RandomCondition.lookingBack(random, values, names) + "'";
    }
    return kind < 3 ? ", where: '" + RandomCondition.ofEvent(random, values) + "'" : "";
  }
}
