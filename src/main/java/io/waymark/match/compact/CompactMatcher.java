package io.waymark.match.compact;

import io.waymark.match.Automaton;
import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.match.ByType;
import io.waymark.match.Criteria;
import io.waymark.match.Criterion;
import io.waymark.match.Matcher;
import io.waymark.match.Runs;
import io.waymark.match.Wait;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Matches one rule with one chain at each place of its {@link Automaton}: of all chains that could
 * wait there, the one that started last, which decides alone (see {@link
 * io.waymark.match.LatestStart}).
 *
 * <p>A touchpoint visits the places from the last to the first. So it does not advance a chain
 * twice, and does not end a chain that it has just advanced: an absence counts from the next
 * touchpoint on. The cost grows with the places that ask for its type. Where the pattern ends in an
 * absence, only the first complete chain waits for it: a touchpoint that cancels the deadline of a
 * later chain cancels all deadlines before it.
 */
final class CompactMatcher implements Matcher {
  /** The most bytes of one more chain and its last link, and of longer numbers of other links. */
  private static final int WAITING_BYTES = 16;

  private final Pattern pattern;
  private final boolean mayStart;
  private final List<Place> places;

  /** Reduces a touchpoint to the part that runs keep: the same object for all rules. */
  private final Function<Touchpoint, Touchpoint> reduction;

  private final EncodedStarts starts;

  private final RunsCodec codec;
  private final @Nullable DistinctStart distinctStart;

  /** The effects of each type of touchpoint. */
  private final ByType<List<Effects>> effects;

  /** The criteria by which a touchpoint breaks the absence at the end, by its type. */
  private final ByType<List<Criterion>> trailing;

  /** The absences that count whatever the touchpoint's correlation value. */
  private final ByType<List<Criterion>> trailingOfAll;

  /**
   * Creates a matcher of a rule that {@link io.waymark.match.LatestStart} does not object to.
   *
   * @param mayStart whether runs may start; else those that are open advance only
   * @param reduction of a touchpoint to the part that runs keep: the same object each time in a row
   */
  CompactMatcher(
      Rule rule,
      boolean mayStart,
      Criteria criteria,
      Function<Touchpoint, Touchpoint> reduction,
      EncodedStarts starts) {
    this.pattern = rule.pattern();
    this.mayStart = mayStart;
    this.places = Automaton.of(pattern).places();
    this.reduction = reduction;
    this.starts = starts;
    this.codec = new RunsCodec(pattern, places.size());
    this.distinctStart = DistinctStart.of(places, criteria);
    this.effects =
        ByType.of(
            pattern.steps().stream().map(Step::types).toList(),
            type -> Effects.of(type, places, criteria));
    this.trailing = criteria(pattern.silence(), criteria);
    this.trailingOfAll =
        criteria(
            pattern.uncorrelated().stream().filter(each -> each.forMillis() > 0).toList(),
            criteria);
  }

  private static ByType<List<Criterion>> criteria(List<? extends Step> steps, Criteria criteria) {
    return ByType.of(
        steps.stream().map(Step::types).toList(),
        type ->
            steps.stream()
                .filter(step -> step.types().contains(type))
                .map(step -> criteria.of(step.where()))
                .toList());
  }

  @Override
  public Runs start() {
    return new CompactRuns(places.size());
  }

  @Override
  public Optional<Match> advance(Runs opened, Touchpoint touchpoint) {
    CompactRuns runs = (CompactRuns) opened;
    if (holdsAny(trailing, touchpoint)) {
      runs.complete = null;
    }
    Chain complete = visit(runs, touchpoint);
    if (complete != null && pattern.trailing() == null) {
      return Optional.of(match(runs, complete, touchpoint.timeMillis(), touchpoint));
    }
    if (runs.complete == null) {
      runs.complete = complete;
    }
    return Optional.empty();
  }

  @Override
  public void pass(Runs opened, Touchpoint touchpoint) {
    CompactRuns runs = (CompactRuns) opened;
    if (holdsAny(trailingOfAll, touchpoint)) {
      runs.complete = null;
    }
    List<Effects> all = effects.get(touchpoint.type());
    for (Effects at : all == null ? List.<Effects>of() : all) {
      if (at.place() > 0 && at.endsWaitOfOthers(touchpoint)) {
        runs.chains[at.place()] = null;
      }
    }
  }

  @Override
  public Optional<Match> expire(Runs opened, long nowMillis) {
    CompactRuns runs = (CompactRuns) opened;
    if (runs.complete != null) {
      long deadline = runs.complete.lastMillis() + pattern.forMillis();
      if (deadline <= nowMillis) {
        return Optional.of(match(runs, runs.complete, deadline, null));
      }
    }
    runs.forget(nowMillis - pattern.withinMillis());
    return Optional.empty();
  }

  @Override
  public List<Wait> waits(Runs opened, int most) {
    CompactRuns runs = (CompactRuns) opened;
    Set<Chain> chains = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Wait> waits = new ArrayList<>();
    if (runs.complete != null) {
      waits.add(new Wait(runs.complete.bySteps(places), true));
    }
    for (int place = runs.chains.length - 1; place >= 0; place--) {
      Chain chain = runs.chains[place];
      if (chain != null && chains.size() < most && chains.add(chain)) {
        waits.add(new Wait(chain.bySteps(places), false));
      }
    }
    if (!runs.firsts.isEmpty() && chains.size() < most) {
      waits.add(new Wait(Map.of(places.get(0).step().name(), runs.firsts), false));
    }
    return waits;
  }

  @Override
  public boolean mayWaitFor(Runs opened, Step.Positive step) {
    CompactRuns runs = (CompactRuns) opened;
    for (int place = 0; place < runs.chains.length; place++) {
      if (runs.chains[place] != null && places.get(place).step().name().equals(step.name())) {
        return true;
      }
    }
    return !runs.firsts.isEmpty() && places.get(0).step().name().equals(step.name());
  }

  @Override
  public int growthAtMost(Runs runs, int touchpointBytes) {
    return touchpointBytes + WAITING_BYTES * places.size();
  }

  @Override
  public byte[] encode(Runs opened) throws IOException {
    CompactRuns runs = (CompactRuns) opened;
    Chain start = places.size() < Long.SIZE ? runs.onlyStart() : null;
    return start == null
        ? codec.encode(runs)
        : starts.of(
            start.last(),
            codec.typeIndex(start.last()),
            runs.waitingPlaces(),
            () -> codec.encode(runs));
  }

  @Override
  public Runs decode(String customer, byte[] bytes) throws IOException {
    return codec.decode(customer, bytes);
  }

  private static boolean holdsAny(ByType<List<Criterion>> byType, Touchpoint touchpoint) {
    List<Criterion> criteria = byType.get(touchpoint.type());
    return criteria != null && Effects.anyHolds(criteria, touchpoint);
  }

  /** Advances chains and returns the one that is complete by it; null for none. */
  private @Nullable Chain visit(CompactRuns runs, Touchpoint touchpoint) {
    runs.forget(touchpoint.timeMillis() - pattern.withinMillis());
    Chain complete = null;
    List<Effects> all = effects.get(touchpoint.type());
    if (all == null) {
      return null;
    }
    for (Effects at : all) {
      Chain longer = at.place() == 0 ? first(runs, at, touchpoint) : next(runs, at, touchpoint);
      Take take = longer == null ? null : take(at);
      if (longer != null && take != null) {
        for (int next : take.next()) {
          runs.offer(next, longer);
        }
        if (take.completes() && longer.isBetterThan(complete)) {
          complete = longer;
        }
      }
    }
    return complete;
  }

  private @Nullable Take take(Effects at) {
    return at.place() == 0 && distinctStart != null ? distinctStart.take() : at.take();
  }

  private @Nullable Chain first(CompactRuns runs, Effects at, Touchpoint touchpoint) {
    if ((!mayStart && runs.firsts.isEmpty()) || !at.starts(touchpoint)) {
      return null;
    }
    Touchpoint first = reduction.apply(touchpoint);
    return distinctStart == null
        ? Chain.of(null, 0, first)
        : distinctStart.choose(runs.firsts, touchpoint, first);
  }

  private @Nullable Chain next(CompactRuns runs, Effects at, Touchpoint touchpoint) {
    Chain waiting = runs.chains[at.place()];
    if (waiting == null) {
      return null;
    }
    Chain longer =
        at.takes(touchpoint, waiting)
            ? Chain.of(
                at.isOpen() ? waiting.withRoom(Step.Range.MOST, at.place()) : waiting,
                at.place(),
                reduction.apply(touchpoint))
            : null;
    if (at.endsWait(touchpoint)) {
      runs.chains[at.place()] = null;
    }
    return longer;
  }

  /**
   * Returns the match and clears all runs: earlier touchpoints cannot be part of the next match.
   */
  private Match match(
      CompactRuns runs, Chain complete, long timeMillis, @Nullable Touchpoint completedBy) {
    runs.clear();
    return new Match(complete.bySteps(places), timeMillis, completedBy);
  }
}
