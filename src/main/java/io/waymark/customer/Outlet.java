package io.waymark.customer;

import io.waymark.model.Outgoing;

/** Where what happens to customers goes. */
@FunctionalInterface
public interface Outlet {
  void emit(Outgoing record);
}
