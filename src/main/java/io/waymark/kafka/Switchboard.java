package io.waymark.kafka;

import io.waymark.model.EndpointStatus;
import io.waymark.settings.Settings;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;

/** Enables and disables destinations by hand, for all processes that deliver. */
public final class Switchboard {
  private static final String WRITER = "switchboard";

  private Switchboard() {}

  /** Makes a status known and returns when Kafka has it. */
  public static void put(Settings settings, EndpointStatus status)
      throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer = PatientProducer.open(settings.kafka())) {
      producer.send(ParkedRecords.status(settings.prefix(), status, WRITER)).get();
    }
  }
}
