package io.waymark.lab.receiver;

import io.waymark.model.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest arrivals; several threads add to them. Older ones are counted, not kept. */
final class Arrivals {
  static final int MOST = 200;

  /** The longest text of a trigger that the page shows. */
  private static final int MOST_TEXT = 300;

  /**
   * The first arrival of a trigger; texts that a rule's author chose are shortened.
   *
   * @param times how often it has arrived
   */
  record Arrival(
      String id,
      String to,
      String rule,
      String title,
      String customer,
      String why,
      Trigger.Latency latency,
      long atMillis,
      int times) {
    static Arrival of(Trigger trigger, long atMillis) {
      return new Arrival(
          shortened(trigger.id()),
          shortened(trigger.to()),
          shortened(trigger.rule()),
          shortened(trigger.title()),
          shortened(trigger.customer()),
          shortened(trigger.why()),
          trigger.latency(),
          atMillis,
          1);
    }

    Arrival again() {
      return new Arrival(id, to, rule, title, customer, why, latency, atMillis, times + 1);
    }

    private static String shortened(String text) {
      return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
    }
  }

  /**
   * All of it at a moment.
   *
   * @param newestFirst the kept ones
   * @param version changes whenever anything does
   * @param lastRefusal why the last refused one was; empty before
   */
  record Reading(
      List<Arrival> newestFirst,
      long arrived,
      long repeated,
      long refused,
      String lastRefusal,
      long version) {
    Reading {
      newestFirst = List.copyOf(newestFirst);
    }
  }

  private final Map<String, Arrival> kept = new LinkedHashMap<>();
  private long arrived;
  private long repeated;
  private long refused;
  private String lastRefusal = "";

  synchronized void add(Trigger trigger, long atMillis) {
    Arrival arrival = Arrival.of(trigger, atMillis);
    Arrival known = kept.get(arrival.id());
    if (known != null) {
      repeated++;
      kept.put(known.id(), known.again());
      return;
    }
    arrived++;
    kept.put(arrival.id(), arrival);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  synchronized void refuse(String reason) {
    refused++;
    lastRefusal = reason;
  }

  synchronized Reading read() {
    List<Arrival> newestFirst = new ArrayList<>(kept.values());
    Collections.reverse(newestFirst);
    return new Reading(
        newestFirst, arrived, repeated, refused, lastRefusal, arrived + repeated + refused);
  }
}
