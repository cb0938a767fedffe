package io.waymark.lab.bench;

import io.waymark.deliver.DeliveryProcess;
import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.kafka.TopicHistory;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.Trigger;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures how soon webhooks are delivered while some of their endpoints hang.
 *
 * @param endpoints that triggers go to in turn
 * @param hanging how many of them take connections and never answer
 * @param rate triggers a second, all endpoints together
 * @param length how long is measured, after a warm-up
 */
public record DeliveryBench(int endpoints, int hanging, int rate, Duration length) {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(2));
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int CONCURRENCY = 8;

  /**
   * Measures.
   *
   * @param out for progress
   */
  public DeliveryTable measure(PrintWriter out) throws Exception {
    BenchLog.leaveOutNoise();
    try (Workspace workspace = Workspace.open(Map.of());
        EmbeddedBroker broker = EmbeddedBroker.start(workspace.folder("kafka"), 0);
        AcceptingEndpoint accepting = AcceptingEndpoint.start();
        ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      Settings settings = settings(broker);
      Path secret = Files.writeString(workspace.folder("secret"), SECRET);
      Destinations destinations = destinations(secret, accepting.port(), silent.getLocalPort());
      try (DeliveryProcess delivery =
              DeliveryProcess.start(
                  settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
          TriggerSender sender = new TriggerSender(settings, endpoints)) {
        return measure(delivery, sender, accepting, settings, out);
      }
    }
  }

  private DeliveryTable measure(
      DeliveryProcess delivery,
      TriggerSender sender,
      AcceptingEndpoint accepting,
      Settings settings,
      PrintWriter out)
      throws Exception {
    out.println("warming up");
    out.flush();
    sender.send(rate, WARM_UP);
    PATIENCE.await("the warm-up arrives", () -> accepting.accepted() >= answered(sender.sent()));
    out.println("measuring for " + length.toSeconds() + " s");
    out.flush();
    long from = System.currentTimeMillis();
    double perSecond = sender.send(rate, length);
    PATIENCE.await("all arrive", () -> accepting.accepted() >= answered(sender.sent()));
    delivery.close();
    return new DeliveryTable(this, perSecond, latencies(settings, from));
  }

  /** Returns how many of the first triggers go to endpoints that answer. */
  private long answered(long sent) {
    long rounds = sent / endpoints;
    return rounds * (endpoints - hanging) + Math.max(0, sent % endpoints - hanging);
  }

  private Distribution latencies(Settings settings, long fromMillis) throws Exception {
    List<Long> millis = new ArrayList<>();
    try (TopicHistory history = TopicHistory.of(settings, Topics.DELIVERIES)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          add(Topics.DELIVERIES.document().read(record.value()), fromMillis, millis);
        }
      }
    }
    return Distribution.of(millis, Long::doubleValue);
  }

  private static void add(DeliveryAttempt attempt, long fromMillis, List<Long> millis) {
    Trigger.Latency latency = attempt.latency();
    Long emitted = latency == null ? null : latency.emittedMillis();
    if (attempt.outcome() == DeliveryAttempt.Outcome.DELIVERED
        && emitted != null
        && emitted >= fromMillis) {
      millis.add(attempt.timeMillis() - emitted);
    }
  }

  private Destinations destinations(Path secret, int accepting, int silent) {
    List<Destination> all = new ArrayList<>();
    for (int i = 0; i < endpoints; i++) {
      int port = i < hanging ? silent : accepting;
      all.add(
          new Destination.Webhook(
              TriggerSender.destination(i),
              URI.create("http://127.0.0.1:" + port + "/"),
              List.of("${file:" + secret + "}"),
              0,
              CONCURRENCY,
              true));
    }
    return new Destinations(all);
  }

  private static Settings settings(EmbeddedBroker broker) throws IOException {
    try {
      return SettingsReader.read(
          null,
          Map.of(
              "kafka.bootstrap", broker.bootstrap(),
              "kafka.create-topics", "true",
              "deliver.networks", "127.0.0.1/32"));
    } catch (Settings.UnusableException e) {
      throw new IOException(e);
    }
  }
}
