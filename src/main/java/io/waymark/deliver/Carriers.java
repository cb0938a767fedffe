package io.waymark.deliver;

import io.waymark.deliver.address.AddressGuard;
import io.waymark.deliver.address.GuardedResolver;
import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.lane.Limits;
import io.waymark.deliver.webhook.Signatures;
import io.waymark.deliver.webhook.WebhookClient;
import io.waymark.settings.DeliverSettings;
import io.waymark.settings.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The carriers of all destinations. */
final class Carriers implements AutoCloseable {
  /** Attempts in flight to a topic or a file. */
  private static final int CONCURRENCY = 8;

  private final Map<String, Carrier> byName = new LinkedHashMap<>();
  private final Map<String, Limits> limits = new LinkedHashMap<>();

  private final Producer<byte[], byte[]> producer;
  private final Clocks clocks;
  private final Destinations destinations;
  private final WebhookClient toPublic;
  private final WebhookClient toPrivate;

  /**
   * Opens the carriers.
   *
   * @param names resolves the hosts of webhooks
   * @param producer writes to topics; it is closed with the carriers
   * @throws UnusableDestinationsException with every destination that cannot be used
   */
  static Carriers open(
      Destinations destinations,
      DeliverSettings settings,
      DnsResolver names,
      Producer<byte[], byte[]> producer,
      ScheduledExecutorService timer,
      Clocks clocks)
      throws UnusableDestinationsException {
    int connections = destinations.all().stream().mapToInt(Carriers::concurrency).sum();
    Carriers carriers =
        new Carriers(
            destinations,
            producer,
            clocks,
            client(names, new AddressGuard(List.of()), connections, timer, clocks),
            client(names, new AddressGuard(settings.networks()), connections, timer, clocks));
    List<String> problems = new ArrayList<>();
    destinations.all().forEach(each -> carriers.add(each, problems));
    if (!problems.isEmpty()) {
      carriers.close();
      throw new UnusableDestinationsException(problems);
    }
    return carriers;
  }

  private Carriers(
      Destinations destinations,
      Producer<byte[], byte[]> producer,
      Clocks clocks,
      WebhookClient toPublic,
      WebhookClient toPrivate) {
    this.destinations = destinations;
    this.producer = producer;
    this.clocks = clocks;
    this.toPublic = toPublic;
    this.toPrivate = toPrivate;
  }

  private static WebhookClient client(
      DnsResolver names,
      AddressGuard guard,
      int connections,
      ScheduledExecutorService timer,
      Clocks clocks) {
    return new WebhookClient(
        new GuardedResolver(names, guard), connections, timer, clocks, WebhookClient.TOTAL);
  }

  /** Returns what carries triggers to the destination that a rule means; null without one. */
  @Nullable Carrier find(String to) {
    return destinations.find(to).map(each -> byName.get(each.to())).orElse(null);
  }

  /** Returns the limits of each destination, by its name. */
  Map<String, Limits> limits() {
    return Map.copyOf(limits);
  }

  /** Returns how many attempts may be in flight. */
  int concurrency() {
    return limits.values().stream().mapToInt(Limits::concurrency).sum();
  }

  private void add(Destination destination, List<String> problems) {
    try {
      byName.put(destination.to(), carrier(destination));
      int rate = destination instanceof Destination.Webhook webhook ? webhook.ratePerMinute() : 0;
      limits.put(destination.to(), Limits.of(rate, concurrency(destination)));
    } catch (IOException | ConfigException | IllegalArgumentException e) {
      problems.add("destination " + destination.to() + ": " + e.getMessage());
    }
  }

  private Carrier carrier(Destination destination) throws IOException {
    if (destination instanceof Destination.Webhook webhook) {
      List<String> secrets = webhook.secrets().stream().map(Secrets::resolve).toList();
      return new WebhookCarrier(
          webhook.isPrivate() ? toPrivate : toPublic, webhook.url(), new Signatures(secrets));
    }
    if (destination instanceof Destination.LineFile file) {
      return FileCarrier.open(file.path(), clocks);
    }
    return new TopicCarrier(producer, ((Destination.KafkaTopic) destination).topic(), clocks);
  }

  private static int concurrency(Destination destination) {
    return destination instanceof Destination.Webhook webhook ? webhook.concurrency() : CONCURRENCY;
  }

  @Override
  public void close() {
    toPublic.close();
    toPrivate.close();
    byName.values().forEach(Carrier::close);
    producer.close(Duration.ZERO);
  }
}
