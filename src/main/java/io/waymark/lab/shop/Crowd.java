package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/**
 * The journeys of all customers as one stream in order of time.
 *
 * <p>Of a customer who has come and is not done, only the place in the journey is held, some 40
 * bytes; the journey is planned anew for each step. The stream has no end, and most customers have
 * a parcel on its way for days.
 */
public final class Crowd implements Iterator<Touchpoint> {
  private final Arrivals arrivals;
  private final PriorityQueue<NextStep> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(NextStep::millis).thenComparingLong(NextStep::number));
  private long arriving;

  /** Begins with the touchpoints of a time, and leaves out earlier ones. */
  Crowd(Arrivals arrivals, long fromMillis) {
    this.arrivals = arrivals;
    while (arrivals.millis(arriving) < fromMillis) {
      expectFrom(fromMillis, arrivals.plan(arriving));
      arriving++;
    }
    admit();
  }

  /** Returns true: customers keep coming. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Touchpoint next() {
    NextStep place = waiting.remove();
    Journey journey = arrivals.plan(place.number());
    expect(journey, place.step() + 1);
    admit();
    return journey.touchpoints().get(place.step());
  }

  /** Returns the time of the next touchpoint. */
  public long nextMillis() {
    return first().millis();
  }

  /** Admits the customers who come no later than the first touchpoint that waits. */
  private void admit() {
    while (waiting.isEmpty() || arrivals.millis(arriving) <= first().millis()) {
      expect(arrivals.plan(arriving), 0);
      arriving++;
    }
  }

  private void expectFrom(long millis, Journey journey) {
    int step = 0;
    for (Touchpoint touchpoint : journey.touchpoints()) {
      if (touchpoint.timeMillis() < millis) {
        step++;
      }
    }
    expect(journey, step);
  }

  private void expect(Journey journey, int step) {
    if (step < journey.touchpoints().size()) {
      waiting.add(
          new NextStep(journey.touchpoints().get(step).timeMillis(), journey.number(), step));
    }
  }

  private NextStep first() {
    return waiting.element();
  }

  private record NextStep(long millis, long number, int step) {}
}
