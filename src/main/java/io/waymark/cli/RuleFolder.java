package io.waymark.cli;

import io.waymark.model.RuleText;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rules topic equal to the rules in a folder: what is new or changed is pushed, what is
 * gone is removed. It looks anew twice a second, which works on every file system.
 */
final class RuleFolder implements Runnable, AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Pattern ID = Pattern.compile("(?m)^rule:\\s*[\"']?([^\\s\"'#]+)");

  private final Path folder;
  private final Settings settings;
  private final KafkaProducer<String, String> producer;
  private final Map<String, String> pushed = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private String said = "";

  RuleFolder(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    this.producer =
        new KafkaProducer<>(client(settings), new StringSerializer(), new StringSerializer());
  }

  /**
   * Makes the topic equal to the folder.
   *
   * @return how many rules were pushed or removed
   */
  int publish() throws CommandException, InterruptedException {
    readTopic();
    return update();
  }

  /** Until it is closed or interrupted. */
  @Override
  public void run() {
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        updateIfPossible();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file that is being saved may be gone for a moment; the next look finds it. */
  private void updateIfPossible() throws InterruptedException {
    try {
      update();
    } catch (CommandException e) {
      sayOnce(String.valueOf(e.getMessage()));
    }
  }

  private void sayOnce(String what) {
    if (!what.equals(said)) {
      System.out.println(what);
      said = what;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    finish();
  }

  /** Not in the midst of an update. */
  private synchronized void finish() {
    producer.close(LOOK_EVERY);
  }

  private synchronized int update() throws CommandException, InterruptedException {
    int changed = 0;
    Set<String> found = new HashSet<>();
    for (Map.Entry<Path, String> file : RuleFiles.texts(folder).entrySet()) {
      String id = id(file.getKey(), file.getValue());
      if (!found.add(id)) {
        sayOnce("rule " + id + " stands in two files; " + file.getKey() + " is left out");
        continue;
      }
      if (!file.getValue().equals(pushed.get(id))) {
        push(id, file.getValue(), file.getKey().getFileName().toString());
        pushed.put(id, file.getValue());
        changed++;
      }
    }
    for (String gone : List.copyOf(pushed.keySet())) {
      if (!found.contains(gone)) {
        push(gone, null, folder.toString());
        pushed.remove(gone);
        changed++;
      }
    }
    return changed;
  }

  /** The id as it stands in the text, also in one that cannot be read; else the file's name. */
  private static String id(Path file, String text) {
    Matcher matcher = ID.matcher(text);
    return matcher.find()
        ? matcher.group(1)
        : file.getFileName().toString().replaceAll("\\.ya?ml$", "");
  }

  private void push(String id, @Nullable String text, String origin)
      throws CommandException, InterruptedException {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(Topics.RULES.name(settings.prefix()), id, text);
    record.headers().add(RuleText.ORIGIN_HEADER, origin.getBytes(StandardCharsets.UTF_8));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new CommandException("rule " + id + " cannot be pushed: " + e.getCause());
    }
  }

  private void readTopic() {
    TopicPartition partition = new TopicPartition(Topics.RULES.name(settings.prefix()), 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client(settings), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(LOOK_EVERY)) {
          if (record.value() == null) {
            pushed.remove(record.key());
          } else {
            pushed.put(record.key(), record.value());
          }
        }
      }
    }
  }

  private static Map<String, Object> client(Settings settings) {
    Map<String, Object> client = new HashMap<>(settings.kafka().client());
    client.put("bootstrap.servers", settings.kafka().bootstrap());
    return client;
  }
}
