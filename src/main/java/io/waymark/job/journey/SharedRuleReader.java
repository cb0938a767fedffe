package io.waymark.job.journey;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.waymark.model.RuleText;
import io.waymark.rule.RuleReader;
import io.waymark.rule.RuleReader.Result;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads rules beside the threads that apply touchpoints, each text once for all subtasks of this
 * process: to compile one takes about a millisecond, several in a process that has just started.
 */
final class SharedRuleReader {
  /** What a result depends on; the origin is in its problems. */
  private record Key(Set<String> stages, String origin, String text) {}

  /** A reading lives as long as a subtask waits for it. */
  private static final Cache<Key, CompletableFuture<Result>> READINGS =
      CacheBuilder.newBuilder().weakValues().build();

  private static final Executor THREADS = threads(Runtime.getRuntime().availableProcessors());

  private final Set<String> stages;
  private final RuleReader reader;

  SharedRuleReader(Set<String> stages) {
    this.stages = Set.copyOf(stages);
    this.reader = new RuleReader(this.stages);
  }

  /**
   * The result, now or later.
   *
   * @param rule has a text
   */
  CompletableFuture<Result> read(RuleText rule) {
    String text = Objects.requireNonNull(rule.text());
    Key key = new Key(stages, rule.origin(), text);
    try {
      return READINGS.get(
          key,
          () -> CompletableFuture.supplyAsync(() -> reader.read(rule.origin(), text), THREADS));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a rule cannot be handed over for reading", e);
    }
  }

  /** No thread outlives the job that needs it. */
  private static Executor threads(int most) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "waymark-rule-reader");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
