package io.waymark.job.journey;

import io.waymark.customer.RuleBook;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.model.RuleStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pauses of the breaker into force, and lifts them. {@link RuleStore} keeps them. */
final class PauseUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(PauseUpdates.class);

  private final RuleBook book;
  private final RuleStore store;
  private final Consumer<RuleStatus> outlet;
  private final RuleDesk.Subtask subtask;
  private final LongSupplier wallMillis;

  PauseUpdates(
      RuleBook book,
      RuleStore store,
      Consumer<RuleStatus> outlet,
      RuleDesk.Subtask subtask,
      LongSupplier wallMillis) {
    this.book = book;
    this.store = store;
    this.outlet = outlet;
    this.subtask = subtask;
    this.wallMillis = wallMillis;
  }

  void take(PauseChange change) throws Exception {
    PauseChange before = store.pause(change.rule());
    Pause pause = change.pause();
    if (pause != null) {
      store.putPause(change);
      book.put(pause);
      report(pause, pause.words());
    } else if (before != null && before.pause() != null) {
      store.removePause(change.rule());
      book.liftPause(change.rule());
      report(before.pause(), "");
    }
  }

  /** Puts the pauses of the state into force. */
  void restore() throws Exception {
    for (PauseChange each : store.pauses()) {
      if (each.pause() != null) {
        book.put(each.pause());
      }
    }
  }

  /** Reports what is the same in all subtasks once. */
  private void report(Pause pause, String words) {
    if (subtask.index() == 0) {
      LOG.warn(
          "rule {} version {}: {}",
          pause.rule(),
          pause.version(),
          words.isEmpty() ? "a person has resumed it" : words);
      outlet.accept(
          new RuleStatus(
              pause.rule(),
              pause.version(),
              RuleStatus.State.LIVE,
              List.of(),
              subtask.index(),
              subtask.parallelism(),
              wallMillis.getAsLong(),
              null,
              null,
              words));
    }
  }
}
