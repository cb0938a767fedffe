package io.waymark.customer;

import io.waymark.binary.Prefetch;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.govern.Cooldowns;
import io.waymark.govern.Recipient;
import io.waymark.match.Runs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one customer. Mutable, of one thread; {@link CustomerCodec} writes and reads the
 * form in which it is kept.
 */
public final class Customer {
  /** More traits than any company keeps of a customer: sources cannot make state grow further. */
  static final int MOST_TRAITS = 200;

  private static final int FEW_RUNS = 16;

  final String id;
  @Nullable String stage;
  final Map<String, Object> traits = new LinkedHashMap<>();
  RecentIds recent = new RecentIds();
  final RunsTable open = new RunsTable();

  final Cooldowns cooldowns = new Cooldowns();

  private long timerMillis = Runs.NEVER;

  private long wakeMillis;
  private int wakeEdition = -1;
  private int tidyEdition = -1;
  private int manyRuns = FEW_RUNS;

  public Customer(String id) {
    this.id = id;
  }

  /** Creates a customer who is in a stage, or in none, and has traits already. */
  public Customer(String id, @Nullable String stage, Map<String, Object> traits) {
    this(id);
    this.stage = stage;
    this.traits.putAll(traits);
  }

  public String id() {
    return id;
  }

  /** Prefetches what an engine asks for first. */
  public void prefetch(Prefetch prefetch) {
    prefetch.touch(id.length());
    recent.prefetch(prefetch);
    open.prefetch(prefetch);
  }

  /** Returns how many pairs of rule and correlation value have open runs. */
  public int openRuns() {
    return open.size();
  }

  /**
   * Returns whether {@link RunClosing#closeStale} has nothing to do at this edition of the rules.
   */
  boolean isTidy(int edition) {
    return tidyEdition == edition && open.size() < manyRuns;
  }

  void noteTidy(int edition) {
    tidyEdition = edition;
    manyRuns = Math.max(FEW_RUNS, 2 * open.size());
  }

  /** Returns whether {@link #wakeMillis} holds at this edition of the rules. */
  boolean isWakeKnown(int edition) {
    return wakeEdition == edition;
  }

  void noteWake(long millis, int edition) {
    wakeMillis = millis;
    wakeEdition = edition;
  }

  /** Forgets the earliest deadline; must be called where runs that await a deadline change. */
  void forgetWake() {
    wakeEdition = -1;
  }

  /** Returns the earliest deadline of open runs. */
  long wakeMillis() {
    return wakeMillis;
  }

  /** Returns the time for which a timer is set; {@link Runs#NEVER} for none. */
  public long timerMillis() {
    return timerMillis;
  }

  public void timerMillis(long millis) {
    timerMillis = millis;
  }

  /**
   * Returns the customer as the gates see them.
   *
   * @param limits of each evaluation
   */
  Recipient recipient(Limits limits) {
    return new Recipient(stage, scope().within(limits), cooldowns);
  }

  /** Returns {@code customer.*} for expressions. */
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
