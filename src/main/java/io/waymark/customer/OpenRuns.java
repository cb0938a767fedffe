package io.waymark.customer;

import io.waymark.match.Matcher;
import io.waymark.match.Runs;
import io.waymark.match.Wait;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one rule, one customer and one correlation value, decoded only when a touchpoint
 * or deadline needs them. {@link RunsTable} closes them.
 */
final class OpenRuns {
  /**
   * The structure, times and lengths in state; a character of the correlation value counts as one.
   */
  private static final int NAMED_BYTES = 24;

  /** {@link io.waymark.rule.Rule#structure} of the rule that they belong to. */
  final long structure;

  /** The value that the rule correlates by; empty where it does not. */
  final String correlation;

  private final String customer;

  /** The form that state keeps; null where {@link #decoded} has changed since. */
  private byte @Nullable [] stored;

  /** The decoded runs; null until a touchpoint or deadline needs them. */
  private @Nullable Decoded decoded;

  /** The most bytes that {@link #stored} has. */
  private int storedAtMost;

  private long silentSinceMillis;
  private long lastStartMillis;

  /** The version of the rule, as it was found at {@link #edition} of the rule book. */
  private @Nullable RuleVersion version;

  private int edition = -1;
  private boolean isClosed;

  /** Runs with the matcher that made them. */
  private record Decoded(Matcher matcher, Runs runs) {
    byte[] encode() {
      try {
        return matcher.encode(runs);
      } catch (IOException e) {
        throw new UncheckedIOException("open runs cannot be written", e);
      }
    }
  }

  /**
   * Creates runs from their form in state.
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
      byte @Nullable [] stored) {
    this.customer = customer;
    this.structure = structure;
    this.correlation = correlation;
    this.silentSinceMillis = silentSinceMillis;
    this.lastStartMillis = lastStartMillis;
    this.stored = stored;
    this.storedAtMost = stored == null ? 0 : stored.length;
  }

  /**
   * Opens new runs.
   *
   * @param edition of the rule book in which {@code version} was found
   */
  OpenRuns(String customer, RuleVersion version, String correlation, int edition) {
    this(customer, version.structure(), correlation, Runs.NEVER, Long.MIN_VALUE, null);
    this.decoded = new Decoded(version.matcher(), version.matcher().start());
    this.version = version;
    this.edition = edition;
  }

  /** Returns the version of the rule that they belong to; null where it is gone. */
  @Nullable RuleVersion version(RuleBook rules) {
    if (edition != rules.edition()) {
      version = rules.withStructure(structure);
      edition = rules.edition();
    }
    return version;
  }

  /**
   * Applies a touchpoint.
   *
   * @param touchpointBytes the most that the touchpoint takes
   * @param drops told where state cannot be read, so that the runs begin anew
   * @return the match that it completes, if it does
   */
  Optional<Match> advance(
      RuleVersion by, Touchpoint touchpoint, int touchpointBytes, DropRecorder drops) {
    Runs own = decode(by, drops);
    Optional<Match> match = by.matcher().advance(own, touchpoint);
    storedAtMost += by.matcher().growthAtMost(own, touchpointBytes);
    noteChange(own);
    return match;
  }

  /**
   * Applies a touchpoint of another correlation value, which only absences see that look at all.
   *
   * @param drops told where state cannot be read, so that the runs begin anew
   */
  void pass(RuleVersion by, Touchpoint touchpoint, DropRecorder drops) {
    Runs own = decode(by, drops);
    by.matcher().pass(own, touchpoint);
    noteChange(own);
  }

  /**
   * Passes deadlines up to a time.
   *
   * @param drops told where state cannot be read, so that the runs begin anew
   * @return the match of the earliest deadline that completes one
   */
  Optional<Match> expire(RuleVersion by, long nowMillis, DropRecorder drops) {
    Runs own = decode(by, drops);
    Optional<Match> match = by.matcher().expire(own, nowMillis);
    noteChange(own);
    return match;
  }

  /**
   * Returns the choices that have begun, without keeping what has to be decoded for it.
   *
   * @param most of those that wait for touchpoints
   */
  List<Wait> waits(RuleVersion by, int most) {
    Decoded now = decoded;
    return by.matcher()
        .waits(
            now != null && now.matcher == by.matcher()
                ? now.runs
                : read(by, stored(), DropRecorder.NONE),
            most);
  }

  /** Returns whether a choice that has begun may take its next touchpoint for a step. */
  boolean mayWaitFor(RuleVersion by, Step.Positive step, DropRecorder drops) {
    return by.matcher().mayWaitFor(decode(by, drops), step);
  }

  /** Returns whether no run is open any more. */
  boolean haveEnded() {
    return decoded != null && decoded.runs.isEmpty();
  }

  long silentSinceMillis() {
    return silentSinceMillis;
  }

  long lastStartMillis() {
    return lastStartMillis;
  }

  /**
   * Returns when a deadline completes a match, by the current durations of the rule; {@link
   * Runs#NEVER} for none. Where the rule is gone it is at once, so that the runs are dropped.
   */
  long deadlineMillis(RuleBook rules) {
    if (!isSilent()) {
      return Runs.NEVER;
    }
    RuleVersion own = version(rules);
    return silentSinceMillis + (own == null ? 0 : own.rule().pattern().forMillis());
  }

  /** Returns when they end, by a deadline or without one. */
  long endMillis(RuleVersion own) {
    Pattern pattern = own.rule().pattern();
    if (isSilent()) {
      return silentSinceMillis + pattern.forMillis();
    }
    return lastStartMillis == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : lastStartMillis + pattern.withinMillis();
  }

  /** Returns whether a deadline is to come. */
  boolean isSilent() {
    return silentSinceMillis != Runs.NEVER;
  }

  /** Marks them, for {@link RunsTable#close}. */
  void markClosed() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Returns the most bytes that they take in state; a bound that {@link #measure} makes exact. */
  int bytesAtMost() {
    return NAMED_BYTES + correlation.length() + storedAtMost;
  }

  /** Makes {@link #bytesAtMost} exact, which costs as much as writing them. */
  void measure() {
    storedAtMost = stored().length;
  }

  /** Returns the form that state keeps. */
  byte[] stored() {
    byte[] bytes = stored;
    if (bytes == null) {
      bytes = Objects.requireNonNull(decoded, "runs are stored or decoded").encode();
      stored = bytes;
    }
    return bytes;
  }

  /** Returns the runs themselves; a matcher of another version reads what the one before wrote. */
  private Runs decode(RuleVersion by, DropRecorder drops) {
    Decoded now = decoded;
    if (now == null || now.matcher != by.matcher()) {
      now = new Decoded(by.matcher(), read(by, stored(), drops));
      decoded = now;
    }
    return now.runs;
  }

  private Runs read(RuleVersion by, byte[] bytes, DropRecorder drops) {
    try {
      return by.matcher().decode(customer, bytes);
    } catch (IOException | IndexOutOfBoundsException e) {
      drops.droppedRuns(by.rule(), 1, DropRecorder.Reason.UNREADABLE);
      return by.matcher().start();
    }
  }

  private void noteChange(Runs own) {
    stored = null;
    silentSinceMillis = own.silentSinceMillis();
    lastStartMillis = own.lastStartMillis();
  }
}
