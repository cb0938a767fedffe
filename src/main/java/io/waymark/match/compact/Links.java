package io.waymark.match.compact;

import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every link of all chains once, each after the one before it. Chains share links, so that a link
 * is found by its identity: equal ones may be two.
 */
final class Links {
  private final List<Chain> all = new ArrayList<>(2);
  private final Numbers<Chain> numbers = new Numbers<>();

  Links(CompactRuns runs) {
    for (Chain chain : runs.chains) {
      add(chain);
    }
    add(runs.complete);
  }

  /** Returns the links, in the order of their numbers, which start with 1. */
  List<Chain> all() {
    return all;
  }

  /** Returns the number of a link; 0 for none. */
  int number(@Nullable Chain link) {
    return link == null ? 0 : numbers.of(link);
  }

  /** Returns the time of the first touchpoint of all links and of {@code firsts}; 0 for none. */
  long firstMillis(List<Touchpoint> firsts) {
    long firstMillis = firsts.isEmpty() ? Long.MAX_VALUE : firsts.get(0).timeMillis();
    for (Chain link : all) {
      firstMillis = Math.min(firstMillis, link.startMillis());
    }
    return firstMillis == Long.MAX_VALUE ? 0 : firstMillis;
  }

  private void add(@Nullable Chain chain) {
    if (chain != null && numbers.of(chain) == 0) {
      add(chain.before());
      all.add(chain);
      numbers.add(chain);
    }
  }
}
