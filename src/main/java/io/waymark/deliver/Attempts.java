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
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs attempts on threads of their own and tells back what came of them as events. */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * The end of an attempt.
   *
   * @param trigger null where it could not be read
   */
  record Ended(Answer answer, @Nullable Trigger trigger) {}

  /** Threads, and what they read parked triggers by, one at a time. */
  record Room(ExecutorService threads, ParkedTexts texts) {}

  private final Carriers carriers;
  private final Room sending;
  private final Room fetching;
  private final Events events;
  private final Clocks clocks;
  private final Map<Integer, Integer> inFlight = new HashMap<>();

  /**
   * Creates attempts.
   *
   * @param sending where they are made
   * @param fetching where the texts of dead letters are fetched, which can be many at once and must
   *     not keep attempts waiting
   */
  Attempts(Carriers carriers, Room sending, Room fetching, Events events, Clocks clocks) {
    this.carriers = carriers;
    this.sending = sending;
    this.fetching = fetching;
    this.events = events;
    this.clocks = clocks;
  }

  /** Starts an attempt. */
  void start(Delivery delivery, Place place, BiConsumer<Delivery, Ended> then) {
    begin(delivery);
    run(
        sending,
        () -> {
          Ended ended = carry(delivery, place);
          end(delivery, () -> then.accept(delivery, ended));
        });
  }

  /**
   * Fetches the text of a delivery that is given up, however long Kafka takes.
   *
   * @param then takes null where the text is not there any more
   */
  void fetch(Delivery delivery, Place place, Consumer<byte @Nullable []> then) {
    if (place instanceof Place.Memory memory) {
      then.accept(memory.text());
      return;
    }
    begin(delivery);
    run(
        fetching,
        () -> {
          byte[] text = patientText((Place.Topic) place);
          end(delivery, () -> then.accept(text));
        });
  }

  private void begin(Delivery delivery) {
    inFlight.merge(delivery.partition(), 1, Integer::sum);
  }

  private void end(Delivery delivery, Runnable then) {
    events.add(
        () -> {
          inFlight.merge(delivery.partition(), -1, Integer::sum);
          then.run();
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
    return bytes == null
        ? new Ended(Answer.lost("the parked trigger is gone", clocks.steadyMillis() - start), null)
        : carry(delivery, bytes);
  }

  private Ended carry(Delivery delivery, byte[] bytes) throws InterruptedException {
    Carrier carrier = carriers.find(delivery.to());
    if (carrier == null) {
      return new Ended(Answer.notSent("no destination has this name", 0), null);
    }
    TriggerText text;
    try {
      text = TriggerText.read(bytes);
    } catch (MalformedDocumentException e) {
      return new Ended(Answer.notSent("no trigger: " + e.getMessage(), 0), null);
    }
    return new Ended(carry(delivery, text, carrier), text.trigger());
  }

  /** A fault of ours in one attempt must not end the attempts at all other destinations. */
  private Answer carry(Delivery delivery, TriggerText text, Carrier carrier)
      throws InterruptedException {
    long start = clocks.steadyMillis();
    try {
      return carrier.carry(text, delivery.expiresMillis());
    } catch (RuntimeException e) {
      LOG.warn("an attempt at {} failed by a fault of ours and is made again", delivery.to(), e);
      return Answer.notSent(
          "a fault of ours: " + e.getClass().getSimpleName(), clocks.steadyMillis() - start);
    }
  }

  private byte @Nullable [] text(Place place) {
    return place instanceof Place.Memory memory
        ? memory.text()
        : text(sending, (Place.Topic) place);
  }

  private static byte @Nullable [] text(Room room, Place.Topic place) {
    return room.texts().fetch(place.partition(), place.offset());
  }

  private byte @Nullable [] patientText(Place.Topic place) throws InterruptedException {
    while (true) {
      try {
        return text(fetching, place);
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warn("a trigger that is given up cannot be read and will be again: {}", e.toString());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /** A failure outside of an attempt ends the process, as hiding it would lose triggers. */
  private void run(Room room, Task task) {
    room.threads()
        .execute(
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
