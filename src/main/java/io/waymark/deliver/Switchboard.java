package io.waymark.deliver;

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
    try (Producer<byte[], byte[]> producer = new KafkaClients(settings).producer()) {
      producer.send(DeliveryLog.status(status, settings.prefix(), WRITER)).get();
    }
  }
}
