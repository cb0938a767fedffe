package io.waymark.deliver;

import io.waymark.kafka.ParkedRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of the delivery: reads triggers, moves the lanes, and commits what is delivered,
 * parked or given up. It waits for no destination.
 */
final class DeliveryLoop implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final long IDLE_MILLIS = 100;
  private static final long BUSY_MILLIS = 5;
  private static final long COMMIT_MILLIS = 200;
  private static final long FOLLOW_MILLIS = 500;

  /** Longer than an attempt takes at the most. */
  private static final long DRAIN_MILLIS = 20_000;

  private final Consumer<byte[], byte[]> triggers;
  private final String topic;
  private final ParkedTopic parked;
  private final TriggerIntake intake;
  private final Endpoints endpoints;
  private final Attempts attempts;
  private final Offsets offsets;
  private final DeliveryLog log;
  private final Events events;
  private final Clock clock;
  private volatile boolean isStopping;

  /** Whether it has failed, so that nothing is to be committed any more. */
  private boolean isBroken;

  private long commitAtMillis;
  private long followAtMillis;

  DeliveryLoop(
      Consumer<byte[], byte[]> triggers,
      String topic,
      ParkedTopic parked,
      TriggerIntake intake,
      Endpoints endpoints,
      Attempts attempts,
      Offsets offsets,
      DeliveryLog log,
      Events events,
      Clock clock) {
    this.triggers = triggers;
    this.topic = topic;
    this.parked = parked;
    this.intake = intake;
    this.endpoints = endpoints;
    this.attempts = attempts;
    this.offsets = offsets;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** Delivers until it is stopped, then lets attempts in flight end and commits. */
  void run() {
    try {
      deliver();
    } catch (RuntimeException | Error e) {
      isBroken = true;
      throw e;
    }
  }

  private void deliver() {
    parked
        .load(ParkedRecords.OF_STATUSES)
        .statuses()
        .forEach(status -> endpoints.become(status, clock.millis()));
    triggers.subscribe(List.of(topic), this);
    while (!isStopping) {
      take(triggers.poll(Duration.ofMillis(pauseMillis())));
      events.run();
      follow();
      endpoints.advance(clock.millis());
      commit();
    }
    onPartitionsRevoked(triggers.assignment());
  }

  /** Asks the loop to end, from any thread. */
  void stop() {
    isStopping = true;
  }

  private long pauseMillis() {
    if (!attempts.isIdle()) {
      return BUSY_MILLIS;
    }
    return Math.max(1, Math.min(IDLE_MILLIS, endpoints.wakeMillis() - clock.millis()));
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    long now = clock.millis();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      intake.take(record, now);
    }
    for (TopicPartition each : records.partitions()) {
      intake.advance(each.partition(), triggers.position(each));
    }
  }

  private void follow() {
    long now = clock.millis();
    if (now >= followAtMillis) {
      followAtMillis = now + FOLLOW_MILLIS;
      parked.follow().forEach(news -> intake.take(news, now));
      triggers
          .assignment()
          .forEach(each -> intake.advance(each.partition(), triggers.position(each)));
    }
  }

  private void commit() {
    long now = clock.millis();
    if (now < commitAtMillis) {
      return;
    }
    commitAtMillis = now + COMMIT_MILLIS;
    Map<TopicPartition, OffsetAndMetadata> committable = offsets.takeCommittable();
    if (!committable.isEmpty()) {
      triggers.commitAsync(
          committable,
          (committed, failure) -> {
            if (failure != null) {
              LOG.warn("offsets could not be committed and will be again: {}", failure.toString());
              offsets.takeAgain();
            }
          });
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    for (TopicPartition each : assigned) {
      int partition = each.partition();
      intake.assign(partition, triggers.position(each), parked.load(partition), clock.millis());
    }
    LOG.info("delivers the triggers of {}", triggers.assignment());
  }

  /**
   * Lets the attempts of the partitions end and commits, so that their next owner starts behind
   * them. What waits is left to that owner.
   */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (isBroken) {
      return;
    }
    revoked.forEach(each -> endpoints.forget(each.partition()));
    long deadline = clock.millis() + DRAIN_MILLIS;
    try {
      while (clock.millis() < deadline
          && revoked.stream().anyMatch(each -> attempts.inFlight(each.partition()) > 0)) {
        events.await(BUSY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryFailedException(e);
    }
    log.flush();
    events.run();
    triggers.commitSync(offsets.takeCommittable());
    revoked.forEach(each -> leave(each.partition()));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    lost.forEach(each -> endpoints.forget(each.partition()));
    lost.forEach(each -> leave(each.partition()));
  }

  private void leave(int partition) {
    intake.forget(partition);
    parked.forget(partition);
  }
}
