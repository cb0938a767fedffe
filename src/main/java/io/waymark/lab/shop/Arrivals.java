package io.waymark.lab.shop;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The times at which customers come.
 *
 * <p>The flow of customers is constant in pieces, so the time at which number n comes is found from
 * n alone, without counting. Most of the history is quiet, to be short. Its rushes lie where the
 * bundled rules look back to: what began in one of them a month, ten days, three days or an hour
 * ago becomes a stall in the first hours in which someone watches.
 */
record Arrivals(Shop shop, List<Flow> flows) {
  Arrivals {
    flows = List.copyOf(flows);
  }

  private static final double QUIET_PER_MINUTE = 0.06;
  private static final double LIVE_PER_MINUTE = 120;
  private static final List<Rush> RUSHES =
      List.of(
          new Rush(ofDays(30).plusMinutes(30), ofHours(6), 4),
          new Rush(ofDays(10).plusHours(8), ofDays(2), 0.8),
          new Rush(ofDays(3).plusMinutes(30), ofHours(6), 4),
          new Rush(ofMinutes(80), ofMinutes(80), 10));

  static Arrivals of(Shop shop) {
    long start = shop.opened().minus(shop.history()).toEpochMilli();
    List<Flow> flows = new ArrayList<>();
    flows.add(Flow.first(start, QUIET_PER_MINUTE));
    for (Rush rush : RUSHES) {
      if (rush.ago().compareTo(shop.history()) < 0) {
        long begin = shop.opened().minus(rush.ago()).toEpochMilli();
        flows.add(last(flows).then(begin, rush.perMinute()));
        flows.add(last(flows).then(begin + rush.length().toMillis(), QUIET_PER_MINUTE));
      }
    }
    flows.add(last(flows).then(shop.opened().toEpochMilli(), LIVE_PER_MINUTE));
    return new Arrivals(shop, flows);
  }

  Journey plan(long number) {
    Dice dice = new Dice(shop.seed(), number);
    Instant arrival = Instant.ofEpochMilli(millis(number, dice));
    Pace pace = arrival.isBefore(shop.opened()) ? Pace.LIFE : Pace.LIVE;
    Persona persona = Persona.drawn(dice);
    Story story =
        new Story(Shopper.drawn(number, dice, arrival), dice, pace, arrival, shop.influences());
    persona.live(story);
    return new Journey(number, persona, story.touchpoints());
  }

  /** Returns when a customer comes; ascending with the number. */
  long millis(long number) {
    return millis(number, new Dice(shop.seed(), number));
  }

  private long millis(long number, Dice dice) {
    double position = number + dice.share();
    Flow flow = flows.get(0);
    for (Flow later : flows) {
      if (later.before() <= position) {
        flow = later;
      }
    }
    return flow.millisAt(position);
  }

  private static Flow last(List<Flow> flows) {
    return flows.get(flows.size() - 1);
  }

  /** A time in the history in which more customers came. */
  private record Rush(Duration ago, Duration length, double perMinute) {}

  /**
   * Customers at an even rate, until the next flow begins.
   *
   * @param before how many had come before it
   */
  record Flow(long fromMillis, double perMinute, double before) {
    private static final double MINUTE = 60_000;

    static Flow first(long fromMillis, double perMinute) {
      return new Flow(fromMillis, perMinute, 0);
    }

    Flow then(long atMillis, double perMinute) {
      return new Flow(
          atMillis, perMinute, before + (atMillis - fromMillis) / MINUTE * this.perMinute);
    }

    long millisAt(double position) {
      return fromMillis + (long) ((position - before) / perMinute * MINUTE);
    }
  }
}
