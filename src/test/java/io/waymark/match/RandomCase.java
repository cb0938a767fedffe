package io.waymark.match;

import io.waymark.expression.RandomTouchpoint;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A small random rule and a small random history, with many ties and boundaries. */
public record RandomCase(Rule rule, List<Touchpoint> touchpoints) {
  private static final int MOST_TOUCHPOINTS = 10;
  private static final RuleReader READER = new RuleReader(Set.of());

  /** A random rule; those that are refused are drawn again. */
  public static Rule rule(String id, Random random) {
    while (true) {
      if (READER.read("random", text(id, RandomPattern.of(random)))
          instanceof RuleReader.Result.Ok ok) {
        return ok.rule();
      }
    }
  }

  /** The rule of a pattern, which is given as YAML. */
  static Rule rule(String pattern) {
    return ((RuleReader.Result.Ok) READER.read("given", text("given", pattern))).rule();
  }

  private static String text(String id, String pattern) {
    return "rule: "
        + id
        + "\ntitle: t\nsignal: stall\nowner: o\nstatus: live\ntrigger: {to: x}\npattern:\n"
        + pattern;
  }

  /** The touchpoints of one customer, mostly of these types, in order. */
  public static List<Touchpoint> history(List<String> types, Random random) {
    int seconds = 3 + random.nextInt(18);
    List<Long> times = new ArrayList<>();
    for (int i = random.nextInt(MOST_TOUCHPOINTS); i >= 0; i--) {
      times.add(1000L * random.nextInt(seconds));
    }
    times.sort(Comparator.naturalOrder());
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (long time : times) {
      String type = random.nextInt(12) == 0 ? "Z" : types.get(random.nextInt(types.size()));
      touchpoints.add(RandomTouchpoint.of(random, "t" + touchpoints.size(), type, time));
    }
    return touchpoints;
  }

  static RandomCase of(Rule rule, Random random) {
    return new RandomCase(rule, history(rule.pattern().types().stream().sorted().toList(), random));
  }

  @Override
  public String toString() {
    return rule.text() + text(touchpoints);
  }

  /** As comments below a rule's YAML. */
  public static String text(List<Touchpoint> touchpoints) {
    StringBuilder text = new StringBuilder();
    for (Touchpoint t : touchpoints) {
      text.append(
          "# %d %s %s %s %s%n"
              .formatted(t.timeMillis(), t.type(), t.properties(), t.channel(), t.sentiment()));
    }
    return text.toString();
  }
}
