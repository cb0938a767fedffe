package io.waymark.customer;

import io.waymark.binary.Prefetch;
import io.waymark.binary.Sizes;
import io.waymark.expression.Scope;
import io.waymark.expression.StepLimit;
import io.waymark.govern.Charges;
import io.waymark.govern.Cooldowns;
import io.waymark.govern.Recipient;
import io.waymark.journey.Ledger;
import io.waymark.match.Runs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one customer. Mutable, of one thread; {@link CustomerCodec} writes and reads the
 * form in which it is kept.
 */
public final class Customer {
  private static final int FEW_RUNS = 16;

  /** Stands for a size that has not been computed. */
  private static final int UNKNOWN = -1;

  /** The bytes on heap of a customer of whom nothing is known. */
  private static final int BARE_HEAP_BYTES = 1 << 10;

  /** The bytes on heap that a byte of traits in state takes. */
  private static final int TRAIT_HEAP_BYTES = 4;

  /** The bytes on heap of a trigger that went out. */
  private static final int CHARGE_HEAP_BYTES = 120;

  /** The bytes on heap of a goal that is awaited. */
  private static final int GOAL_HEAP_BYTES = 160;

  /** The bytes on heap of an open run with a content of ordinary size, most of it shared. */
  private static final int RUN_HEAP_BYTES = 200;

  /** The size up to which the content of a run is ordinary; bounds are twice what it is. */
  private static final int ORDINARY_RUN_BYTES = 256;

  final String id;
  @Nullable String stage;
  final Map<String, Object> traits = new LinkedHashMap<>();
  RecentIds recent = new RecentIds();
  final RunsTable open = new RunsTable();

  final Cooldowns cooldowns = new Cooldowns();
  final Charges charges = new Charges();
  final HeldTriggers held = new HeldTriggers();
  final AwaitedGoals goals = new AwaitedGoals();

  /** Holds whether the customer consents, by purpose; null where that was never heard. */
  @Nullable Map<String, Object> consent;

  /** Tells whether only a device or cookie is known; null until a touchpoint tells. */
  @Nullable Boolean isAnonymous;

  /** Holds where conditions of rules failed; null where none did. */
  @Nullable NearMisses misses;

  /** Holds all that the journey map counts of the customer. */
  Ledger ledger = new Ledger();

  /** The bytes of {@link #traits}, as {@link Sizes} counts them. */
  private int traitBytes = UNKNOWN;

  /** The bytes that {@link #traits} took in the state from which they were read. */
  private int traitBytesRead;

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

  /**
   * Keeps a trait, in place of an earlier value. One that exceeds the {@link Budget} is not kept,
   * and neither is the earlier value, which is wrong then.
   *
   * @return whether it is kept
   */
  boolean keepTrait(String name, Object value) {
    if (traitBytes == UNKNOWN) {
      traitBytes = 0;
      traits.forEach((each, kept) -> traitBytes += bytes(each, kept));
    }
    Object before = traits.get(name);
    int others = traitBytes - (before == null ? 0 : bytes(name, before));
    int bytes = others + bytes(name, value);
    if (bytes > Budget.MOST_TRAIT_BYTES
        || (before == null && traits.size() >= Budget.MOST_TRAITS)) {
      traits.remove(name);
      traitBytes = others;
      return false;
    }
    traits.put(name, value);
    traitBytes = bytes;
    return true;
  }

  void removeTrait(String name) {
    Object before = traits.remove(name);
    if (before != null && traitBytes != UNKNOWN) {
      traitBytes -= bytes(name, before);
    }
  }

  private static int bytes(String name, Object value) {
    return Sizes.of(name) + Sizes.ofValue(value);
  }

  /** Notes how many bytes the traits took in state, until a trait changes. */
  void noteTraitBytesRead(int bytes) {
    traitBytesRead = bytes;
  }

  /** Returns about how many bytes the customer takes on heap; it costs a few additions. */
  public int heapBytes() {
    return BARE_HEAP_BYTES
        + 2 * Long.BYTES * cooldowns.size()
        + CHARGE_HEAP_BYTES * charges.all().size()
        + 2 * held.bytes()
        + GOAL_HEAP_BYTES * goals.size()
        + RUN_HEAP_BYTES * open.size()
        + ledger.heapBytes()
        + (misses == null ? 0 : misses.heapBytes())
        + recent.earlierHeapBytes()
        + (int) Math.max(0, open.bytesAtMost() - (long) ORDINARY_RUN_BYTES * open.size())
        + TRAIT_HEAP_BYTES * Math.max(traitBytes, traitBytesRead);
  }

  /** Returns the near misses, which are kept from now on. */
  NearMisses misses() {
    NearMisses kept = misses;
    if (kept == null) {
      kept = new NearMisses();
      misses = kept;
    }
    return kept;
  }

  /** Returns what the journey map counts of the customer. */
  public Ledger ledger() {
    return ledger;
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

  /** Forgets the earliest deadline. */
  void forgetWake() {
    wakeEdition = -1;
  }

  /**
   * Notes that the deadline of some runs has changed: the earliest is known as long as it was not
   * theirs.
   */
  void noteDeadline(long beforeMillis, long nowMillis) {
    if (beforeMillis != nowMillis && beforeMillis <= wakeMillis) {
      forgetWake();
    }
    wakeMillis = Math.min(wakeMillis, nowMillis);
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
   * @param limits of evaluations
   */
  Recipient recipient(StepLimit limits) {
    return new Recipient(id, stage, scope().within(limits), consent, cooldowns, charges);
  }

  /** Returns {@code customer.*} for expressions. */
  Scope scope() {
    return name ->
        switch (name) {
          case "customer.id" -> id;
          case "customer.stage" -> stage;
          case "customer.traits" -> traits;
          case "customer.consent" -> consent;
          default -> null;
        };
  }
}
