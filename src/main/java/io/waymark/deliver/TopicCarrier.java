package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.webhook.WebhookClient;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes triggers to a topic; the key is the customer, the attributes are headers too.
 *
 * @param producer gives a record up within {@link WebhookClient#TOTAL}, so that none is written
 *     beside the next attempt at it; one whose trigger expires meanwhile may be written that much
 *     later, as a record cannot be taken back
 */
record TopicCarrier(Producer<byte[], byte[]> producer, String topic, Clocks clocks)
    implements Carrier {
  @Override
  public Answer carry(TriggerText text, long untilMillis) throws InterruptedException {
    long start = clocks.steadyMillis();
    if (clocks.wallMillis() >= untilMillis) {
      return Answer.noTimeLeft();
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, utf8(text.trigger().customer()), text.bytes());
    Topics.TRIGGERS
        .document()
        .headers(text.trigger())
        .forEach((name, value) -> record.headers().add(name, utf8(value)));
    try {
      producer.send(record).get(WebhookClient.TOTAL.toMillis(), TimeUnit.MILLISECONDS);
      return Answer.delivered(0, 0, clocks.steadyMillis() - start);
    } catch (ExecutionException e) {
      return Answer.failed(Cause.KAFKA, "Kafka: " + e.getCause(), clocks.steadyMillis() - start);
    } catch (TimeoutException e) {
      return Answer.failed(
          Cause.KAFKA, "Kafka has not taken it in time", clocks.steadyMillis() - start);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
