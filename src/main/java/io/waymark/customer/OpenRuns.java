package io.waymark.customer;

import io.waymark.match.Matcher;
import io.waymark.match.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one rule and correlation value, decoded only when a touchpoint or deadline
 * concerns them.
 */
final class OpenRuns {
  /** Of the rule that they belong to, {@link io.waymark.rule.Rule#structure}. */
  final long structure;

  /** The value that the rule correlates by; empty where it does not. */
  final String correlation;

  private byte[] stored;
  private long wakeMillis;
  private @Nullable Runs runs;
  private @Nullable Matcher matcher;

  /** As read from state. */
  OpenRuns(long structure, String correlation, long wakeMillis, byte[] stored) {
    this.structure = structure;
    this.correlation = correlation;
    this.wakeMillis = wakeMillis;
    this.stored = stored;
  }

  /** Newly opened. */
  OpenRuns(long structure, String correlation, Matcher matcher) {
    this(structure, correlation, Runs.NEVER, new byte[0]);
    this.matcher = matcher;
    this.runs = matcher.start();
  }

  /** The runs themselves, for {@code matcher} to change. */
  Runs with(Matcher matcher) {
    if (runs == null || this.matcher != matcher) {
      byte[] bytes = stored();
      this.matcher = matcher;
      this.runs = decode(matcher, bytes);
    }
    return runs;
  }

  boolean isEmpty() {
    return runs != null && runs.isEmpty();
  }

  long wakeMillis() {
    return runs == null ? wakeMillis : runs.wakeMillis();
  }

  byte[] stored() {
    if (runs != null && matcher != null) {
      stored = encode(matcher, runs);
      wakeMillis = runs.wakeMillis();
    }
    return stored;
  }

  private static Runs decode(Matcher matcher, byte[] bytes) {
    try {
      return matcher.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("open runs in state cannot be read", e);
    }
  }

  private static byte[] encode(Matcher matcher, Runs runs) {
    try {
      return matcher.encode(runs);
    } catch (IOException e) {
      throw new UncheckedIOException("open runs cannot be written", e);
    }
  }
}
