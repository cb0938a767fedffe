package io.waymark.match.cep;

import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.time.Duration;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;

/**
 * Makes matchers that share one buffer: each new one would start a thread of its own (Flink 2.2,
 * SharedBuffer's statistics).
 */
public final class NfaMatchers implements Matchers {
  /**
   * The buffer's caches are emptied after every use, as the maps below them are on heap themselves.
   */
  private static final SharedBufferCacheConfig CACHES =
      new SharedBufferCacheConfig(1_000, 1_000, Duration.ofDays(365));

  private final HeapStore store = new HeapStore();
  private final SharedBuffer<Touchpoint> buffer =
      new SharedBuffer<>(store, TouchpointSerializer.INSTANCE, CACHES);
  private final DropRecorder drops;

  public NfaMatchers(DropRecorder drops) {
    this.drops = drops;
  }

  @Override
  public Matcher matcher(Rule rule) {
    return new NfaMatcher(rule, true, buffer, store, drops);
  }

  @Override
  public Matcher drain(Rule rule) {
    return new NfaMatcher(rule, false, buffer, store, drops);
  }

  @Override
  public void close() {
    buffer.releaseCacheStatisticsTimer();
  }
}
