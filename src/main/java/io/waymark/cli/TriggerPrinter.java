package io.waymark.cli;

import io.waymark.customer.HeldRuns;
import io.waymark.model.RuleStatus;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Prints each trigger when it arrives in Kafka, its totals each minute and at the end, and the
 * status of rules that were pushed. Triggers that were due before the start, which the job finds
 * while it catches up, are only counted.
 */
final class TriggerPrinter implements Runnable, AutoCloseable {
  private static final long SHOW_PAST_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long SHOW_TOTALS_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int TOTALS_INDENT = 10;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final byte[] NOTHING = {};

  private final Settings settings;
  private final long startMillis;
  private final RefusalNews refusals;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Terminal terminal;
  private final TriggerTotals totals = new TriggerTotals();
  private long totalShown;
  private long totalsShownNanos = System.nanoTime();
  private long past;
  private long pastShown;
  private long pastShownNanos = System.nanoTime();

  /**
   * Reads from where the last printer ended.
   *
   * @param startMillis triggers that were due earlier are counted as past
   * @param refusals tells which refusals are printed
   */
  TriggerPrinter(Settings settings, long startMillis, RefusalNews refusals, Terminal terminal) {
    this.settings = settings;
    this.startMillis = startMillis;
    this.refusals = refusals;
    this.terminal = terminal;
    Map<String, Object> client = settings.kafka().properties();
    client.put("group.id", settings.group() + "-printer");
    client.put("auto.offset.reset", "earliest");
    client.put("isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(
        List.of(
            Topics.TRIGGERS.name(settings.prefix()), Topics.RULE_STATUS.name(settings.prefix())));
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          print(record);
        }
        showPast(false);
        showTotals();
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    } finally {
      printTotals();
    }
  }

  /** Closes the consumer; call it after {@link #run} has ended. */
  @Override
  public void close() {
    consumer.close();
  }

  private void print(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
    try {
      if (record.topic().equals(Topics.TRIGGERS.name(settings.prefix()))) {
        print(Topics.TRIGGERS.document().read(value));
      } else {
        print(Topics.RULE_STATUS.document().read(value));
      }
    } catch (MalformedDocumentException e) {
      System.out.println(
          e.getMessage() + ", on " + record.topic() + " at offset " + record.offset());
    }
  }

  private void print(Trigger trigger) {
    if (trigger.latency().dueMillis() < startMillis) {
      past++;
      return;
    }
    showPast(true);
    totals.add(trigger);
    TriggerLines.of(trigger, ZoneId.systemDefault(), terminal).forEach(System.out::println);
  }

  private void print(RuleStatus status) {
    boolean isLastSubtask = status.subtask() == status.subtasks() - 1;
    if (status.state() == RuleStatus.State.REFUSED) {
      if (refusals.isNew(status)) {
        RefusalNews.lines(status.rule(), status.problems()).forEach(System.out::println);
      }
    } else if (status.failures() != null) {
      print(status, status.failures());
    } else if (status.runsPerCustomer() != null) {
      warnOfMany(status, status.runsPerCustomer());
    } else if (status.pause() != null) {
      System.out.println(
          "rule "
              + status.rule()
              + (status.pause().isEmpty() ? " is resumed" : " is " + status.pause()));
    } else if (isLastSubtask) {
      System.out.println(RefusalNews.name(status.rule()) + " is " + status.state().code());
    }
  }

  private static void print(RuleStatus status, RuleStatus.Failures failures) {
    System.out.printf(
        "rule %s: an expression fails and its value is absent then: %s: %s"
            + " (%,d failed, %,d over the limit, in subtask %d)%n",
        status.rule(),
        failures.expression(),
        failures.reason(),
        failures.failed(),
        failures.overLimit(),
        status.subtask());
  }

  private static void warnOfMany(RuleStatus status, double runs) {
    if (runs >= HeldRuns.MANY) {
      System.out.printf(
          "rule %s: a customer holds %,.1f open runs of it on average, in subtask %d; %s%n",
          status.rule(), runs, status.subtask(), HeldRunsTable.CURE);
    }
  }

  /** Prints the count every few seconds, and at once before a trigger that is not past. */
  private void showPast(boolean now) {
    if (past > pastShown && (now || System.nanoTime() - pastShownNanos > SHOW_PAST_NANOS)) {
      System.out.printf("catching up with the past: %,d triggers%n", past);
      pastShown = past;
      pastShownNanos = System.nanoTime();
    }
  }

  private void printTotals() {
    if (totals.all() > 0) {
      totals.table(terminal).forEach(System.out::println);
    }
    if (past > 0) {
      System.out.printf("%,d more triggers were due before the start%n", past);
    }
  }

  /** Prints the totals once a minute, if any trigger came since. */
  private void showTotals() {
    if (totals.all() > totalShown && System.nanoTime() - totalsShownNanos > SHOW_TOTALS_NANOS) {
      totals.sentence(terminal, TOTALS_INDENT).forEach(System.out::println);
      totalShown = totals.all();
      totalsShownNanos = System.nanoTime();
    }
  }
}
