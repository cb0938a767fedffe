package io.waymark.match;

import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the touchpoints of one customer to a matcher as its callers do, and saves and loads the
 * runs at random.
 */
final class MatcherDriver {
  private final Rule rule;
  private final Matcher matcher;
  private final Random restores;
  private final Map<String, Runs> runs = new TreeMap<>();
  private final Map<String, List<Match>> matches = new TreeMap<>();

  MatcherDriver(Rule rule, Matcher matcher, Random restores) {
    this.rule = rule;
    this.matcher = matcher;
    this.restores = restores;
  }

  /** The matches by correlation value. */
  Map<String, List<Match>> feed(List<Touchpoint> touchpoints) {
    for (Touchpoint touchpoint : touchpoints) {
      expire(touchpoint.timeMillis());
      String value = Definition.correlation(rule.pattern(), touchpoint);
      pass(value, touchpoint);
      if (value != null && rule.pattern().asksFor(touchpoint.type())) {
        Runs own = runs.computeIfAbsent(value, v -> matcher.start());
        record(value, matcher.advance(own, touchpoint));
        runs.put(value, perhapsRestored(own));
      }
    }
    expire(Long.MAX_VALUE);
    return matches;
  }

  Map<String, Runs> open() {
    return runs;
  }

  /** Lets the runs of other values see a touchpoint, where an absence looks at all. */
  private void pass(@Nullable String value, Touchpoint touchpoint) {
    boolean isSeen =
        rule.pattern().uncorrelated().stream()
            .anyMatch(absent -> absent.types().contains(touchpoint.type()));
    runs.replaceAll(
        (other, own) -> {
          if (isSeen && !other.equals(value)) {
            matcher.pass(own, touchpoint);
            return perhapsRestored(own);
          }
          return own;
        });
  }

  private void expire(long now) {
    runs.forEach((value, own) -> record(value, matcher.expire(own, now)));
  }

  private void record(String value, Optional<Match> match) {
    match.ifPresent(m -> matches.computeIfAbsent(value, v -> new ArrayList<>()).add(m));
  }

  private Runs perhapsRestored(Runs own) {
    if (restores.nextInt(3) > 0) {
      return own;
    }
    try {
      return matcher.decode("c", matcher.encode(own));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
