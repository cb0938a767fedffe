package io.waymark.customer;

import io.waymark.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Counts what is dropped of a customer because a cap is reached or a rule is gone. */
public interface DropRecorder {
  /** Counts nothing, for those who play histories. */
  DropRecorder NONE =
      new DropRecorder() {
        @Override
        public void droppedRuns(@Nullable Rule rule, int runs) {}

        @Override
        public void droppedTrait() {}
      };

  /**
   * Open runs were dropped before their end.
   *
   * @param rule of which there were too many for one customer, or which cannot be read any more;
   *     null where the rule is gone
   */
  void droppedRuns(@Nullable Rule rule, int runs);

  /** A trait above {@link Customer#MOST_TRAITS} was not kept. */
  void droppedTrait();
}
