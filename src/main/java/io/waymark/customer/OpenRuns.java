package io.waymark.customer;

import io.waymark.match.Matcher;
import io.waymark.match.Runs;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one rule and correlation value, decoded only when a touchpoint or deadline
 * concerns them.
 */
final class OpenRuns {
  private static final byte[] NOTHING = {};

  /** Of the rule that they belong to, {@link io.waymark.rule.Rule#structure}. */
  final long structure;

  /** The value that the rule correlates by; empty where it does not. */
  final String correlation;

  private final String customer;
  private long silentSinceMillis;
  private long lastStartMillis;
  private byte[] stored;
  private @Nullable Runs runs;
  private @Nullable Matcher matcher;
  private RuleBook.@Nullable Entry entry;
  private int edition = -1;
  private boolean isChanged;
  private boolean isClosed;
  private boolean areLost;

  /**
   * As read from state.
   *
   * @param silentSinceMillis {@link Runs#silentSinceMillis}
   * @param lastStartMillis {@link Runs#lastStartMillis}; only where none is silent
   */
  OpenRuns(
      String customer,
      long structure,
      String correlation,
      long silentSinceMillis,
      long lastStartMillis,
      byte[] stored) {
    this.customer = customer;
    this.structure = structure;
    this.correlation = correlation;
    this.silentSinceMillis = silentSinceMillis;
    this.lastStartMillis = lastStartMillis;
    this.stored = stored;
  }

  /**
   * Newly opened.
   *
   * @param edition of the rules that {@code entry} was found in
   */
  OpenRuns(String customer, RuleBook.Entry entry, String correlation, int edition) {
    this(customer, entry.rule().structure(), correlation, Runs.NEVER, Long.MIN_VALUE, NOTHING);
    this.matcher = entry.matcher();
    this.runs = entry.matcher().start();
    this.entry = entry;
    this.edition = edition;
  }

  /** Whether what state held could not be read, so that they began anew; only once. */
  boolean takeLost() {
    boolean lost = areLost;
    areLost = false;
    return lost;
  }

  /** The version that they belong to; null where it is gone. */
  RuleBook.@Nullable Entry entry(RuleBook rules) {
    if (edition != rules.edition()) {
      entry = rules.forStructure(structure);
      edition = rules.edition();
    }
    return entry;
  }

  Optional<Match> advance(Matcher by, Touchpoint touchpoint) {
    Runs own = with(by);
    Optional<Match> match = by.advance(own, touchpoint);
    note(own);
    return match;
  }

  Optional<Match> expire(Matcher by, long nowMillis) {
    Runs own = with(by);
    Optional<Match> match = by.expire(own, nowMillis);
    note(own);
    return match;
  }

  long silentSinceMillis() {
    return silentSinceMillis;
  }

  long lastStartMillis() {
    return lastStartMillis;
  }

  /**
   * When a deadline completes a match, as the current durations of their rule have it; {@link
   * Runs#NEVER} for not at all. Those whose rule is gone are to be dropped at once.
   */
  long deadlineMillis(RuleBook rules) {
    if (!isSilent()) {
      return Runs.NEVER;
    }
    RuleBook.Entry own = entry(rules);
    return silentSinceMillis + (own == null ? 0 : own.rule().pattern().forMillis());
  }

  /** When they end, by a deadline or without one. */
  long endMillis(RuleBook.Entry own) {
    Pattern pattern = own.rule().pattern();
    if (isSilent()) {
      return silentSinceMillis + pattern.forMillis();
    }
    return lastStartMillis == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : lastStartMillis + pattern.withinMillis();
  }

  /** Whether a deadline is to come. */
  boolean isSilent() {
    return silentSinceMillis != Runs.NEVER;
  }

  /** Lets go of them. */
  void close() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }

  byte[] stored() {
    if (runs != null && matcher != null && isChanged) {
      try {
        stored = matcher.encode(runs);
        isChanged = false;
      } catch (IOException e) {
        throw new UncheckedIOException("open runs cannot be written", e);
      }
    }
    return stored;
  }

  /** The runs themselves; a matcher of another version reads what the one before wrote. */
  private Runs with(Matcher by) {
    if (runs == null || matcher != by) {
      byte[] bytes = stored();
      matcher = by;
      runs = read(by, bytes);
    }
    return runs;
  }

  private Runs read(Matcher by, byte[] bytes) {
    try {
      return by.decode(customer, bytes);
    } catch (IOException | IndexOutOfBoundsException e) {
      areLost = true;
      return by.start();
    }
  }

  private void note(Runs own) {
    isChanged = true;
    silentSinceMillis = own.silentSinceMillis();
    lastStartMillis = own.lastStartMillis();
    isClosed |= own.isEmpty();
  }
}
