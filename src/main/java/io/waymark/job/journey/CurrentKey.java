package io.waymark.job.journey;

/** Selects the customer whose keyed state and timers Flink accesses next. */
interface CurrentKey {
  void set(String customer);
}
