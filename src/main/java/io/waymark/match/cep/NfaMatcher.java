package io.waymark.match.cep;

import io.waymark.match.Criteria;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.match.Runs;
import io.waymark.match.Wait;
import io.waymark.match.cep.NfaRuns.Waiting;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Matches one rule with Flink's NFA.
 *
 * <p>The NFA explores every choice of touchpoints (NO_SKIP, so that a finished match is never held
 * back). What it finds waits in {@link NfaRuns#waiting} where the pattern ends in an absence, and
 * is a match otherwise. Above {@link #MOST_RUNS} open runs the oldest are dropped, and counted.
 *
 * <p>Of several choices that end at the same touchpoint the one that starts last is reported; all
 * of them wait where the absence at the end depends on what was chosen.
 */
final class NfaMatcher implements Matcher {
  /** The NFA's cost is quadratic in the open runs; 100 take 0.2 ms a touchpoint. */
  static final int MOST_RUNS = 100;

  /** The most bytes of a run in the NFA's state and of its last node in the buffer. */
  private static final int RUN_BYTES = 200;

  /** The most bytes by which a run is longer for each touchpoint that it has chosen. */
  private static final int CHOICE_BYTES = 16;

  private static final int FORMAT = 1;
  private static final NFAStateSerializer STATES = new NFAStateSerializer();
  private static final AfterMatchSkipStrategy NO_SKIP = AfterMatchSkipStrategy.noSkip();

  private static final Comparator<ComputationState> BY_START =
      Comparator.comparing(ComputationState::getStartEventID)
          .thenComparing(run -> run.getPreviousBufferEntry().getEventId());

  private final Rule rule;
  private final SharedBuffer<Touchpoint> buffer;
  private final HeapStore store;
  private final Matchers.DroppedRuns drops;
  private final Criteria criteria;
  private final Steps steps;
  private final NfaBuilder builder;
  private final NFA<Touchpoint> nfa;
  private final Step.@Nullable Absent trailing;
  private final List<Step> silence;

  /** The choice that is reported first: that of the latest start, or the longest. */
  private final Comparator<Map<String, List<Touchpoint>>> reported;

  NfaMatcher(
      Rule rule,
      boolean mayStart,
      SharedBuffer<Touchpoint> buffer,
      HeapStore store,
      Matchers.DroppedRuns drops,
      Criteria criteria) {
    this.rule = rule;
    this.buffer = buffer;
    this.store = store;
    this.drops = drops;
    this.criteria = criteria;
    this.steps = new Steps(rule.pattern(), criteria);
    this.builder = new NfaBuilder(rule.pattern(), mayStart, steps);
    this.nfa = builder.build();
    this.trailing = rule.pattern().trailing();
    this.silence = rule.pattern().silence();
    Comparator<Map<String, List<Touchpoint>>> byStart =
        Comparator.comparingLong(NfaMatcher::startMillis);
    boolean keepsAll =
        rule.pattern().steps().get(0) instanceof Step.Positive first && first.countsAll();
    this.reported = keepsAll ? byStart : byStart.reversed();
  }

  @Override
  public Runs start() {
    return new NfaRuns(nfa.createInitialNFAState(), store.empty());
  }

  @Override
  public Optional<Match> advance(Runs opened, Touchpoint touchpoint) {
    NfaRuns runs = (NfaRuns) opened;
    criteria.allowance(touchpoint);
    cancelWaiting(runs, touchpoint, silence);
    List<Map<String, List<Touchpoint>>> found = process(runs, touchpoint);
    if (trailing != null) {
      await(trailing, runs, found, touchpoint.timeMillis());
    } else if (!found.isEmpty()) {
      Match match = new Match(found.get(0), touchpoint.timeMillis(), touchpoint);
      return Optional.of(complete(runs, match));
    }
    dropAboveCap(runs);
    return Optional.empty();
  }

  @Override
  public void pass(Runs opened, Touchpoint touchpoint) {
    NfaRuns runs = (NfaRuns) opened;
    criteria.allowance(touchpoint);
    if (trailing != null && !trailing.correlated()) {
      cancelWaiting(runs, touchpoint, List.of(trailing));
    }
    builder.setPassing(true);
    try {
      process(runs, touchpoint);
    } finally {
      builder.setPassing(false);
    }
  }

  @Override
  public Optional<Match> expire(Runs opened, long nowMillis) {
    NfaRuns runs = (NfaRuns) opened;
    if (trailing != null && !runs.waiting.isEmpty()) {
      Waiting first = runs.waiting.get(0);
      long deadline = first.sinceMillis() + trailing.forMillis();
      if (deadline <= nowMillis) {
        return Optional.of(complete(runs, new Match(first.steps(), deadline, null)));
      }
    }
    if (runs.hasStarted()) {
      withBuffer(runs, accessor -> nfa.advanceTime(accessor, runs.nfaState, nowMillis, NO_SKIP));
    }
    return Optional.empty();
  }

  @Override
  public List<Wait> waits(Runs opened, int most) {
    NfaRuns runs = (NfaRuns) opened;
    List<Wait> waits = new ArrayList<>();
    runs.waiting.forEach(waiting -> waits.add(new Wait(waiting.steps(), true)));
    List<ComputationState> open = new ArrayList<>(runs.nfaState.getPartialMatches());
    open.removeIf(run -> run.getStartEventID() == null);
    open.sort(BY_START.reversed());
    withBuffer(
        runs,
        accessor -> {
          for (ComputationState run : open.subList(0, Math.min(most, open.size()))) {
            accessor.extractPatterns(run.getPreviousBufferEntry(), run.getVersion()).stream()
                .map(accessor::materializeMatch)
                .forEach(chosen -> waits.add(new Wait(builder.bySteps(chosen), false)));
          }
        });
    return waits;
  }

  @Override
  public boolean mayWaitFor(Runs opened, Step.Positive step) {
    return ((NfaRuns) opened).hasStarted();
  }

  @Override
  public int growthAtMost(Runs opened, int touchpointBytes) {
    NfaRuns runs = (NfaRuns) opened;
    int runBytes = RUN_BYTES + CHOICE_BYTES * builder.places();
    int waitingBytes = runs.awaitedBytes;
    runs.awaitedBytes = 0;
    return touchpointBytes + runs.nfaState.getPartialMatches().size() * runBytes + waitingBytes;
  }

  @Override
  public byte[] encode(Runs opened) throws IOException {
    NfaRuns runs = (NfaRuns) opened;
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(FORMAT);
    WaitingCodec.write(out, runs.waiting);
    boolean started = runs.hasStarted();
    out.writeBoolean(started);
    if (started) {
      STATES.serialize(runs.nfaState, out);
      store.use(runs.buffer);
      store.write(out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public Runs decode(String customer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("unknown format of the runs of rule " + rule.id() + ": " + format);
    }
    List<Waiting> waiting = WaitingCodec.read(in);
    NfaRuns runs =
        in.readBoolean() ? new NfaRuns(STATES.deserialize(in), store.read(in)) : (NfaRuns) start();
    runs.waiting.addAll(waiting);
    return runs;
  }

  private void cancelWaiting(NfaRuns runs, Touchpoint touchpoint, List<Step> by) {
    if (!runs.waiting.isEmpty()) {
      runs.waiting.removeIf(
          waiting ->
              steps.fulfilAny(
                  by, touchpoint, step -> waiting.steps().getOrDefault(step, List.of())));
    }
  }

  private void await(
      Step.Absent absence,
      NfaRuns runs,
      List<Map<String, List<Touchpoint>>> found,
      long sinceMillis) {
    List<Map<String, List<Touchpoint>>> different =
        absence.looksBack() || found.isEmpty() ? found : found.subList(0, 1);
    different.forEach(chosen -> runs.await(new Waiting(chosen, sinceMillis)));
  }

  /** Returns the choices that a touchpoint completes; the one that started last comes first. */
  private List<Map<String, List<Touchpoint>>> process(NfaRuns runs, Touchpoint touchpoint) {
    List<Map<String, List<Touchpoint>>> found = new ArrayList<>();
    withBuffer(
        runs,
        accessor -> {
          long now = touchpoint.timeMillis();
          nfa.advanceTime(accessor, runs.nfaState, now, NO_SKIP);
          Collection<Map<String, List<Touchpoint>>> matches =
              nfa.process(accessor, runs.nfaState, touchpoint, now, NO_SKIP, () -> now);
          matches.forEach(match -> found.add(builder.bySteps(match)));
        });
    found.sort(reported);
    return found;
  }

  /** Clears all runs after a match: earlier touchpoints cannot be part of the next match. */
  private Match complete(NfaRuns runs, Match match) {
    runs.waiting.clear();
    NFAState fresh = nfa.createInitialNFAState();
    runs.nfaState.setNewPartialMatches(new PriorityQueue<>(fresh.getPartialMatches()));
    runs.buffer.forEach(Map::clear);
    return match;
  }

  private void dropAboveCap(NfaRuns runs) {
    List<ComputationState> open = new ArrayList<>(runs.nfaState.getPartialMatches());
    open.removeIf(run -> run.getStartEventID() == null);
    if (open.size() > MOST_RUNS) {
      open.sort(BY_START.reversed());
      release(runs, open.subList(MOST_RUNS, open.size()));
      drops.add(rule, open.size() - MOST_RUNS);
    }
    if (runs.waiting.size() > MOST_RUNS) {
      drops.add(rule, runs.waiting.size() - MOST_RUNS);
      runs.waiting.subList(MOST_RUNS, runs.waiting.size()).clear();
    }
  }

  private void release(NfaRuns runs, List<ComputationState> dropped) {
    PriorityQueue<ComputationState> kept =
        new PriorityQueue<>(NFAState.COMPUTATION_STATE_COMPARATOR);
    kept.addAll(runs.nfaState.getPartialMatches());
    withBuffer(
        runs,
        accessor -> {
          for (ComputationState run : dropped) {
            kept.remove(run);
            accessor.releaseNode(run.getPreviousBufferEntry(), run.getVersion());
          }
        });
    runs.nfaState.setNewPartialMatches(kept);
  }

  private static long startMillis(Map<String, List<Touchpoint>> match) {
    return match.values().iterator().next().get(0).timeMillis();
  }

  private interface BufferUse {
    void with(SharedBufferAccessor<Touchpoint> accessor) throws Exception;
  }

  private void withBuffer(NfaRuns runs, BufferUse use) {
    store.use(runs.buffer);
    try (SharedBufferAccessor<Touchpoint> accessor = buffer.getAccessor()) {
      use.with(accessor);
    } catch (Exception e) {
      throw new IllegalStateException("rule " + rule.id() + " cannot be matched", e);
    }
  }
}
