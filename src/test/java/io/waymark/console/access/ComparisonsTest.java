package io.waymark.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.lab.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(10));

  private final ExecutorService people = Executors.newCachedThreadPool();
  private final Comparisons comparisons = new Comparisons();

  @AfterEach
  void close() {
    people.shutdownNow();
  }

  @Test
  void letsAFewWaitForTheirTurn() throws Exception {
    CountDownLatch begun = new CountDownLatch(Comparisons.MOST_AT_ONCE);
    CountDownLatch end = new CountDownLatch(1);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < Comparisons.MOST_AT_ONCE; i++) {
      answers.add(people.submit(() -> comparisons.compare(() -> isOver(begun, end))));
    }
    begun.await();
    for (int i = 0; i < Comparisons.MOST_WAITING; i++) {
      answers.add(people.submit(() -> comparisons.compare(() -> true)));
    }

    end.countDown();

    for (Future<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
  }

  @Test
  void refusesAtOnceWhereTooManyWaitAndTakesTheNextLater() throws Exception {
    int all = Comparisons.MOST_AT_ONCE + Comparisons.MOST_WAITING;
    CountDownLatch begun = new CountDownLatch(all);
    CountDownLatch end = new CountDownLatch(1);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      answers.add(people.submit(() -> comparisons.compare(() -> isOver(begun, end))));
    }
    PATIENCE.await("all places are taken", () -> comparisons.free() == 0);

    assertThatThrownBy(() -> comparisons.compare(() -> true))
        .isInstanceOf(DeniedException.class)
        .hasMessage("too many log in at this moment");
    end.countDown();
    for (Future<Boolean> answer : answers) {
      answer.get();
    }

    assertThat(comparisons.compare(() -> true)).isTrue();
  }

  private static boolean isOver(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
