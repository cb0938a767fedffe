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
    long entered = Minutes.of(visit.enteredMillis());
    outcome(place, visit, visit.enteredMillis(), sign);
    if (visit.end() != null) {
      tallies.add(place, Measure.moved(visit.end()), Minutes.of(visit.endedMillis()), sign);
      for (Deviation deviation : DEVIATIONS) {
        if (PlannedPath.has(deviation, visit.progress())) {
          tallies.add(place, Measure.deviated(deviation), entered, sign);
        }
      }
    }
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
   * Adds what became of a visit since it met a place.
   *
   * @param metMillis when it began, or met the cell first
   */
  private void outcome(Place place, Visit visit, long metMillis, int sign) {
    long met = Minutes.of(metMillis);
    tallies.add(place, Measure.ENTERED, met, sign);
    if (visit.end() == null) {
      tallies.add(place, Measure.OPEN, met, sign);
    } else {
      int bucket = place.isStage() ? DwellBuckets.of(visit.dwellMillis()) : 0;
      tallies.add(place, Measure.ended(visit.end(), bucket), met, sign);
    }
    course(place, visit, metMillis, sign);
  }

  /** Adds the visit to those of its course, if it reached a landmark after it met the place. */
  private void course(Place place, Visit visit, long metMillis, int sign) {
    int course = visit.course();
    long age = metMillis - visit.enteredMillis();
    int landmark = Landmarks.landmark(visit.horizonMillis(), age);
    if (course >= 0 && landmark < Landmarks.COUNT) {
      int measure = place.isStage() ? Measure.COURSE + course : Measure.met(landmark, course);
      tallies.add(place, measure, Minutes.of(visit.courseKnownMillis()), sign);
    }
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
