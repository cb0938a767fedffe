package io.waymark.deliver.lane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Plays endpoints and their receivers in virtual time, and records all that happens, by the steady
 * clock.
 */
final class VirtualTime {
  /** Something that happened to a delivery. */
  record Happening(String what, String id, String customer, long at, String reason) {}

  private record Event(long at, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Happening> happenings = new ArrayList<>();
  private final List<Breaker.State> states = new ArrayList<>();
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final Map<String, Integer> inFlight = new LinkedHashMap<>();
  private final Map<String, Integer> mostInFlight = new LinkedHashMap<>();
  private long now;
  private long wallAheadMillis;
  private long numbers;
  private long offsets;
  private Budget budget = new Budget(1, Long.MAX_VALUE, Long.MAX_VALUE);
  private long burialMillis;
  private int dying;
  private int mostDying;

  /** Returns both clocks; they agree until somebody sets the wall clock. */
  ClockReading clocks() {
    return new ClockReading(now, now + wallAheadMillis);
  }

  /** Sets the wall clock at a time. */
  void setWallClock(long at, long aheadMillis) {
    at(at, () -> wallAheadMillis = aheadMillis);
  }

  Endpoint endpoint(String name, Limits limits, Receiver receiver) {
    Endpoint endpoint =
        new Endpoint(
            limits,
            budget,
            new Breaker.State(Breaker.Condition.CLOSED, 0, "new"),
            new Port(name, receiver),
            new Random(7),
            clocks());
    endpoints.put(name, endpoint);
    return endpoint;
  }

  /** Sends a trigger at a time; triggers must be sent in the order of time. */
  Delivery send(String endpoint, String id, String customer, long at, long expires) {
    Delivery delivery = Delivery.read(id, endpoint, customer, 0, offsets++, expires, at, 1_000);
    at(at, () -> endpoints.get(endpoint).add(delivery));
    return delivery;
  }

  Delivery send(String endpoint, String id, String customer, long at) {
    return send(endpoint, id, customer, at, Long.MAX_VALUE);
  }

  void at(long at, Runnable action) {
    events.add(new Event(at, numbers++, action));
  }

  /** Plays all that happens up to a time. */
  void playUntil(long end) {
    while (true) {
      endpoints.values().forEach(endpoint -> endpoint.advance(clocks()));
      long next = events.isEmpty() ? Long.MAX_VALUE : events.peek().at();
      for (Endpoint endpoint : endpoints.values()) {
        next = Math.min(next, Math.max(now + 1, endpoint.wakeMillis(clocks())));
      }
      if (next > end) {
        now = end;
        return;
      }
      now = Math.max(now, next);
      while (!events.isEmpty() && events.peek().at() <= now) {
        events.poll().action().run();
      }
    }
  }

  List<Happening> all(String what) {
    return happenings.stream().filter(each -> each.what().equals(what)).toList();
  }

  List<String> ids(String what) {
    return all(what).stream().map(Happening::id).toList();
  }

  List<Breaker.State> states() {
    return states;
  }

  /** Sets the budget of the endpoints that are made from now on. */
  void budget(Budget shared) {
    budget = shared;
  }

  /** Sets how long it takes until what is given up is a dead letter. */
  void burialMillis(long millis) {
    burialMillis = millis;
  }

  int mostDying() {
    return mostDying;
  }

  int mostInFlight(String endpoint) {
    return mostInFlight.getOrDefault(endpoint, 0);
  }

  private final class Port implements DeliveryPort {
    private final String name;
    private final Receiver receiver;

    Port(String name, Receiver receiver) {
      this.name = name;
      this.receiver = receiver;
    }

    private void note(String what, Delivery delivery, String reason) {
      happenings.add(new Happening(what, delivery.id(), delivery.customer(), now, reason));
    }

    @Override
    public void attempt(Delivery delivery) {
      note("attempt", delivery, "");
      mostInFlight.merge(name, inFlight.merge(name, 1, Integer::sum), Math::max);
      Answer answer = receiver.receive(delivery, now);
      at(
          now + answer.tookMillis(),
          () -> {
            inFlight.merge(name, -1, Integer::sum);
            endpoints.get(name).settle(delivery, answer, clocks());
          });
    }

    @Override
    public void park(Delivery delivery, String reason) {
      note("park", delivery, reason);
    }

    @Override
    public void delivered(Delivery delivery, Answer answer) {
      note("delivered", delivery, "");
    }

    @Override
    public void failed(Delivery delivery, Answer answer, long nextMillis) {
      note("failed", delivery, answer.reason());
    }

    @Override
    public void failedForGood(Delivery delivery, Answer answer) {
      note("failed", delivery, answer.reason());
    }

    @Override
    public void die(Delivery delivery, String reason) {
      note("dead", delivery, reason);
      mostDying = Math.max(mostDying, ++dying);
      at(
          now + burialMillis,
          () -> {
            dying--;
            endpoints.get(name).bury();
          });
    }

    @Override
    public void changed(Breaker.State state) {
      states.add(state);
    }
  }
}
