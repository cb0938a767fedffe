package io.waymark.journey;

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
      customer(ledger.segment, ledger.get(i), sign);
    }
  }

  /** Adds the visit, and the cells that it has met. */
  void visit(Ledger ledger, int sign) {
    Visit visit = ledger.visit;
    if (visit == null) {
      return;
    }
    Place place = Place.stage(ledger.segment, visit.stage());
    outcome(place, visit, visit.enteredMillis(), sign);
    end(place, visit, sign);
    for (int i = 0; i < ledger.size(); i++) {
      met(ledger.segment, visit, ledger.get(i), sign);
    }
  }

  /** Adds the visit to those that have met a cell, if it has. */
  void met(String segment, Visit visit, CellEntry entry, int sign) {
    if (entry.isOfVisit()) {
      Place place = Place.cell(segment, entry.stage, entry.cell);
      outcome(place, visit, entry.firstMillis, sign);
    }
  }

  /**
   * Counts a visit as what it has become, which is open or ended another way. Most of what it was
   * counted as still holds, and is left.
   */
  void replaceVisit(Ledger ledger, Visit before, Visit after) {
    Place place = Place.stage(ledger.segment, before.stage());
    replaceOutcome(place, before, after, before.enteredMillis());
    end(place, before, -1);
    end(place, after, 1);
    for (int i = 0; i < ledger.size(); i++) {
      CellEntry entry = ledger.get(i);
      if (entry.isOfVisit()) {
        Place cell = Place.cell(ledger.segment, entry.stage, entry.cell);
        replaceOutcome(cell, before, after, entry.firstMillis);
      }
    }
    ledger.visit = after;
  }

  /** Adds how a visit ended, if it has. */
  private void end(Place place, Visit visit, int sign) {
    if (visit.end() == null) {
      return;
    }
    tallies.add(place, Measure.moved(visit.end()), Minutes.of(visit.endedMillis()), sign);
    for (Deviation deviation : DEVIATIONS) {
      if (PlannedPath.has(deviation, visit.progress())) {
        tallies.add(place, Measure.deviated(deviation), Minutes.of(visit.enteredMillis()), sign);
      }
    }
  }

  /**
   * Adds what became of a visit since it met a place.
   *
   * @param metMillis when it began, or met the cell first
   */
  private void outcome(Place place, Visit visit, long metMillis, int sign) {
    long met = Minutes.of(metMillis);
    tallies.add(place, Measure.ENTERED, met, sign);
    tallies.add(place, outcomeOf(place, visit), met, sign);
    course(place, visit, courseOf(place, visit, metMillis), sign);
  }

  private void replaceOutcome(Place place, Visit before, Visit after, long metMillis) {
    long met = Minutes.of(metMillis);
    tallies.add(place, outcomeOf(place, before), met, -1);
    tallies.add(place, outcomeOf(place, after), met, 1);
    int courseBefore = courseOf(place, before, metMillis);
    int courseAfter = courseOf(place, after, metMillis);
    if (courseBefore != courseAfter) {
      course(place, before, courseBefore, -1);
      course(place, after, courseAfter, 1);
    }
  }

  private void course(Place place, Visit visit, int course, int sign) {
    if (course != NO_COURSE) {
      tallies.add(place, course, Minutes.of(visit.courseKnownMillis()), sign);
    }
  }

  private static int outcomeOf(Place place, Visit visit) {
    if (visit.end() == null) {
      return Measure.OPEN;
    }
    int bucket = place.isStage() ? DwellBuckets.of(visit.dwellMillis()) : 0;
    return Measure.ended(visit.end(), bucket);
  }

  /**
   * Returns the measure of a visit's course; {@link #NO_COURSE} if it reached no landmark after it
   * met the place.
   */
  private static int courseOf(Place place, Visit visit, long metMillis) {
    int course = visit.course();
    int landmark = Landmarks.landmark(visit.horizonMillis(), metMillis - visit.enteredMillis());
    if (course < 0 || landmark >= Landmarks.COUNT) {
      return NO_COURSE;
    }
    return place.isStage() ? Measure.COURSE + course : Measure.met(landmark, course);
  }

  /** Adds the customer to those who have met a cell, with their mean sentiments. */
  void customer(String segment, CellEntry entry, int sign) {
    Place place = Place.cell(segment, entry.stage, entry.cell);
    tallies.add(place, Measure.CUSTOMERS, entry.metMinute, sign);
    sentiment(place, Measure.MEASURED, entry.measured, entry.metMinute, sign);
    sentiment(place, Measure.INFERRED, entry.inferred, entry.metMinute, sign);
  }

  private void sentiment(Place place, int measure, Sentiment sentiment, long minute, int sign) {
    if (sentiment.count() > 0) {
      long mean = sentiment.mean();
      tallies.add(place, measure, minute, sign);
      tallies.add(place, measure + 1, minute, sign * mean);
      tallies.add(place, measure + 2, minute, sign * SampleMoments.squareNanos(mean));
    }
  }
}
