package io.waymark.recount;

import io.waymark.expression.Scope;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Plan;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.Stage;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.Touchpoint;
import io.waymark.recount.Facts.Feeling;
import io.waymark.recount.Facts.LastMeeting;
import io.waymark.recount.Facts.Meeting;
import io.waymark.recount.Facts.Met;
import io.waymark.recount.Facts.Move;
import io.waymark.recount.Facts.Passage;
import io.waymark.recount.Facts.Return;
import io.waymark.recount.Facts.Stay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks through the history of one customer, and tells the facts of it. Used once. */
final class CustomerWalk {
  /** The cells of which a customer's ledger has room. */
  private static final int MOST_CELLS = 32;

  private static final String NO_CHANNEL = "unknown";

  /** The entry of a cell in the ledger: the last meeting, and sentiments in millionths. */
  private record Kept(List<Long> millis, List<Long> measured, List<Long> inferred) {
    long last() {
      return millis.get(millis.size() - 1);
    }
  }

  private final Lifecycle lifecycle;
  private final Segments segments;
  private final Facts facts;
  private final String customer;

  private final Map<String, Object> traits = new HashMap<>();
  private final Map<CellName, Kept> kept = new LinkedHashMap<>();
  private @Nullable String stage;
  private String segment = "";

  /** The visit so far: when it began, the types it met in order, and the first times of cells. */
  private long enteredMillis;

  private List<String> types = new ArrayList<>();
  private Map<CellName, Long> met = new LinkedHashMap<>();

  private @Nullable CellName lastCell;
  private long lastMillis;

  /** Whether the last touchpoint is one by which customers leave. */
  private boolean hasLeft;

  /**
   * Begins a walk.
   *
   * @param facts are added to
   */
  CustomerWalk(String customer, Lifecycle lifecycle, Segments segments, Facts facts) {
    this.customer = customer;
    this.lifecycle = lifecycle;
    this.segments = segments;
    this.facts = facts;
  }

  /** Walks through touchpoints in the order in which they were applied, then to a time. */
  void walk(List<Touchpoint> touchpoints, long asOfMillis) {
    touchpoints.forEach(this::apply);
    if (stage == null) {
      return;
    }
    long lost = lostMillis();
    if (lost <= asOfMillis) {
      facts.passages().add(new Passage(segment, stage, lastCell, null, lost));
      facts.stays().add(stay(Move.LOST, lost));
    } else {
      facts.stays().add(stay(null, 0));
    }
    kept.forEach((cell, each) -> facts.lastMeetings().add(lastMeeting(cell, each)));
  }

  private void apply(Touchpoint touchpoint) {
    long millis = touchpoint.timeMillis();
    if (stage != null && lostMillis() <= millis) {
      facts.returns().add(new Return(segment, stage, millis));
    }
    boolean isIdentify = touchpoint.type().equals(Touchpoint.IDENTIFY);
    if (isIdentify) {
      traits.putAll(touchpoint.properties());
    }
    String next =
        lifecycle.next(stage, touchpoint.type(), Scope.ofEvent(touchpoint, scope())).orElse(stage);
    if (next == null) {
      return;
    }
    boolean moves = !next.equals(stage);
    if (moves && stage != null) {
      facts.stays().add(stay(move(rank(stage), rank(next)), millis));
    }
    if (moves) {
      stage = next;
      enteredMillis = millis;
      types = new ArrayList<>();
      met = new LinkedHashMap<>();
    }
    if (moves || isIdentify) {
      segment = segments.assign(scope());
    }
    meet(touchpoint, next);
    hasLeft = lifecycle.ends().contains(touchpoint.type());
  }

  private long lostMillis() {
    return lastMillis + (hasLeft ? 0 : stage().lostMillis());
  }

  private void meet(Touchpoint touchpoint, String in) {
    long millis = touchpoint.timeMillis();
    String channel = Objects.requireNonNullElse(touchpoint.channel(), NO_CHANNEL);
    CellName cell = new CellName(in, channel, touchpoint.type());
    if (!kept.containsKey(cell)) {
      if (kept.size() == MOST_CELLS) {
        forgetOldest();
      }
      kept.put(cell, new Kept(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
    Kept here = Objects.requireNonNull(kept.get(cell));
    here.millis().add(millis);
    Feeling feeling = Feeling.NONE;
    if (touchpoint.sentiment() != null) {
      feeling = touchpoint.sentimentInferred() ? Feeling.INFERRED : Feeling.MEASURED;
      (feeling == Feeling.INFERRED ? here.inferred() : here.measured())
          .add(Math.round(touchpoint.sentiment() * 1_000_000));
    }
    met.putIfAbsent(cell, millis);
    types.add(touchpoint.type());
    facts.meetings().add(new Meeting(segment, cell, millis, feeling));
    facts.passages().add(new Passage(segment, in, lastCell, cell, millis));
    lastCell = cell;
    lastMillis = millis;
  }

  /** Forgets the cell met in the earliest minute; of several the one with the smallest number. */
  private void forgetOldest() {
    CellName oldest =
        kept.entrySet().stream()
            .min(
                Comparator.comparing(
                        (Map.Entry<CellName, Kept> each) ->
                            Math.floorDiv(each.getValue().last(), 60_000L))
                    .thenComparing(each -> CellNumber.of(each.getKey())))
            .orElseThrow()
            .getKey();
    kept.remove(oldest);
    met.remove(oldest);
  }

  private Stay stay(@Nullable Move end, long endedMillis) {
    List<Met> cells = new ArrayList<>();
    met.forEach((cell, millis) -> cells.add(new Met(cell, millis)));
    Set<String> deviations =
        end == null ? Set.of() : deviations(stage().plan(), endedMillis - enteredMillis);
    return new Stay(segment, stage().name(), enteredMillis, end, endedMillis, cells, deviations);
  }

  private Set<String> deviations(Plan plan, long dwellMillis) {
    List<String> planned = plan.touchpoints();
    List<String> came = types.stream().distinct().filter(planned::contains).toList();
    Set<String> found = new TreeSet<>();
    if (plan.withinMillis() > 0 && dwellMillis > plan.withinMillis()) {
      found.add("late");
    }
    if (came.size() < planned.size()) {
      found.add("missing");
    }
    if (!planned.isEmpty() && !planned.containsAll(types)) {
      found.add("unexpected");
    }
    if (plan.ordered() && !came.equals(planned.stream().filter(came::contains).toList())) {
      found.add("out-of-order");
    }
    return found;
  }

  private LastMeeting lastMeeting(CellName cell, Kept each) {
    return new LastMeeting(
        segment, cell, each.last(), meanMicros(each.measured()), meanMicros(each.inferred()));
  }

  private static @Nullable Long meanMicros(List<Long> micros) {
    return micros.isEmpty()
        ? null
        : (Long)
            Math.round((double) micros.stream().mapToLong(Long::longValue).sum() / micros.size());
  }

  private static Move move(int from, int to) {
    return to < from ? Move.BACK : to == from + 1 ? Move.FORWARD : Move.SKIP;
  }

  private Stage stage() {
    return lifecycle.stages().get(rank(Objects.requireNonNull(stage)));
  }

  private int rank(String name) {
    return List.copyOf(lifecycle.stageNames()).indexOf(name);
  }

  private Scope scope() {
    return name ->
        switch (name) {
          case "customer.id" -> customer;
          case "customer.stage" -> stage;
          case "customer.traits" -> traits;
          default -> null;
        };
  }
}
