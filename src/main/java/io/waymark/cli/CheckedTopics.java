package io.waymark.cli;

import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.TopicHistory;
import io.waymark.model.Position;
import io.waymark.replay.SeenTouchpoints;
import io.waymark.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The last records of the topics of touchpoints, for what rules that are being checked could see of
 * them. Nothing is played: the records are no whole history of any customer.
 */
final class CheckedTopics {
  /** The number of records that are read of each partition. */
  static final int MOST = 10_000;

  private static final byte[] NOTHING = {};

  private final Settings settings;
  private final SeenTouchpoints seen;
  private final ReadProgress progress = new ReadProgress(System.nanoTime());
  private long read;
  private long accepted;
  private long refused;
  private long skipped;

  CheckedTopics(Settings settings, SeenTouchpoints seen) {
    this.settings = settings;
    this.seen = seen;
  }

  /**
   * Reads the end of each topic with its mapping.
   *
   * @return a line for each topic
   */
  List<String> read() throws CommandException, NotReadyException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try {
      for (Settings.Input input : settings.inputs()) {
        lines.add(read(input));
      }
    } catch (KafkaException e) {
      throw new CommandException(
          new Refusal(settings.kafka(), "the reader of touchpoints").explainFailed(e));
    } finally {
      progress.end();
    }
    return lines;
  }

  private String read(Settings.Input input) throws NotReadyException, InterruptedException {
    read = 0;
    accepted = 0;
    refused = 0;
    skipped = 0;
    progress.begin("read of " + input.topic());
    Intake intake =
        new Intake(MappingSource.named(input.mapping()).compile(), settings.future().toMillis());
    try (TopicHistory history = TopicHistory.endOf(settings, input.topic(), MOST)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          take(intake, record);
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d of its last records read: %,d touchpoints, %,d dead letters, %,d skipped",
        input.topic(),
        read,
        accepted,
        refused,
        skipped);
  }

  private void take(Intake intake, ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.topic(), record.partition(), record.offset());
    byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
    read++;
    for (IntakeResult result : intake.take(value, position, System.currentTimeMillis())) {
      if (result instanceof IntakeResult.Accepted ok) {
        accepted++;
        seen.add(ok.arrival().touchpoint());
      } else if (result instanceof IntakeResult.Refused) {
        refused++;
      } else {
        skipped++;
      }
    }
    progress.accept(read);
  }
}
