package io.waymark.match.compact;

import io.waymark.match.Runs;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of a rule: at most one chain at each place. For a first step with {@code distinct},
 * the touchpoints that {@link DistinctStart} keeps stand for the chains inside it.
 */
final class CompactRuns implements Runs {
  /** The chains by place; the first place stays empty, as a run starts there with nothing. */
  final @Nullable Chain[] chains;

  /** The touchpoints that {@link DistinctStart} keeps, in order of time. */
  final List<Touchpoint> firsts = new ArrayList<>(0);

  /** The chain that has all positive steps and waits for the absence at the end. */
  @Nullable Chain complete;

  CompactRuns(int places) {
    this.chains = new Chain[places];
  }

  @Override
  public boolean isEmpty() {
    return complete == null && firsts.isEmpty() && waiting() == 0;
  }

  @Override
  public long silentSinceMillis() {
    return complete == null ? NEVER : complete.lastMillis();
  }

  @Override
  public long lastStartMillis() {
    long latestStart =
        firsts.isEmpty() ? Long.MIN_VALUE : firsts.get(firsts.size() - 1).timeMillis();
    for (Chain chain : chains) {
      if (chain != null) {
        latestStart = Math.max(latestStart, chain.startMillis());
      }
    }
    return latestStart;
  }

  /**
   * Returns the chain of one touchpoint that is the only one of these runs, wherever it waits; null
   * where there are others or longer ones.
   */
  @SuppressWarnings("ReferenceEquality") // one object waits at several places
  @Nullable Chain onlyStart() {
    Chain only = complete;
    for (Chain chain : chains) {
      if (chain != null) {
        if (only != null && only != chain) {
          return null;
        }
        only = chain;
      }
    }
    return only != null && only.before() == null && firsts.isEmpty() ? only : null;
  }

  /** Returns the places at which chains wait, a bit each, and the lowest for {@link #complete}. */
  long waitingPlaces() {
    long waiting = complete == null ? 0 : 1;
    for (int place = 1; place < chains.length; place++) {
      waiting |= chains[place] == null ? 0 : 1L << place;
    }
    return waiting;
  }

  /** Returns how many chains wait for their next touchpoint. */
  int waiting() {
    int waiting = 0;
    for (Chain chain : chains) {
      waiting += chain == null ? 0 : 1;
    }
    return waiting;
  }

  /** Keeps {@code chain} at a place, unless one that starts later is there. */
  void offer(int place, Chain chain) {
    if (chain.isBetterThan(chains[place])) {
      chains[place] = chain;
    }
  }

  /** Forgets the chains that started at or before a time. */
  void forget(long startMillis) {
    for (int place = 0; place < chains.length; place++) {
      Chain chain = chains[place];
      if (chain != null && chain.startMillis() <= startMillis) {
        chains[place] = null;
      }
    }
    while (!firsts.isEmpty() && firsts.get(0).timeMillis() <= startMillis) {
      firsts.remove(0);
    }
  }

  void clear() {
    Arrays.fill(chains, null);
    firsts.clear();
    complete = null;
  }
}
