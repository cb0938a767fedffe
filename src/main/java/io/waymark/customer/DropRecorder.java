package io.waymark.customer;

import io.waymark.govern.Cooldowns;
import io.waymark.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Counts what is dropped of a customer because a cap is reached or a rule is gone. */
public interface DropRecorder {
  /** Counts nothing, for histories in virtual time. */
  DropRecorder NONE =
      new DropRecorder() {
        @Override
        public void droppedRuns(@Nullable Rule rule, int runs) {}

        @Override
        public void droppedTrait() {}

        @Override
        public void droppedCooldown() {}
      };

  /**
   * Counts open runs that are dropped before their end.
   *
   * @param rule the rule that has too many for one customer, or whose runs cannot be read; null
   *     where the rule is gone
   */
  void droppedRuns(@Nullable Rule rule, int runs);

  /** Counts a trait that is not kept, above {@link Customer#MOST_TRAITS}. */
  void droppedTrait();

  /** Counts a rule whose last trigger is forgotten, above {@link Cooldowns#MOST_RULES}. */
  void droppedCooldown();
}
