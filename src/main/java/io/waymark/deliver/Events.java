package io.waymark.deliver;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The events that other threads report to the one thread that owns all state: answers to attempts,
 * and records that Kafka has taken. A failure among them ends that thread.
 */
final class Events {
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  void add(Runnable event) {
    queue.add(event);
  }

  void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    queue.add(() -> {});
  }

  /** Runs all events that are there. */
  void run() {
    for (Runnable event = queue.poll(); event != null; event = queue.poll()) {
      event.run();
    }
    check();
  }

  /** Waits for an event, and runs all that are there. */
  void await(long millis) throws InterruptedException {
    Runnable event = queue.poll(millis, TimeUnit.MILLISECONDS);
    if (event != null) {
      event.run();
    }
    run();
  }

  private void check() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new DeliveryFailedException(cause);
    }
  }
}
