package io.waymark.journey;

import io.waymark.binary.SmallMap;
import io.waymark.journey.Tallies.Tally;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Stage;
import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws what customers do into the journey map: changes a customer's ledger, and tallies the
 * difference. Touchpoints and deadlines of a customer come in order of time.
 */
public final class Cartographer {
  /** The deadline of a customer who is not waited for. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The stage of a lifecycle, by its place in the order. */
  private record Known(int rank, Stage stage, PlannedPath path) {}

  private final Map<String, Known> stages;
  private final Set<String> ends;
  private final int edition;
  private final CellNames names;
  private final Tallies tallies;
  private final Contributions contributions;

  /**
   * Creates a cartographer.
   *
   * @param edition changes with the definition of the segments
   * @param names of the cells that are met
   * @param tallies takes what is counted
   */
  public Cartographer(Lifecycle lifecycle, int edition, CellNames names, Tallies tallies) {
    List<Stage> all = lifecycle.stages();
    this.stages =
        SmallMap.copyOf(
            IntStream.range(0, all.size())
                .mapToObj(
                    rank -> new Known(rank, all.get(rank), new PlannedPath(all.get(rank).plan())))
                .collect(Collectors.toMap(known -> known.stage().name(), known -> known)));
    this.ends = lifecycle.ends();
    this.edition = edition;
    this.names = names;
    this.tallies = tallies;
    this.contributions = new Contributions(tallies);
  }

  /** Returns the time at which a customer is lost if no touchpoint comes before. */
  public long lostMillis(Ledger ledger) {
    Visit visit = ledger.visit;
    if (visit == null || !visit.isOpen()) {
      return NEVER;
    }
    Known known = stages.get(visit.stage());
    return ledger.lastMillis
        + (known == null ? Stage.DEFAULT_LOST_MILLIS : known.stage().lostMillis());
  }

  /** Counts a customer as lost, if that is due by a time. */
  public void passDeadline(Ledger ledger, long toMillis) {
    long lost = lostMillis(ledger);
    Visit visit = ledger.visit;
    if (visit != null && lost <= toMillis) {
      lose(ledger, visit, lost);
    }
  }

  private void lose(Ledger ledger, Visit visit, long millis) {
    end(ledger, visit, VisitEnd.LOST, millis);
    step(ledger, visit.stage(), Place.LOST, millis, 1);
  }

  /**
   * Applies a touchpoint. One that is older than the customer's last one counts at the time of
   * that.
   *
   * @param stage the stage that the customer is in after it; null for none
   * @param segment finds the segment, which is asked for where it may have changed
   */
  public void apply(
      Ledger ledger, @Nullable String stage, Touchpoint came, Supplier<String> segment) {
    Touchpoint touchpoint = inOrder(ledger, came);
    comeBack(ledger, touchpoint.timeMillis());
    withdrawFromRemovedStage(ledger);
    Known known = stage == null ? null : stages.get(stage);
    if (known == null) {
      return;
    }
    boolean moves = ledger.visit == null || !ledger.visit.stage().equals(stage);
    if (moves) {
      leave(ledger, known, touchpoint.timeMillis());
    }
    if (moves || ledger.segmentsEdition != edition || isIdentify(touchpoint)) {
      changeSegment(ledger, segment.get());
    }
    if (moves) {
      ledger.visit =
          Visit.begun(known.stage().name(), known.stage().horizonMillis(), touchpoint.timeMillis());
      contributions.visit(ledger, 1);
    }
    meet(ledger, known, touchpoint);
    if (ledger.visit != null && ends.contains(touchpoint.type())) {
      lose(ledger, ledger.visit, touchpoint.timeMillis());
    }
  }

  /**
   * Keeps a visit from meeting a touchpoint before it began: after a restore from an unaligned
   * checkpoint the clocks of all subtasks go back to the lowest, and what was late for one of them
   * may be in time.
   */
  private static Touchpoint inOrder(Ledger ledger, Touchpoint touchpoint) {
    return ledger.segment.isEmpty() || touchpoint.timeMillis() >= ledger.lastMillis
        ? touchpoint
        : touchpoint.at(ledger.lastMillis);
  }

  private static boolean isIdentify(Touchpoint touchpoint) {
    return touchpoint.type().equals(Touchpoint.IDENTIFY);
  }

  /** Takes back that the customer was lost: the visit goes on as if it had not ended. */
  private void comeBack(Ledger ledger, long millis) {
    Visit visit = ledger.visit;
    if (visit != null && !visit.isOpen()) {
      contributions.replaceVisit(
          ledger, visit, visit.resumed(PlannedPath.resumed(visit.progress())));
      step(ledger, visit.stage(), Place.LOST, visit.endedMillis(), -1);
      Place stage = Place.stage(ledger.segment, visit.stage());
      tallies.at(stage).add(Measure.RETURNED, Minutes.of(millis), 1);
    }
  }

  /** Counts out a visit to a stage that the lifecycle no longer has. */
  private void withdrawFromRemovedStage(Ledger ledger) {
    if (ledger.visit != null && !stages.containsKey(ledger.visit.stage())) {
      contributions.visit(ledger, -1);
      ledger.closeVisit();
    }
  }

  private void leave(Ledger ledger, Known next, long millis) {
    Visit visit = ledger.visit;
    Known left = visit == null ? null : stages.get(visit.stage());
    if (visit != null && left != null) {
      end(ledger, visit, VisitEnd.between(left.rank(), next.rank()), millis);
      ledger.closeVisit();
    }
  }

  private void end(Ledger ledger, Visit visit, VisitEnd by, long millis) {
    Known known = stages.get(visit.stage());
    int progress =
        known == null
            ? visit.progress()
            : known.path().atEnd(visit.progress(), millis - visit.enteredMillis());
    contributions.replaceVisit(ledger, visit, visit.ended(by, millis, progress));
  }

  /** Moves all that a ledger holds to another segment. */
  private void changeSegment(Ledger ledger, String segment) {
    ledger.segmentsEdition = edition;
    if (!segment.equals(ledger.segment)) {
      contributions.all(ledger, -1);
      ledger.segment = segment;
      contributions.all(ledger, 1);
    }
  }

  private void meet(Ledger ledger, Known planned, Touchpoint touchpoint) {
    String channel = touchpoint.channel();
    String stage = planned.stage().name();
    Cell cell = new Cell(stage, channel == null ? Cell.NO_CHANNEL : channel, touchpoint.type());
    long id = names.idOf(cell);
    CellEntry known = ledger.find(id);
    CellEntry entry = known == null ? new CellEntry(stage, id) : known;
    Tally tally = contributions.cell(ledger, entry);
    if (known == null) {
      makeRoom(ledger);
      ledger.add(entry);
      entry.note(touchpoint);
      contributions.customer(tally, entry, 1);
    } else if (entry.isChangedBy(touchpoint)) {
      contributions.customer(tally, entry, -1);
      entry.note(touchpoint);
      contributions.customer(tally, entry, 1);
    }
    Visit visit = ledger.visit;
    if (visit != null) {
      if (!entry.isOfVisit()) {
        entry.firstMillis = touchpoint.timeMillis();
        contributions.met(tally, visit, entry, 1);
      }
      ledger.visit = visit.with(planned.path().after(visit.progress(), touchpoint.type()));
    }
    count(tally, touchpoint);
    step(ledger, stage, id, touchpoint.timeMillis(), 1);
    ledger.lastCell = id;
    ledger.lastMillis = touchpoint.timeMillis();
  }

  /** Takes back the cell that was met the longest ago, where the ledger is full. */
  private void makeRoom(Ledger ledger) {
    if (ledger.isFull()) {
      CellEntry oldest = ledger.removeOldest();
      Tally tally = contributions.cell(ledger, oldest);
      contributions.customer(tally, oldest, -1);
      if (ledger.visit != null && oldest.isOfVisit()) {
        contributions.met(tally, ledger.visit, oldest, -1);
      }
    }
  }

  private static void count(Tally cell, Touchpoint touchpoint) {
    long minute = Minutes.of(touchpoint.timeMillis());
    cell.add(Measure.TOUCHPOINTS, minute, 1);
    if (touchpoint.sentiment() != null) {
      cell.add(
          touchpoint.sentimentInferred()
              ? Measure.INFERRED_TOUCHPOINTS
              : Measure.MEASURED_TOUCHPOINTS,
          minute,
          1);
    }
  }

  /** Counts the step from the last cell to another. */
  private void step(Ledger ledger, String stage, long to, long millis, int sign) {
    tallies
        .at(Place.way(ledger.segment, stage, ledger.lastCell, to))
        .add(Measure.STEPS, Minutes.of(millis), sign);
  }
}
