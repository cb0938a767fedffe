package io.waymark.job.journey;

import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** Sets timers in Flink's timer service, which is keyed by customer. */
record KeyedTimers(CurrentKey key, InternalTimerService<VoidNamespace> service)
    implements DeadlineTimers.Timers {
  @Override
  public void set(String customer, long millis) {
    key.set(customer);
    service.registerEventTimeTimer(VoidNamespace.INSTANCE, millis);
  }

  @Override
  public void delete(String customer, long millis) {
    key.set(customer);
    service.deleteEventTimeTimer(VoidNamespace.INSTANCE, millis);
  }
}
