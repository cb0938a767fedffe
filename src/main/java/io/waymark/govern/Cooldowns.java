package io.waymark.govern;

import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cooldowns of one customer: when each rule that has one last sent a trigger. Mutable, of one
 * thread, and kept with the customer.
 *
 * <p>Rules are named by the digest of their ids, so that a rule keeps its cooldown when its text
 * changes. Matches come in order of time: a rule that has cooled down at one match needs no entry
 * for the next.
 */
public final class Cooldowns {
  /** The time for which the cooldown of a removed rule is kept, as it may be pushed again. */
  private static final long REMOVED_RULE_MILLIS = Duration.ofDays(30).toMillis();

  private final Map<Long, Long> lastSentMillis = new LinkedHashMap<>();

  /**
   * Returns whether a rule sent a trigger less than its cooldown before a match.
   *
   * @param idDigest of the rule's id
   */
  boolean isCooling(long idDigest, Rule rule, long matchMillis) {
    Long sentMillis = lastSentMillis.get(idDigest);
    return sentMillis != null && isCooling(rule, sentMillis, matchMillis);
  }

  /**
   * Notes that a rule sends a trigger for a match, if it has a cooldown, and forgets the rules that
   * have cooled down by then.
   *
   * @param idDigest of the rule's id
   * @param rules the rules that run, by the digest of their ids; null for a rule that is removed
   */
  public void noteSent(
      long idDigest, Rule rule, long matchMillis, LongFunction<@Nullable Rule> rules) {
    if (rule.message().cooldownMillis() > 0) {
      lastSentMillis
          .entrySet()
          .removeIf(sent -> !isCooling(rules.apply(sent.getKey()), sent.getValue(), matchMillis));
      lastSentMillis.put(idDigest, matchMillis);
    }
  }

  /** Adds an entry that was kept with the customer. */
  public void restore(long idDigest, long sentMillis) {
    lastSentMillis.put(idDigest, sentMillis);
  }

  /** Returns a view of the state: when each rule last sent a trigger, by id digest. */
  public Map<Long, Long> lastSentMillis() {
    return Collections.unmodifiableMap(lastSentMillis);
  }

  private static boolean isCooling(@Nullable Rule rule, long sentMillis, long nowMillis) {
    long cooldown = rule == null ? REMOVED_RULE_MILLIS : rule.message().cooldownMillis();
    return nowMillis - sentMillis < cooldown;
  }
}
