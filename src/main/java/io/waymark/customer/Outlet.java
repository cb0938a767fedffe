package io.waymark.customer;

import io.waymark.model.Outgoing;

/** Takes the records that an engine emits. */
@FunctionalInterface
public interface Outlet {
  void emit(Outgoing record);

  /** Returns whether applied touchpoints are wanted, too; the same at any time. */
  default boolean wantsApplied() {
    return false;
  }
}
