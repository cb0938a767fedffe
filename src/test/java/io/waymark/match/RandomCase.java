package io.waymark.match;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A small random rule over the types A to D, and a small random history, with many ties and
 * boundaries.
 */
record RandomCase(Rule rule, List<Touchpoint> touchpoints) {
  private static final String[] TYPES = {"A", "B", "C", "D"};
  private static final RuleReader READER = new RuleReader(Set.of());

  static RandomCase of(long seed) {
    Random random = new Random(seed);
    return new RandomCase(rule(random), touchpoints(random));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rule.text());
    touchpoints.forEach(
        t ->
            text.append("# ")
                .append(t.timeMillis())
                .append(' ')
                .append(t.type())
                .append(t.properties())
                .append('\n'));
    return text.toString();
  }

  private static Rule rule(Random random) {
    boolean trailing = random.nextInt(3) == 0;
    int positives = 1 + random.nextInt(trailing ? 2 : 3);
    StringBuilder steps = new StringBuilder();
    boolean many = positives > 1;
    for (int i = 0; i < positives; i++) {
      for (int gap = i == 0 ? 0 : random.nextInt(3) - 1; gap > 0; gap--) {
        steps
            .append("    - {absent: ")
            .append(types(random))
            .append(where(random, i))
            .append("}\n");
      }
      int times = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
      many |= times > 1;
      steps
          .append("    - {s")
          .append(i)
          .append(": ")
          .append(types(random))
          .append(where(random, i));
      steps.append(times > 1 ? ", times: " + times : "").append("}\n");
    }
    if (trailing) {
      steps.append("    - {absent: ").append(types(random)).append(where(random, positives));
      steps.append(", for: ").append(1 + random.nextInt(6)).append("s}\n");
    }
    String text =
        "rule: random\ntitle: t\nsignal: stall\nowner: o\nstatus: live\ntrigger: {to: x}\npattern:\n"
            + (random.nextInt(4) == 0 ? "  correlate: event.properties.k\n" : "")
            + (many || random.nextInt(3) == 0 ? "  within: " + (1 + random.nextInt(9)) + "s\n" : "")
            + "  steps:\n"
            + steps;
    if (READER.read("random", text) instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new AssertionError(READER.read("random", text) + "\n" + text);
  }

  private static String types(Random random) {
    String one = TYPES[random.nextInt(TYPES.length)];
    return random.nextInt(4) == 0
        ? "[" + one + ", " + TYPES[random.nextInt(TYPES.length)] + "]"
        : one;
  }

  private static String where(Random random, int earlierSteps) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return ", where: event.properties.v > " + random.nextInt(3);
    }
    if (kind == 1) {
      return ", where: event.properties.w != 1";
    }
    if (kind == 2 && earlierSteps > 0) {
      String step = "s" + random.nextInt(earlierSteps);
      String end = random.nextBoolean() ? ".last" : ".first";
      return ", where: event.properties.v "
          + (random.nextBoolean() ? ">= " : "!= ")
          + step
          + end
          + ".properties.v";
    }
    return "";
  }

  private static List<Touchpoint> touchpoints(Random random) {
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (int i = random.nextInt(10); i >= 0; i--) {
      touchpoints.add(touchpoint(random, i));
    }
    touchpoints.sort(Comparator.comparingLong(Touchpoint::timeMillis));
    return touchpoints;
  }

  private static Touchpoint touchpoint(Random random, int id) {
    Map<String, Object> properties =
        random.nextInt(5) == 0
            ? Map.of("v", (long) random.nextInt(3), "k", (long) random.nextInt(2))
            : Map.of(
                "v",
                (long) random.nextInt(3),
                "k",
                (long) random.nextInt(2),
                "w",
                (long) random.nextInt(3));
    if (random.nextInt(8) == 0) {
      properties = Map.of("v", 1.5);
    }
    String type = TYPES[random.nextInt(TYPES.length)];
    return new Touchpoint(
        "t" + id, "c", null, type, null, 1000L * random.nextInt(14), null, properties);
  }
}
