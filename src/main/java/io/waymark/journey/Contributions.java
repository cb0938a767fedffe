package io.waymark.journey;

import io.waymark.journey.Tallies.Tally;
import io.waymark.journey.estimate.DwellBuckets;
import io.waymark.journey.estimate.Landmarks;
import io.waymark.journey.estimate.SampleMoments;

/**
 * Adds to the map what a ledger holds, or takes it back. All that may change later goes through
 * here: before a change the old contribution is taken back, after it the new one is added, so that
 * nothing is counted twice and nothing below 0.
 */
final class Contributions {
  private static final Deviation[] DEVIATIONS = Deviation.values();

  /** Stands for the course of a visit that reached no landmark. */
  private static final int NO_COURSE = -1;

  private final Tallies tallies;

  Contributions(Tallies tallies) {
    this.tallies = tallies;
  }

  /**
   * Adds all that a ledger holds.
   *
   * @param sign 1, or -1 to take it back
   */
  void all(Ledger ledger, int sign) {
    visit(ledger, sign);
    for (int i = 0; i < ledger.size(); i++) {
      CellEntry entry = ledger.get(i);
      customer(cell(ledger, entry), entry, sign);
    }
  }

  /** Adds the visit, and the cells that it has met. */
  void visit(Ledger ledger, int sign) {
    Visit visit = ledger.visit;
    if (visit == null) {
      return;
    }
    Tally stage = tallies.at(Place.stage(ledger.segment, visit.stage()));
    outcome(stage, true, visit, visit.enteredMillis(), sign);
    end(stage, visit, sign);
    for (int i = 0; i < ledger.size(); i++) {
      CellEntry entry = ledger.get(i);
      if (entry.isOfVisit()) {
        met(cell(ledger, entry), visit, entry, sign);
      }
    }
  }

  /** Returns the counts of a cell that the customer has met. */
  Tally cell(Ledger ledger, CellEntry entry) {
    return tallies.at(Place.cell(ledger.segment, entry.stage, entry.cell));
  }

  /** Adds the visit to those that have met a cell. */
  void met(Tally cell, Visit visit, CellEntry entry, int sign) {
    outcome(cell, false, visit, entry.firstMillis, sign);
  }

  /**
   * Counts a visit as what it has become, which is open or ended another way. Most of what it was
   * counted as still holds, and is left.
   */
  void replaceVisit(Ledger ledger, Visit before, Visit after) {
    Tally stage = tallies.at(Place.stage(ledger.segment, before.stage()));
    replaceOutcome(stage, true, before, after, before.enteredMillis());
    end(stage, before, -1);
    end(stage, after, 1);
    for (int i = 0; i < ledger.size(); i++) {
      CellEntry entry = ledger.get(i);
      if (entry.isOfVisit()) {
        replaceOutcome(cell(ledger, entry), false, before, after, entry.firstMillis);
      }
    }
    ledger.visit = after;
  }

  /** Adds how a visit ended, if it has. */
  private static void end(Tally stage, Visit visit, int sign) {
    if (visit.end() == null) {
      return;
    }
    stage.add(Measure.moved(visit.end()), Minutes.of(visit.endedMillis()), sign);
    for (Deviation deviation : DEVIATIONS) {
      if (PlannedPath.has(deviation, visit.progress())) {
        stage.add(Measure.deviated(deviation), Minutes.of(visit.enteredMillis()), sign);
      }
    }
  }

  /**
   * Adds what became of a visit since it met a place.
   *
   * @param isStage whether the place is a stage, not a cell
   * @param metMillis when it began, or met the cell first
   */
  private static void outcome(Tally at, boolean isStage, Visit visit, long metMillis, int sign) {
    long met = Minutes.of(metMillis);
    at.add(Measure.ENTERED, met, sign);
    at.add(outcomeOf(isStage, visit), met, sign);
    course(at, visit, courseOf(isStage, visit, metMillis), sign);
  }

  private static void replaceOutcome(
      Tally at, boolean isStage, Visit before, Visit after, long metMillis) {
    long met = Minutes.of(metMillis);
    at.add(outcomeOf(isStage, before), met, -1);
    at.add(outcomeOf(isStage, after), met, 1);
    int courseBefore = courseOf(isStage, before, metMillis);
    int courseAfter = courseOf(isStage, after, metMillis);
    if (courseBefore != courseAfter) {
      course(at, before, courseBefore, -1);
      course(at, after, courseAfter, 1);
    }
  }

  /** Adds a course by the day on which it is known, which is as exact as it is kept. */
  private static void course(Tally at, Visit visit, int course, int sign) {
    if (course != NO_COURSE) {
      at.add(course, Level.DAYS.floor(Minutes.of(visit.courseKnownMillis())), sign);
    }
  }

  private static int outcomeOf(boolean isStage, Visit visit) {
    if (visit.end() == null) {
      return Measure.OPEN;
    }
    return Measure.ended(visit.end(), isStage ? DwellBuckets.of(visit.dwellMillis()) : 0);
  }

  /**
   * Returns the measure of a visit's course; {@link #NO_COURSE} if it reached no landmark after it
   * met the place.
   */
  private static int courseOf(boolean isStage, Visit visit, long metMillis) {
    int course = visit.course();
    int landmark = Landmarks.landmark(visit.horizonMillis(), metMillis - visit.enteredMillis());
    if (course < 0 || landmark >= Landmarks.COUNT) {
      return NO_COURSE;
    }
    return isStage ? Measure.COURSE + course : Measure.met(landmark, course);
  }

  /** Adds the customer to those who have met a cell, with their mean sentiments. */
  void customer(Tally cell, CellEntry entry, int sign) {
    cell.add(Measure.CUSTOMERS, entry.metMinute, sign);
    sentiment(cell, Measure.MEASURED, entry.measured, entry.metMinute, sign);
    sentiment(cell, Measure.INFERRED, entry.inferred, entry.metMinute, sign);
  }

  private static void sentiment(
      Tally cell, int measure, Sentiment sentiment, long minute, int sign) {
    if (sentiment.count() > 0) {
      long mean = sentiment.mean();
      cell.add(measure, minute, sign);
      cell.add(measure + 1, minute, sign * mean);
      cell.add(measure + 2, minute, sign * SampleMoments.squareNanos(mean));
    }
  }
}
