package io.waymark.match.compact;

import static io.waymark.match.Footprint.wholeBytes;

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
 * What {@link RunsCodec} writes of a rule's runs. At the most there is a chain at each place, the
 * longest that can wait there, and no two share a link. Touchpoints are shared by the chains inside
 * a first step with {@code times}: they are its last ones.
 */
public final class CompactFootprint {
  /** What it has of each, its id and its type. */
  private static final int TOUCHPOINT_BYTES = 1 + 17 + 1;

  private final Pattern pattern;
  private final List<Place> places;

  /** How many {@link DistinctStart} keeps at the most. */
  private final int firsts;

  /** A touchpoint without its time. */
  private final int touchpointBytes;

  private CompactFootprint(Rule rule) {
    this.pattern = rule.pattern();
    this.places = Automaton.of(pattern).places();
    this.firsts = firsts(places.get(0).step());
    this.touchpointBytes = TOUCHPOINT_BYTES + bytes(Kept.of(rule));
  }

  /** Of a rule that {@link io.waymark.match.LatestStart} has no objection to. */
  public static Footprint of(Rule rule) {
    CompactFootprint own = new CompactFootprint(rule);
    return Footprint.of(rule.pattern(), "compact", Optional.empty(), own.start(), own.most());
  }

  private int start() {
    Take first = places.get(0).takes().get(0);
    int touchpoint = touchpointBytes + wholeBytes(0);
    if (firsts > 0) {
      return runs(0, 1, 0, 1, touchpoint);
    }
    boolean opens = !first.next().isEmpty() || pattern.trailing() != null;
    return opens ? runs(1, 1, first.next().size(), 0, touchpoint) : 0;
  }

  private int most() {
    int[] depths = new int[places.size()];
    int complete = 0;
    for (int place = 0; place < depths.length; place++) {
      for (Take take : places.get(place).takes()) {
        int depth = depths[place] + 1;
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
    int touchpoint = touchpointBytes + wholeBytes(pattern.lifetimeMillis());
    return links + firsts == 0 ? 0 : runs(links, touchpoints, places.size(), firsts, touchpoint);
  }

  private static int firsts(Step.Positive first) {
    return first.distinct() != null && first.size() > 1 ? first.size() : 0;
  }

  private boolean isInsideFirst(int place) {
    return !places.get(place).entry() && places.get(place).step().equals(places.get(0).step());
  }

  private int runs(int links, int touchpoints, int chains, int firsts, int touchpoint) {
    int link = wholeBytes(links) + wholeBytes(places.size()) + wholeBytes(touchpoints);
    return 1
        + Footprint.TIME_BYTES
        + wholeBytes(links)
        + links * link
        + touchpoints * touchpoint
        + wholeBytes(chains)
        + chains * (wholeBytes(places.size()) + wholeBytes(links))
        + wholeBytes(firsts)
        + firsts * wholeBytes(touchpoints)
        + wholeBytes(links);
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
