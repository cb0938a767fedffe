package io.waymark.customer;

import io.waymark.govern.Cooldowns;
import io.waymark.rule.Rule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts what is dropped of a customer because a cap is reached or a rule is gone. */
public interface DropRecorder {
  /** Counts nothing, for histories in virtual time. */
  DropRecorder NONE =
      new DropRecorder() {
        @Override
        public void droppedRuns(@Nullable Rule rule, int runs, Reason reason) {}

        @Override
        public void droppedTrait() {}

        @Override
        public void droppedCooldown() {}

        @Override
        public void droppedGoal() {}
      };

  /** Why runs are dropped. */
  enum Reason {
    RULE_GONE("their rule is gone"),
    UNREADABLE("they cannot be read"),
    RULE_FULL("the rule has more for one customer than are kept"),
    CUSTOMER_FULL("a customer has more of all rules than are kept");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Returns the form in metrics. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the reason in words. */
    public String text() {
      return text;
    }
  }

  /**
   * Counts open runs that are dropped before their end.
   *
   * @param rule the rule of the runs; null where it is gone
   */
  void droppedRuns(@Nullable Rule rule, int runs, Reason reason);

  /** Counts a trait that is not kept, as the customer has too many or too large ones. */
  void droppedTrait();

  /** Counts a rule whose last trigger is forgotten, above {@link Cooldowns#MOST_RULES}. */
  void droppedCooldown();

  /**
   * Counts a goal that is awaited no more, above {@link AwaitedGoals#MOST} or after an edit of it.
   */
  void droppedGoal();
}
