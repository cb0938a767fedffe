package io.waymark.console.authoring;

import io.waymark.console.feed.RuleHeaders;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** The desk on the rules topic. It connects when it is first asked, so that Kafka may be away. */
final class TopicDesk implements RulesDesk {
  /** How long a person waits for Kafka. */
  private static final int PATIENCE_MILLIS = 5_000;

  private final Settings settings;
  private final Connection kafka;
  private @Nullable RulesTopic topic;

  TopicDesk(Settings settings) {
    this.settings = settings;
    this.kafka = new Connection(settings.kafka().bootstrap(), patient(settings.kafka().client()));
  }

  private static Map<String, String> patient(Map<String, String> client) {
    Map<String, String> all = new LinkedHashMap<>(client);
    String patience = Integer.toString(PATIENCE_MILLIS);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    all.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patience);
    all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    return all;
  }

  @Override
  public Optional<Pushed> last(String rule) throws NotReadyException, InterruptedException {
    try {
      return RulesTopic.last(settings, rule);
    } catch (KafkaException e) {
      throw notReady(e);
    }
  }

  @Override
  public synchronized void push(RuleText rule, String author, String reason)
      throws NotReadyException, InterruptedException {
    try {
      topic().push(rule, Map.of(RuleHeaders.AUTHOR, author, RuleHeaders.REASON, reason));
    } catch (KafkaException e) {
      throw notReady(e);
    } catch (ExecutionException e) {
      throw notReady(e.getCause() == null ? e : e.getCause());
    }
  }

  private RulesTopic topic() {
    RulesTopic open = topic;
    if (open == null) {
      open = new RulesTopic(kafka, Topics.RULES.name(settings.prefix()));
      topic = open;
    }
    return open;
  }

  private NotReadyException notReady(Throwable failure) {
    close();
    Refusal refusal = new Refusal(kafka, "the console");
    return new NotReadyException(
        failure instanceof RetriableException
            ? refusal.explainSilence("")
            : refusal.explain(failure));
  }

  @Override
  public synchronized void close() {
    if (topic != null) {
      topic.close();
      topic = null;
    }
  }
}
