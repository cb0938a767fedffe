package io.waymark.match;

import io.waymark.expression.RandomTouchpoint;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small random histories of one customer, with many ties and boundaries. */
public final class RandomHistory {
  private static final int MOST_TOUCHPOINTS = 10;

  private RandomHistory() {}

  /** Touchpoints in order, mostly of these types. */
  public static List<Touchpoint> of(Set<String> types, Random random) {
    List<String> sorted = types.isEmpty() ? List.of("A") : types.stream().sorted().toList();
    int seconds = 3 + random.nextInt(18);
    List<Long> times = new ArrayList<>();
    for (int i = random.nextInt(MOST_TOUCHPOINTS); i >= 0; i--) {
      times.add(1000L * random.nextInt(seconds));
    }
    times.sort(Comparator.naturalOrder());
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (long time : times) {
      String type = random.nextInt(12) == 0 ? "Z" : sorted.get(random.nextInt(sorted.size()));
      touchpoints.add(RandomTouchpoint.of(random, "t" + touchpoints.size(), type, time));
    }
    return touchpoints;
  }

  /** Returns a history as comments that stand below a rule's YAML. */
  public static String text(List<Touchpoint> touchpoints) {
    StringBuilder text = new StringBuilder();
    for (Touchpoint each : touchpoints) {
      text.append("# ")
          .append(each.timeMillis())
          .append(' ')
          .append(each.type())
          .append(' ')
          .append(each.properties())
          .append(each.channel() == null ? "" : " channel " + each.channel())
          .append(each.sentiment() == null ? "" : " sentiment " + each.sentiment())
          .append('\n');
    }
    return text.toString();
  }
}
