package io.waymark.cli;

import io.waymark.export.EventLog;
import io.waymark.export.LogFormat;
import io.waymark.export.TooManyAttributesException;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.TopicHistory;
import io.waymark.model.Applied;
import io.waymark.model.Position;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Writes one event log. The file appears when it is whole. */
final class Export {
  /** Adds what it finds to a log. */
  @FunctionalInterface
  private interface Source {
    void addTo(EventLog log)
        throws IOException,
            TooManyAttributesException,
            CommandException,
            NotReadyException,
            InterruptedException;
  }

  private final LogFormat format;
  private final Path file;
  private final Path folder;
  private final PrintWriter out;
  private final ReadProgress progress = new ReadProgress(System.nanoTime());

  Export(LogFormat format, Path file, PrintWriter out) {
    this.format = format;
    this.file = file.toAbsolutePath().normalize();
    Path parent = this.file.getParent();
    this.folder = parent == null ? this.file : parent;
    this.out = out;
  }

  /**
   * Checks what is read and written.
   *
   * @throws CommandException with every problem
   */
  void check(List<Path> inputs, boolean overwrite) throws CommandException {
    StartProblems problems = new StartProblems();
    problems.checkNewFile(
        file.toString(), file, overwrite, "name another file, or let --overwrite replace it");
    inputs.forEach(input -> checkInput(input, problems));
    problems.refuseAny();
  }

  private void checkInput(Path input, StartProblems problems) {
    if (!Files.exists(input)) {
      problems.add("--input " + input + ": there is no such file");
    } else if (Files.isDirectory(input)) {
      problems.add("--input " + input + " is a folder; name its applied.jsonl");
    } else if (!Files.isReadable(input)) {
      problems.add("--input " + input + ": this user may not read it");
    } else if (input.toAbsolutePath().normalize().equals(file)) {
      problems.add("--input " + input + " is the file to be written; name another one");
    }
  }

  /** Writes the touchpoints of files. */
  void files(List<Path> inputs) throws Exception {
    write(
        String.join(", ", inputs.stream().map(Path::toString).toList()),
        log -> {
          for (Path input : inputs) {
            try (AppliedFile lines = AppliedFile.open(input)) {
              for (Applied next = lines.next(); next != null; next = lines.next()) {
                log.add(next);
              }
            }
          }
        });
  }

  /** Writes the touchpoints of the topic. */
  void topic(Settings settings) throws Exception {
    Refusal refusal = new Refusal(settings.kafka(), "the export");
    try {
      write("the topic " + Topics.APPLIED.name(settings.prefix()), log -> read(settings, log));
    } catch (TimeoutException e) {
      throw new CommandException(refusal.explainSilence(" (" + e.getMessage() + ")"));
    } catch (KafkaException e) {
      throw new CommandException(refusal.explain(e));
    }
  }

  private static void read(Settings settings, EventLog log)
      throws IOException,
          TooManyAttributesException,
          CommandException,
          NotReadyException,
          InterruptedException {
    try (TopicHistory history = TopicHistory.of(settings, Topics.APPLIED)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          if (record.value() != null) {
            log.add(applied(record));
          }
        }
      }
    }
  }

  private void write(String from, Source source) throws Exception {
    try (TemporaryFolder temporary = TemporaryFolder.inside(folder)) {
      EventLog log = new EventLog(temporary.path(), progress);
      progress.begin("read");
      source.addTo(log);
      if (log.added() == 0) {
        throw CommandException.refused(List.of("there is no applied touchpoint in " + from));
      }
      progress.begin("written");
      Path whole = temporary.path().resolve("log");
      EventLog.Written written = write(log, whole);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      progress.end();
      out.printf(
          "%,d customers with %,d events in %s%n", written.customers(), written.events(), file);
      if (log.added() > written.events()) {
        out.printf("%,d that had come again are left out%n", log.added() - written.events());
      }
    } catch (TooManyAttributesException e) {
      throw CommandException.refused(List.of(String.valueOf(e.getMessage())));
    } finally {
      progress.end();
    }
  }

  private EventLog.Written write(EventLog log, Path whole) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(whole), 1 << 16)) {
      return log.write(format, stream);
    }
  }

  private static Applied applied(ConsumerRecord<byte[], byte[]> record) throws CommandException {
    try {
      return Topics.APPLIED.document().read(record.value());
    } catch (MalformedDocumentException e) {
      Position position = new Position(record.topic(), record.partition(), record.offset());
      throw CommandException.refused(
          List.of(position + " is no applied touchpoint: " + e.getMessage()));
    }
  }
}
