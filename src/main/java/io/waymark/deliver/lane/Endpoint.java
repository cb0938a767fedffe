package io.waymark.deliver.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One destination and all that waits for it. A lane whose first delivery fails waits; the others go
 * on. It belongs to one thread.
 *
 * <p>A delivery is in memory for a minute at the most, its offset uncommitted until then; what
 * takes longer is parked. Parking makes it durable and changes nothing in its lane, so that the
 * order within a customer is that of the topic, whether its triggers are in memory or not.
 *
 * <p>All times in here are steady, but for expiries and the beginnings of states, which others
 * read.
 */
public final class Endpoint {
  /** The longest time in memory, as long as no offset behind it can be committed. */
  public static final long IN_MEMORY_MILLIS = Duration.ofMinutes(1).toMillis();

  /**
   * The number of expired deliveries that become dead letters at a time, so that many which expire
   * at once do not hold up what is sent meanwhile.
   */
  static final int MOST_DYING = 100;

  private final Limits limits;
  private final Budget budget;
  private final DeliveryPort port;
  private final Lanes lanes = new Lanes();
  private final Memory memory = new Memory();
  private final Breaker breaker;
  private final Concurrency concurrency;
  private final RateLimit rate;
  private final Backoff backoff;
  private int inFlight;
  private int countedHeld;
  private long countedBytes;
  private int dying;
  private long pausedUntilMillis = Long.MIN_VALUE;
  private long rateFromMillis = Long.MIN_VALUE;

  /**
   * Creates an endpoint without deliveries.
   *
   * @param budget shared with the other endpoints of the process
   * @param random for the jitter of retries
   */
  public Endpoint(
      Limits limits,
      Budget budget,
      Breaker.State state,
      DeliveryPort port,
      RandomGenerator random,
      ClockReading now) {
    this.limits = limits;
    this.budget = budget;
    this.port = port;
    this.breaker = new Breaker(state, now);
    this.concurrency = new Concurrency(limits.concurrency());
    this.rate = new RateLimit(limits.ratePerMinute(), now.steadyMillis());
    this.backoff = new Backoff(random);
  }

  public Breaker.State state() {
    return breaker.state();
  }

  /** Returns how many deliveries wait or are in flight. */
  public int held() {
    return lanes.size();
  }

  public int inFlight() {
    return inFlight;
  }

  /** Returns how many of those that wait have their trigger in memory; the others are parked. */
  public int inMemory() {
    return memory.size();
  }

  public long bytesInMemory() {
    return memory.bytes();
  }

  /** Adds a delivery behind the earlier ones of its customer. */
  public void add(Delivery delivery) {
    if (lanes.size() >= limits.mostHeld()) {
      refuse(delivery, limits.mostHeld() + " triggers wait for this destination already");
    } else if (budget.isFull(lanes.size())) {
      refuse(
          delivery,
          budget.mostHeld() + " triggers wait for all destinations, many of them for this one");
    } else if (lanes.add(delivery) && !delivery.isParked()) {
      memory.add(delivery);
      count();
      parkIfNeeded(delivery);
    }
    count();
  }

  private void refuse(Delivery delivery, String reason) {
    die(delivery, "more than " + reason + "; replay it when they are out");
  }

  private void parkIfNeeded(Delivery delivery) {
    if (!breaker.isClosed()) {
      park(delivery, breaker.state().reason());
    } else if (memory.bytes() > limits.mostBytes() || budget.isOver(memory.bytes())) {
      park(delivery, "too many triggers wait in memory");
    }
  }

  /** Brings the budget up to date. */
  private void count() {
    budget.change(lanes.size() - countedHeld, memory.bytes() - countedBytes);
    countedHeld = lanes.size();
    countedBytes = memory.bytes();
  }

  /** Gives up, parks and starts what the time asks for. */
  public void advance(ClockReading now) {
    long steady = now.steadyMillis();
    expire(now.wallMillis());
    parkOld(steady);
    lanes.wake(steady);
    if (needsProbe() && allowedFromMillis() <= steady) {
      lanes.wakeFirst();
    }
    for (Lane lane = nextAllowed(now); lane != null; lane = nextAllowed(now)) {
      Delivery head = lanes.start(lane);
      breaker.attempt(now);
      inFlight++;
      port.attempt(head);
    }
  }

  /** Takes the answer to an attempt. */
  public void settle(Delivery delivery, Answer answer, ClockReading now) {
    inFlight--;
    delivery.land();
    Breaker.State before = breaker.state();
    judge(answer, now);
    boolean isHeld = lanes.holds(delivery);
    if (answer.kind() == Answer.Kind.DELIVERED) {
      if (isHeld) {
        remove(delivery);
      }
      port.delivered(delivery, answer);
    } else if (isHeld) {
      retry(delivery, answer, now);
    }
    noteChange(before, now);
  }

  /** Notes that a delivery that was given up is a dead letter now. */
  public void bury() {
    dying--;
  }

  /**
   * Gives up the deliveries of a partition that this process has lost, and returns how many they
   * were; its new owner finds them again. Answers to attempts in flight are still taken.
   */
  public int forget(int partition) {
    int before = lanes.size();
    lanes.forget(partition);
    memory.forget(partition);
    count();
    return before - lanes.size();
  }

  /**
   * Ends a delivery that somebody else has dealt with; returns false if it is in flight or has
   * ended, and then leaves it.
   */
  public boolean drop(Delivery delivery) {
    if (delivery.isInFlight() || !lanes.holds(delivery)) {
      return false;
    }
    remove(delivery);
    return true;
  }

  /** Takes over a state that was kept, or that another process or a person has decided on. */
  public void become(Breaker.State state, ClockReading now) {
    if (!state.equals(breaker.state())) {
      breaker.become(state, now);
      adjust(state, now);
    }
  }

  /**
   * Returns when {@link #advance} has something to do, by the steady clock; {@link Long#MAX_VALUE}
   * for never.
   */
  public long wakeMillis(ClockReading now) {
    long wake = Math.min(now.steadyAt(lanes.expiryMillis()), lanes.dueMillis());
    long read = memory.firstReadMillis();
    if (read != Long.MAX_VALUE) {
      wake = Math.min(wake, read + IN_MEMORY_MILLIS);
    }
    boolean hasReady = lanes.nextReady() != null && inFlight < concurrency.limit();
    return hasReady || needsProbe() ? Math.min(wake, allowedFromMillis()) : wake;
  }

  /** Returns whether all lanes wait for retries while the breaker waits for a probe. */
  private boolean needsProbe() {
    return breaker.state().condition() == Breaker.Condition.OPEN
        && lanes.size() > 0
        && lanes.nextReady() == null;
  }

  private long allowedFromMillis() {
    return Math.max(
        breaker.allowedFromMillis(inFlight), Math.max(pausedUntilMillis, rateFromMillis));
  }

  /** Returns the next lane to start; one whose head is still to be given up waits for that. */
  private @Nullable Lane nextAllowed(ClockReading now) {
    long steady = now.steadyMillis();
    Lane lane = lanes.nextReady();
    while (lane != null && lane.head().expiresMillis() <= now.wallMillis()) {
      lanes.leave(lane);
      lane = lanes.nextReady();
    }
    if (lane == null || inFlight >= concurrency.limit() || allowedFromMillis() > steady) {
      return null;
    }
    long wait = rate.takeMillis(steady);
    rateFromMillis = steady + wait;
    return wait == 0 ? lane : null;
  }

  private void expire(long now) {
    for (Delivery each = lanes.expired(now);
        each != null && dying < MOST_DYING;
        each = lanes.expired(now)) {
      remove(each);
      die(each, "expired" + after(each));
    }
  }

  private void die(Delivery delivery, String reason) {
    dying++;
    port.die(delivery, reason);
  }

  private String after(Delivery delivery) {
    String state = breaker.isClosed() ? "" : "; " + breaker.state().reason();
    return " after " + delivery.attempts() + " attempts" + state;
  }

  private void parkOld(long now) {
    long until = now - IN_MEMORY_MILLIS;
    for (Delivery each = memory.readUntil(until); each != null; each = memory.readUntil(until)) {
      park(each, "not delivered within a minute");
    }
  }

  private void parkAll() {
    String reason = breaker.state().reason();
    for (Delivery each = memory.readUntil(Long.MAX_VALUE);
        each != null;
        each = memory.readUntil(Long.MAX_VALUE)) {
      park(each, reason);
    }
  }

  private void park(Delivery delivery, String reason) {
    memory.remove(delivery);
    count();
    delivery.park();
    port.park(delivery, reason);
  }

  private void judge(Answer answer, ClockReading now) {
    switch (answer.kind()) {
      case DELIVERED -> {
        breaker.succeed(now);
        concurrency.succeed();
      }
      case FAILED -> breaker.fail(answer.reason(), now);
      case BUSY -> {
        breaker.fail(answer.reason(), now);
        concurrency.fall();
        long asked = Math.min(answer.retryAfterMillis(), Backoff.MOST_ASKED_MILLIS);
        pausedUntilMillis = Math.max(pausedUntilMillis, now.steadyMillis() + asked);
      }
      case GONE -> breaker.disable("it answered " + answer.reason(), now);
      case NOT_SENT, LOST -> {
        // Says nothing about the destination.
      }
    }
  }

  private void retry(Delivery delivery, Answer answer, ClockReading now) {
    if (answer.kind() == Answer.Kind.LOST) {
      giveUp(delivery, answer, answer.reason());
      return;
    }
    long pause = backoff.pauseMillis(delivery.attempts(), answer.retryAfterMillis());
    if (now.wallMillis() + pause >= delivery.expiresMillis()) {
      giveUp(
          delivery,
          answer,
          "expires before another attempt" + after(delivery) + ", the last: " + answer.reason());
      return;
    }
    long due = now.steadyMillis() + pause;
    port.failed(delivery, answer, now.wallMillis() + pause);
    lanes.retry(delivery, due);
    if (memory.holds(delivery) && due > delivery.readMillis() + IN_MEMORY_MILLIS) {
      park(delivery, "the next attempt is more than a minute after it was read");
    }
  }

  private void giveUp(Delivery delivery, Answer answer, String reason) {
    port.failedForGood(delivery, answer);
    remove(delivery);
    die(delivery, reason);
  }

  private void remove(Delivery delivery) {
    lanes.remove(delivery);
    memory.remove(delivery);
    count();
  }

  private void noteChange(Breaker.State before, ClockReading now) {
    Breaker.State state = breaker.state();
    if (!state.equals(before)) {
      adjust(state, now);
      port.changed(state);
    }
  }

  private void adjust(Breaker.State state, ClockReading now) {
    if (state.condition() == Breaker.Condition.CLOSED) {
      pausedUntilMillis = now.steadyMillis();
      concurrency.startSlowly();
      lanes.wakeAll();
    } else {
      parkAll();
    }
  }
}
