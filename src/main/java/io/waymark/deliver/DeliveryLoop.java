package io.waymark.deliver;

import io.waymark.deliver.lane.ClockReading;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.deliver.watch.DeliveryState;
import io.waymark.kafka.ParkedRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  private static final long SHOW_MILLIS = 1_000;
  private static final String HEARTBEAT = "last-heartbeat-seconds-ago";

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
  private final Clocks clocks;
  private final DeliveryMetrics metrics;
  private volatile boolean isStopping;

  /** Whether it has failed, so that nothing is to be committed any more. */
  private boolean isBroken;

  /** Whether more is on the topic of parked triggers than was followed. */
  private boolean isBehind;

  private long commitAtMillis;
  private long followAtMillis;
  private long showAtMillis;

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
      Clocks clocks,
      DeliveryMetrics metrics) {
    this.triggers = triggers;
    this.topic = topic;
    this.parked = parked;
    this.intake = intake;
    this.endpoints = endpoints;
    this.attempts = attempts;
    this.offsets = offsets;
    this.log = log;
    this.events = events;
    this.clocks = clocks;
    this.metrics = metrics;
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
        .forEach(status -> intake.take(status, clocks.read()));
    triggers.subscribe(List.of(topic), this);
    while (!isStopping) {
      take(triggers.poll(Duration.ofMillis(pauseMillis())));
      events.run();
      follow();
      endpoints.advance(clocks.read());
      commit();
      show();
    }
    onPartitionsRevoked(triggers.assignment());
  }

  /** Asks the loop to end, from any thread. */
  void stop() {
    isStopping = true;
  }

  private long pauseMillis() {
    if (!attempts.isIdle() || isBehind) {
      return BUSY_MILLIS;
    }
    ClockReading now = clocks.read();
    return Math.max(1, Math.min(IDLE_MILLIS, endpoints.wakeMillis(now) - now.steadyMillis()));
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    ClockReading now = clocks.read();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      intake.take(record, now);
    }
    for (TopicPartition each : records.partitions()) {
      intake.advance(each.partition(), triggers.position(each));
    }
  }

  private void follow() {
    ClockReading now = clocks.read();
    if (now.steadyMillis() >= followAtMillis) {
      parked.follow().forEach(news -> intake.take(news, now));
      isBehind = parked.isBehind();
      followAtMillis = now.steadyMillis() + (isBehind ? 0 : FOLLOW_MILLIS);
      triggers
          .assignment()
          .forEach(each -> intake.advance(each.partition(), triggers.position(each)));
    }
  }

  private void commit() {
    long now = clocks.steadyMillis();
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

  /** Shows how all is, once a second. */
  private void show() {
    long now = clocks.steadyMillis();
    if (now < showAtMillis) {
      return;
    }
    showAtMillis = now + SHOW_MILLIS;
    Map<Integer, Long> lag = new HashMap<>();
    for (TopicPartition each : triggers.assignment()) {
      long unread = triggers.currentLag(each).orElse(0);
      lag.put(each.partition(), unread + offsets.uncommitted(each.partition()));
    }
    metrics.become(new DeliveryState(endpoints.states(), lag, heartbeatAgeMillis(), now));
  }

  /** Returns how long ago the group spoke to Kafka; -1 where it never has. */
  private long heartbeatAgeMillis() {
    return triggers.metrics().entrySet().stream()
        .filter(each -> each.getKey().name().equals(HEARTBEAT))
        .map(each -> each.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToLong(each -> ((Number) each).longValue())
        .map(seconds -> seconds < 0 ? -1 : TimeUnit.SECONDS.toMillis(seconds))
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    for (TopicPartition each : assigned) {
      int partition = each.partition();
      intake.assign(partition, triggers.position(each), parked.load(partition), clocks.read());
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
    long deadline = clocks.steadyMillis() + DRAIN_MILLIS;
    try {
      while (clocks.steadyMillis() < deadline
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
