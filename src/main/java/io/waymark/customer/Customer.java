package io.waymark.customer;

import io.waymark.binary.Prefetch;
import io.waymark.expression.Scope;
import io.waymark.match.Runs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer. Mutable, of one thread, for the time of one touchpoint or
 * deadline; {@link CustomerCodec} keeps it in between.
 */
public final class Customer {
  /**
   * More than any company keeps of a customer; it bounds what sources can make the state grow to.
   */
  static final int MOST_TRAITS = 200;

  private static final int FEW_RUNS = 16;

  final String id;
  public @Nullable String stage;
  public Map<String, Object> traits = new LinkedHashMap<>();
  RecentIds recent = new RecentIds();
  final RunsTable open = new RunsTable();

  /** When a rule with a cooldown last sent a trigger, by the digest of the rule's id. */
  final Map<Long, Long> lastSentMillis = new LinkedHashMap<>();

  /** The time for which a timer is set; {@link Runs#NEVER} for none. */
  private long timerMillis = Runs.NEVER;

  private long wakeMillis;
  private int wakeEdition = -1;
  private int tidyEdition = -1;
  private int manyRuns = FEW_RUNS;

  public Customer(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Reads ahead what an engine asks for first, each from where it lies. */
  public void prefetch(Prefetch prefetch) {
    prefetch.touch(id.length());
    recent.prefetch(prefetch);
    open.prefetch(prefetch);
  }

  /** How many rules and correlation values have open runs. */
  public int openRuns() {
    return open.size();
  }

  /** Whether runs that are over, or whose rule is gone, were let go under these rules. */
  boolean isTidy(int edition) {
    return tidyEdition == edition && open.size() < manyRuns;
  }

  void tidied(int edition) {
    tidyEdition = edition;
    manyRuns = Math.max(FEW_RUNS, 2 * open.size());
  }

  /** Whether {@link #wakeMillis} holds under these rules. */
  boolean isWakeKnown(int edition) {
    return wakeEdition == edition;
  }

  void knowWake(long millis, int edition) {
    wakeMillis = millis;
    wakeEdition = edition;
  }

  /** To be called where runs that await a deadline change. */
  void forgetWake() {
    wakeEdition = -1;
  }

  /** The earliest deadline. */
  long wakeMillis() {
    return wakeMillis;
  }

  public long timerMillis() {
    return timerMillis;
  }

  public void timerMillis(long millis) {
    timerMillis = millis;
  }

  /** {@code customer.*}. */
  Scope scope() {
    return name ->
        switch (name) {
          case "customer.id" -> id;
          case "customer.stage" -> stage;
          case "customer.traits" -> traits;
          default -> null;
        };
  }
}
