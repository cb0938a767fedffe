package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.Tally.Of;
import io.waymark.lab.FreePort;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes records of every kind into the running job, on a broker with Kafka's limits: it never
 * restarts, and everything is counted. {@code -Dwaymark.test.hostile=1000000} sends so many.
 */
class HostileInputIT {
  private static final int INPUTS = Integer.getInteger("waymark.test.hostile", 20_000);
  private static final long SEED = Long.getLong("waymark.test.seed", 20_261_127);

  /** One record in so many is a rule: to compile one takes as long as to apply a thousand. */
  private static final int TOUCHPOINTS_A_RULE = 25;

  private static final int RULES = 60;
  private static final int PARALLELISM = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(INPUTS * 2L);

  @TempDir private static Path folder;
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private final Random random = new Random(SEED);
  private final Set<String> pushed = new HashSet<>();
  private final Collection<Exception> notSent = new ConcurrentLinkedQueue<>();
  private long touchpoints;

  @Test
  void neverStopsTheJobAndIsCounted() throws Exception {
    System.out.printf("%,d hostile inputs, seed %d%n", INPUTS, SEED);
    String last = LiveRule.text("last", "{steps: [{it: The Last}]}");
    try (JobUnderTest job =
        new JobUnderTest(BROKER.get(), folder, PARALLELISM, Map.of("job.silence", "3s"))) {
      int port = FreePort.near(19_349);
      job.start(null, Exposed.reporter(port));

      send(job);
      assertThat(notSent).as("what the broker did not take").isEmpty();
      Exposed counted =
          Exposed.await(
              port,
              PATIENCE,
              now -> count(now, Of.READ) >= touchpoints && outcomes(now) >= touchpoints);
      job.push("last", last);
      job.awaitLive(List.of(last));

      assertThat(counted.max("flink_jobmanager_job_numRestarts")).isZero();
      assertThat(job.web("/jobs/JOB")).contains("\"state\":\"RUNNING\"");
      assertThat(count(counted, Of.READ)).isEqualTo(touchpoints).isEqualTo(outcomes(counted));
      assertThat(count(counted, Of.APPLIED)).isGreaterThan(touchpoints / 4);
      assertThat(count(counted, Of.SENT)).isPositive();
      AtomicLong letters = new AtomicLong();
      job.readEach(Topics.DEAD_LETTERS, letter -> letters.incrementAndGet());
      assertThat(letters).hasValue(count(counted, Of.LATE) + count(counted, Of.DEAD_LETTERED));
      RuleAnswers answers = new RuleAnswers(job, BROKER.bootstrap(), PARALLELISM);
      assertThat(answers.pushed()).hasSizeGreaterThan(1).containsAll(pushed);
      boolean isComplete = Patience.of(PATIENCE).until(() -> answers.lacking().isEmpty());
      assertThat(isComplete).as("%s", answers.lacking()).isTrue();
    }
  }

  private void send(JobUnderTest job) throws Exception {
    HostileTouchpoint values = new HostileTouchpoint(random, System.currentTimeMillis());
    HostileRule rules = new HostileRule(random);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < INPUTS; i++) {
        boolean isRule = i % (TOUCHPOINTS_A_RULE + 1) == 0;
        producer.send(isRule ? rule(job, rules) : touchpoint(job, values), this::note);
        if (i % 100_000 == 99_999) {
          System.out.printf("%,d sent%n", i + 1);
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> rule(JobUnderTest job, HostileRule rules) {
    String id = "r" + random.nextInt(RULES);
    // A compacted topic takes no record without a key.
    byte[] key = random.nextInt(30) == 0 ? garbage() : id.getBytes(StandardCharsets.UTF_8);
    pushed.add(new String(key, StandardCharsets.UTF_8));
    return odd(new ProducerRecord<>(job.topic(Topics.RULES), key, rules.next(id)));
  }

  private ProducerRecord<byte[], byte[]> touchpoint(JobUnderTest job, HostileTouchpoint values) {
    touchpoints++;
    byte @Nullable [] value = random.nextInt(200) == 0 ? null : values.next();
    return odd(
        new ProducerRecord<>(
            job.topic(Topics.TOUCHPOINTS), random.nextBoolean() ? null : garbage(), value));
  }

  private byte[] garbage() {
    byte[] garbage = new byte[random.nextInt(12)];
    random.nextBytes(garbage);
    return garbage;
  }

  /** Adds headers as senders may: without value, twice, of bytes that are no text. */
  private ProducerRecord<byte[], byte[]> odd(ProducerRecord<byte[], byte[]> record) {
    if (random.nextInt(4) == 0) {
      record.headers().add(new RecordHeader("origin", random.nextBoolean() ? null : garbage()));
      record.headers().add(new RecordHeader(random.nextBoolean() ? "" : "other", (byte[]) null));
    }
    return record;
  }

  private void note(Object metadata, @Nullable Exception failure) {
    if (failure != null) {
      notSent.add(failure);
    }
  }

  private static long outcomes(Exposed exposed) {
    return count(exposed, Of.APPLIED)
        + count(exposed, Of.DUPLICATE)
        + count(exposed, Of.LATE)
        + count(exposed, Of.DEAD_LETTERED)
        + count(exposed, Of.SKIPPED);
  }

  private static long count(Exposed exposed, Of of) {
    return (long) exposed.sum(of.metric().prometheus());
  }
}
