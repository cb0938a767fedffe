package io.waymark.deliver;

import io.waymark.deliver.Texts.Place;
import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.lane.Delivery;
import io.waymark.model.Trigger;
import io.waymark.wire.MalformedDocumentException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Runs attempts on threads of their own and tells back what came of them as events. */
final class Attempts {
  /**
   * The end of an attempt.
   *
   * @param trigger null where it could not be read
   */
  record Ended(Answer answer, @Nullable Trigger trigger) {}

  private final Carriers carriers;
  private final ParkedTexts parked;
  private final ExecutorService threads;
  private final Events events;
  private final Clocks clocks;
  private final Map<Integer, Integer> inFlight = new HashMap<>();

  Attempts(
      Carriers carriers,
      ParkedTexts parked,
      ExecutorService threads,
      Events events,
      Clocks clocks) {
    this.carriers = carriers;
    this.parked = parked;
    this.threads = threads;
    this.events = events;
    this.clocks = clocks;
  }

  /** Starts an attempt. */
  void start(Delivery delivery, Place place, BiConsumer<Delivery, Ended> then) {
    inFlight.merge(delivery.partition(), 1, Integer::sum);
    run(
        () -> {
          Ended ended = carry(delivery, place);
          events.add(
              () -> {
                inFlight.merge(delivery.partition(), -1, Integer::sum);
                then.accept(delivery, ended);
              });
        });
  }

  /** Fetches the text of a delivery, which need not be in memory. */
  void fetch(Delivery delivery, Place place, Consumer<byte[]> then) {
    inFlight.merge(delivery.partition(), 1, Integer::sum);
    run(
        () -> {
          byte[] text = text(place);
          events.add(
              () -> {
                inFlight.merge(delivery.partition(), -1, Integer::sum);
                then.accept(text);
              });
        });
  }

  /** Returns how much is under way for the customers of a partition. */
  int inFlight(int partition) {
    return inFlight.getOrDefault(partition, 0);
  }

  boolean isIdle() {
    return inFlight.values().stream().allMatch(each -> each == 0);
  }

  private Ended carry(Delivery delivery, Place place) throws InterruptedException {
    long start = clocks.steadyMillis();
    byte[] bytes;
    try {
      bytes = text(place);
    } catch (KafkaException e) {
      return new Ended(
          Answer.notSent("the parked trigger cannot be read: " + e, clocks.steadyMillis() - start),
          null);
    }
    Carrier carrier = carriers.find(delivery.to());
    if (carrier == null) {
      return new Ended(Answer.notSent("no destination has this name", 0), null);
    }
    try {
      TriggerText text = TriggerText.read(bytes);
      return new Ended(carrier.carry(text, delivery.expiresMillis()), text.trigger());
    } catch (MalformedDocumentException e) {
      return new Ended(Answer.notSent("no trigger: " + e.getMessage(), 0), null);
    }
  }

  private byte[] text(Place place) {
    if (place instanceof Place.Memory memory) {
      return memory.text();
    }
    Place.Topic topic = (Place.Topic) place;
    return parked.fetch(topic.partition(), topic.offset());
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /** A failure that no destination can cause ends the process, as hiding it would lose triggers. */
  private void run(Task task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            events.fail(e);
          } catch (RuntimeException | Error e) {
            events.fail(e);
          }
        });
  }
}
