package io.waymark.customer;

import io.waymark.model.Observation;
import io.waymark.model.Outgoing;

/** Takes the records that an engine emits. */
@FunctionalInterface
public interface Outlet {
  void emit(Outgoing record);

  /** Takes what was observed of a goal; histories in virtual time have no use for it. */
  default void observe(Observation observation) {}

  /** Returns whether applied touchpoints are wanted, too; the same at any time. */
  default boolean wantsApplied() {
    return false;
  }
}
