package io.waymark.console.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The customers and what happened to them. */
public interface Customers {
  /**
   * A customer.
   *
   * @param key stands for the id in addresses, which are logged
   */
  record Row(String customer, String key) {}

  /**
   * The state of a customer at the newest touchpoint.
   *
   * @param stage null for a customer without a stage
   * @param sinceMillis when it was entered; null where that is longer ago than rows are kept
   */
  record State(
      String customer,
      String key,
      @Nullable String stage,
      @Nullable Long sinceMillis,
      long lastMillis,
      long touchpoints,
      long triggers,
      long decisions) {}

  /** The kinds of moments, in the order of one instant, newest first. */
  enum Kind {
    TRIGGER(0),
    DECISION(1),
    TRANSITION(2),
    TOUCHPOINT(3);

    private final int place;

    Kind(int place) {
      this.place = place;
    }

    /** Returns the place among the kinds of one instant, which stands in cursors. */
    int place() {
      return place;
    }
  }

  /**
   * An entry of a timeline.
   *
   * @param document as it is on the topic of its kind
   */
  record Moment(Kind kind, long timeMillis, String document) {}

  /**
   * A cell of the map.
   *
   * @param channel as the map has it: {@code unknown} for touchpoints without one
   * @param segment null for everybody
   */
  record Cell(String stage, String channel, String type, @Nullable String segment) {}

  /** A customer of a cell and the last time that they were in it. */
  record Visitor(String customer, String key, long lastMillis) {}

  /** Takes the touchpoints of one customer after the other. */
  @FunctionalInterface
  interface HistoryTaker {
    /**
     * Takes a customer's touchpoints.
     *
     * @param applied the documents of the topic {@code applied}, in the order of time
     * @return whether to go on with the next customer
     */
    boolean take(String customer, List<String> applied);
  }

  /** Returns the customers whose ids begin with a text, in order; all for an empty one. */
  Page<Row> beginningWith(String prefix, PageRequest request);

  /** Returns the customer with a key. */
  Optional<String> find(String key);

  /** Returns the keys of customers by id, at most a page of them; without those not kept. */
  Map<String, String> keys(Collection<String> customers);

  /** Returns the state of a customer; empty for one of whom nothing is kept. */
  Optional<State> state(String customer);

  /** Returns what happened to a customer, the newest first. */
  Page<Moment> timeline(String customer, PageRequest request);

  /**
   * Returns the customers who were in a cell of the map, the latest first. Of a segment they are
   * those who are in it now, as on the map. A page may have fewer rows than were asked for, or
   * none, where looking for more would take long; the next page goes on from there.
   */
  Page<Visitor> ofCell(Cell cell, PageRequest request);

  /**
   * Hands the histories of customers over, by id, until the taker has enough.
   *
   * @param mostTouchpoints of one customer; the oldest are left out where there are more
   */
  void histories(long fromMillis, int mostTouchpoints, HistoryTaker taker);
}
