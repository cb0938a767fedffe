package io.waymark.match.compact;

import static io.waymark.match.Footprint.integerBytes;

import io.waymark.match.Automaton;
import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Footprint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.List;
import java.util.Optional;

/**
 * Computes the size of the runs of a rule as {@link RunsCodec} writes them. The largest has a chain
 * at each place, the longest that can wait there, of which no two share a link. Touchpoints are
 * shared by the chains inside a first step with {@code times}: they are its last ones.
 */
public final class CompactFootprint {
  /** The flags, id and type of a touchpoint. */
  private static final int TOUCHPOINT_BYTES = 1 + 17 + 1;

  private final Pattern pattern;
  private final List<Place> places;

  /** The largest number of touchpoints that {@link DistinctStart} keeps. */
  private final int firsts;

  /** The size of a touchpoint without its time. */
  private final int touchpointBytes;

  private CompactFootprint(Rule rule) {
    this.pattern = rule.pattern();
    this.places = Automaton.of(pattern).places();
    this.firsts = firsts(places.get(0).step());
    boolean namesTypes = pattern.choosesAnyType();
    this.touchpointBytes =
        TOUCHPOINT_BYTES + (namesTypes ? Footprint.TYPE_BYTES : 0) + bytes(Kept.of(rule));
  }

  /** Computes it for a rule that {@link io.waymark.match.LatestStart} does not object to. */
  public static Footprint of(Rule rule) {
    CompactFootprint own = new CompactFootprint(rule);
    return Footprint.of(
        rule.pattern(), "compact", Optional.empty(), own.startBytes(), own.maxBytes());
  }

  private int startBytes() {
    Take first = places.get(0).takes().get(0);
    int touchpoint = touchpointBytes + integerBytes(0);
    if (firsts > 0) {
      return runs(0, 1, 0, 1, touchpoint);
    }
    boolean opens = !first.next().isEmpty() || pattern.trailing() != null;
    return opens ? runs(1, 1, first.next().size(), 0, touchpoint) : 0;
  }

  private int maxBytes() {
    int[] depths = new int[places.size()];
    int complete = 0;
    for (int place = 0; place < depths.length; place++) {
      for (Take take : places.get(place).takes()) {
        boolean isOpen = take.next().contains(place);
        int depth = depths[place] + (isOpen ? Step.Range.MOST : 1);
        take.next().forEach(next -> depths[next] = Math.max(depths[next], depth));
        complete = take.completes() ? Math.max(complete, depth) : complete;
      }
    }
    int links = pattern.trailing() == null ? 0 : complete;
    int touchpoints = links + firsts;
    for (int place = 1; place < depths.length; place++) {
      if (!isInsideFirst(place)) {
        links += depths[place];
        touchpoints += depths[place];
      } else if (firsts == 0) {
        links += depths[place];
        touchpoints += places.get(0).step().choice() instanceof Step.Times ? 1 : depths[place];
      }
    }
    int touchpoint = touchpointBytes + integerBytes(pattern.lifetimeMillis());
    return links + firsts == 0 ? 0 : runs(links, touchpoints, places.size(), firsts, touchpoint);
  }

  private static int firsts(Step.Positive first) {
    return first.distinct() != null && first.size() > 1 ? first.size() : 0;
  }

  private boolean isInsideFirst(int place) {
    return !places.get(place).entry() && places.get(place).step().equals(places.get(0).step());
  }

  private int runs(int links, int touchpoints, int chains, int firsts, int touchpoint) {
    int link = integerBytes(links) + integerBytes(places.size()) + integerBytes(touchpoints);
    return 1
        + Footprint.TIME_BYTES
        + integerBytes(links)
        + links * link
        + touchpoints * touchpoint
        + integerBytes(chains)
        + chains * (integerBytes(places.size()) + integerBytes(links))
        + integerBytes(firsts)
        + firsts * integerBytes(touchpoints)
        + integerBytes(links);
  }

  private static int bytes(Kept kept) {
    int bytes =
        (kept.channel() ? Footprint.CHANNEL_BYTES : 0)
            + (kept.sentiment() ? Footprint.SENTIMENT_BYTES : 0);
    if (kept.properties() == null) {
      return bytes + Footprint.PROPERTIES_BYTES;
    }
    for (String name : kept.properties()) {
      bytes += 1 + name.length() + Footprint.VALUE_BYTES;
    }
    return bytes + (kept.properties().isEmpty() ? 0 : 1);
  }
}
