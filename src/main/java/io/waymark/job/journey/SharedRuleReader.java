package io.waymark.job.journey;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.waymark.rule.RuleReader;
import io.waymark.rule.RuleReader.Result;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Compiles rules in threads of its own, each text once for all subtasks of this process. One takes
 * about a millisecond, several in a process that has just started, and must not delay touchpoints.
 */
final class SharedRuleReader {
  /** All that a result depends on; the origin is named in its problems. */
  private record Key(Set<String> stages, String origin, String text) {
    Key {
      stages = Set.copyOf(stages);
    }
  }

  /** Weak values: an entry lives as long as a subtask waits for its result. */
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
   * Begins to compile a text, unless another subtask has.
   *
   * @param origin where it was pushed, for its problems
   */
  CompletableFuture<Result> read(String origin, String text) {
    Key key = new Key(stages, origin, text);
    try {
      return READINGS.get(
          key, () -> CompletableFuture.supplyAsync(() -> reader.read(origin, text), THREADS));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a rule cannot be submitted for compilation", e);
    }
  }

  /** Creates a pool whose idle threads end, so that none outlives the job that needs it. */
  private static Executor threads(int number) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            number,
            number,
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
