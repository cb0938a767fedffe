package io.waymark.customer;

import io.waymark.model.Decision;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;

/** Where what happens to customers goes. */
public interface Outlet {
  void transition(Transition transition);

  void decision(Decision decision);

  void trigger(Trigger trigger);

  /** Open runs of a rule or structure that is not known any more, or above a cap, were let go. */
  void droppedRuns(int runs);

  /** A trait above {@link Customer#MOST_TRAITS} was not kept. */
  void droppedTrait();
}
