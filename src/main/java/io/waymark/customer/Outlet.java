package io.waymark.customer;

import io.waymark.model.Outgoing;

/** Takes the records that an engine emits. */
@FunctionalInterface
public interface Outlet {
  void emit(Outgoing record);
}
