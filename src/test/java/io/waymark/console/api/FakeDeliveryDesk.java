package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;
import io.waymark.model.EndpointStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Switches of destinations in memory. */
final class FakeDeliveryDesk implements DeliveryDesk {
  final List<EndpointStatus> statuses = new ArrayList<>();
  final List<Request> replays = new ArrayList<>();

  /** Why Kafka does not answer; null while it does. */
  @Nullable String refusal;

  @Override
  public void put(EndpointStatus status) throws NotReadyException {
    refuse();
    statuses.add(status);
  }

  @Override
  public Outcome replay(Request request) throws NotReadyException {
    refuse();
    replays.add(request);
    return new Outcome(12, 1);
  }

  private void refuse() throws NotReadyException {
    if (refusal != null) {
      throw new NotReadyException(refusal);
    }
  }
}
