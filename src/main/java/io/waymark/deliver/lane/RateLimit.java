package io.waymark.deliver.lane;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rate of attempts, by a token bucket that holds the tokens of one second, at least one, and
 * runs on the time that it is given.
 */
final class RateLimit {
  private static final int SECONDS = 60;

  private final @Nullable Bucket bucket;
  private long nowMillis;

  /** Creates a limit; 0 for none. */
  RateLimit(int perMinute, long nowMillis) {
    this.nowMillis = nowMillis;
    this.bucket = perMinute == 0 ? null : bucket(perMinute);
  }

  private Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(Math.max(1, perMinute / SECONDS))
                    .refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(new Meter())
        .build();
  }

  /** Takes a token, and returns 0; without one, returns how long to wait for it. */
  long takeMillis(long now) {
    if (bucket == null) {
      return 0;
    }
    nowMillis = Math.max(nowMillis, now);
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : 1 + TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill());
  }

  private final class Meter implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(nowMillis);
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
