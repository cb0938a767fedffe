package io.waymark.kafka;

import io.waymark.model.EndpointStatus;
import io.waymark.settings.Settings;
import java.util.List;

/** Enables and disables destinations by hand, for all processes that deliver. */
public final class Switchboard {
  private Switchboard() {}

  /** Makes a status known and returns when Kafka has it. */
  public static void put(Settings settings, EndpointStatus status)
      throws NotReadyException, InterruptedException {
    PatientProducer.send(
        settings.kafka(),
        "the switch of a destination",
        List.of(ParkedRecords.statusByHand(settings.prefix(), status)));
  }
}
