package io.waymark.customer;

import io.waymark.model.Decision;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Where what happens to customers goes. */
public interface Outlet {
  void transition(Transition transition);

  void decision(Decision decision);

  void trigger(Trigger trigger);

  /**
   * Open runs were let go before their end.
   *
   * @param rule of which there were too many for one customer, or which cannot be read any more;
   *     null where the rule is gone
   */
  void droppedRuns(@Nullable Rule rule, int runs);

  /** A trait above {@link Customer#MOST_TRAITS} was not kept. */
  void droppedTrait();
}
