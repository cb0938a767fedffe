package io.waymark.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Updates a topic from files twice a second, which works on every file system, until it is closed
 * or interrupted. It continues after a failure, which it prints once: a file that is being saved
 * may be gone for a moment.
 */
final class Poller implements Runnable, AutoCloseable {
  private static final Duration POLL_EVERY = Duration.ofMillis(500);

  /** Makes the topic equal to the files. */
  interface Update {
    void run() throws CommandException, InterruptedException;
  }

  private final Update update;
  private final CountDownLatch closing = new CountDownLatch(1);
  private String printed = "";

  Poller(Update update) {
    this.update = update;
  }

  @Override
  public void run() {
    try {
      while (!closing.await(POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        updateIfPossible();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void updateIfPossible() throws InterruptedException {
    try {
      update();
    } catch (CommandException e) {
      printOnce(String.valueOf(e.getMessage()));
    }
  }

  synchronized void update() throws CommandException, InterruptedException {
    update.run();
  }

  /** Prints a message, unless it was printed last. */
  void printOnce(String message) {
    if (!message.equals(printed)) {
      System.out.println(message);
      printed = message;
    }
  }

  /** Waits for an update in progress. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      // An update holds the lock until its end.
    }
  }
}
