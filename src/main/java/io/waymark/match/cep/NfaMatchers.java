package io.waymark.match.cep;

import io.waymark.match.Criteria;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.time.Duration;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes matchers that share one buffer, made when the first of them is: each new one would start a
 * thread of its own (Flink 2.2, SharedBuffer's statistics).
 */
public final class NfaMatchers implements Matchers {
  /**
   * The buffer's caches are emptied after every use, as the maps below them are on heap themselves.
   */
  private static final SharedBufferCacheConfig CACHES =
      new SharedBufferCacheConfig(1_000, 1_000, Duration.ofDays(365));

  private final HeapStore store = new HeapStore();
  private @Nullable SharedBuffer<Touchpoint> buffer;
  private final DroppedRuns drops;

  public NfaMatchers(DroppedRuns drops) {
    this.drops = drops;
  }

  @Override
  public Matcher matcher(Rule rule, Criteria criteria) {
    return new NfaMatcher(rule, true, buffer(), store, drops, criteria);
  }

  @Override
  public Matcher drain(Rule rule, Criteria criteria) {
    return new NfaMatcher(rule, false, buffer(), store, drops, criteria);
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.releaseCacheStatisticsTimer();
    }
  }

  private SharedBuffer<Touchpoint> buffer() {
    if (buffer == null) {
      buffer = new SharedBuffer<>(store, TouchpointSerializer.INSTANCE, CACHES);
    }
    return buffer;
  }
}
