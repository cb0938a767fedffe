package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.lane.Delivery;
import io.waymark.deliver.lane.DeliveryPort;
import io.waymark.deliver.lane.Endpoint;
import io.waymark.deliver.watch.DestinationCounts;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.Trigger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the endpoint of one destination decides. It belongs to the thread of events. */
final class Post implements DeliveryPort {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final String WITHOUT_TEXT =
      "; its text is not among the parked ones any more, look for it at this offset of the triggers";

  private final String to;
  private final Texts texts;
  private final Attempts attempts;
  private final DeliveryLog log;
  private final Offsets offsets;
  private final Clocks clocks;
  private final DestinationCounts counts;
  private @Nullable Endpoint endpoint;

  /** The trigger of the attempt whose answer the endpoint is taking. */
  private @Nullable Trigger settling;

  Post(
      String to,
      Texts texts,
      Attempts attempts,
      DeliveryLog log,
      Offsets offsets,
      Clocks clocks,
      DestinationCounts counts) {
    this.to = to;
    this.texts = texts;
    this.attempts = attempts;
    this.log = log;
    this.offsets = offsets;
    this.clocks = clocks;
    this.counts = counts;
  }

  void serve(Endpoint served) {
    endpoint = served;
  }

  @Override
  public void attempt(Delivery delivery) {
    attempts.start(delivery, texts.find(delivery), this::settle);
  }

  private void settle(Delivery delivery, Attempts.Ended ended) {
    settling = ended.trigger();
    served().settle(delivery, ended.answer(), clocks.read());
    settling = null;
  }

  private Endpoint served() {
    Endpoint served = endpoint;
    if (served == null) {
      throw new IllegalStateException("no endpoint is served");
    }
    return served;
  }

  @Override
  public void park(Delivery delivery, String reason) {
    counts.countParked();
    byte[] text = texts.inMemory(delivery);
    log.park(
        delivery,
        text,
        reason,
        offset -> {
          texts.park(delivery, offset);
          offsets.release(delivery.partition(), delivery.offset());
        });
    log.attempt(record(delivery, Outcome.PARKED, null, reason, null), () -> {});
  }

  @Override
  public void delivered(Delivery delivery, Answer answer) {
    counts.countDelivered(answer);
    Trigger trigger = settling;
    Long emitted = trigger == null ? null : trigger.latency().emittedMillis();
    if (emitted != null) {
      counts.addEmittedToDelivered(clocks.wallMillis() - emitted);
    }
    log.attempt(
        record(delivery, Outcome.DELIVERED, answer, answer.reason(), null), () -> end(delivery));
  }

  @Override
  public void failed(Delivery delivery, Answer answer, long nextMillis) {
    counts.countFailed(answer);
    log.attempt(record(delivery, Outcome.FAILED, answer, answer.reason(), nextMillis), () -> {});
  }

  @Override
  public void failedForGood(Delivery delivery, Answer answer) {
    counts.countFailed(answer);
    log.attempt(record(delivery, Outcome.FAILED, answer, answer.reason(), null), () -> {});
  }

  @Override
  public void die(Delivery delivery, String reason) {
    counts.countDead();
    log.attempt(record(delivery, Outcome.DEAD, null, reason, null), () -> {});
    attempts.fetch(
        delivery,
        texts.find(delivery),
        text -> {
          if (texts.held(delivery.partition(), delivery.id()) == delivery) {
            bury(delivery, reason, text);
          } else {
            // The partition has another owner by now, which decides about what waits there.
            served().bury();
          }
        });
  }

  private void bury(Delivery delivery, String reason, byte @Nullable [] text) {
    log.deadLetter(
        delivery.partition(),
        delivery.offset(),
        text == null ? new byte[0] : text,
        "to " + delivery.to() + ": " + reason + (text == null ? WITHOUT_TEXT : ""),
        clocks.wallMillis(),
        () -> {
          end(delivery);
          served().bury();
        });
  }

  @Override
  public void changed(Breaker.State state) {
    LOG.warn("destination {} is {}: {}", to, state.condition(), state.reason());
    log.status(to, state);
  }

  private void end(Delivery delivery) {
    offsets.release(delivery.partition(), delivery.offset());
    texts.end(delivery);
    if (delivery.isParked()) {
      log.unpark(delivery);
    }
  }

  private DeliveryAttempt record(
      Delivery delivery,
      Outcome outcome,
      @Nullable Answer answer,
      String reason,
      @Nullable Long nextMillis) {
    Trigger trigger = settling;
    return new DeliveryAttempt(
        delivery.id(),
        delivery.to(),
        trigger == null ? null : trigger.rule(),
        delivery.customer(),
        outcome,
        delivery.attempts(),
        answer == null || answer.status() == 0 ? null : answer.status(),
        reason,
        answer == null ? 0 : answer.tookMillis(),
        answer == null ? 0 : answer.bytes(),
        clocks.wallMillis(),
        nextMillis,
        trigger == null ? null : trigger.latency());
  }
}
