package io.waymark.deliver;

import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.lane.Budget;
import io.waymark.deliver.lane.Clocks;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.deliver.watch.UnusablePortException;
import io.waymark.deliver.watch.WatchServer;
import io.waymark.kafka.DeliveryTopics;
import io.waymark.kafka.NotReadyException;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.kafka.clients.producer.Producer;

/** The delivery from its start to its end: clients, threads and the loop on one of them. */
public final class DeliveryProcess implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final DeliveryLoop loop;
  private final Thread thread;
  private final DeliveryMetrics metrics;
  private final Clocks clocks;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private DeliveryProcess(
      DeliveryLoop loop, DeliveryMetrics metrics, Clocks clocks, Runnable closing) {
    this.loop = loop;
    this.metrics = metrics;
    this.clocks = clocks;
    this.thread =
        new Thread(
            () -> {
              try {
                loop.run();
                ended.complete(null);
              } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
              } finally {
                closing.run();
              }
            },
            "delivery");
  }

  /**
   * Starts to deliver.
   *
   * @param names resolves the hosts of webhooks
   * @throws UnusableDestinationsException with every destination that cannot be used here
   * @throws NotReadyException with all that is wrong with the topics
   */
  public static DeliveryProcess start(
      Settings settings, Destinations destinations, DnsResolver names, Clock clock)
      throws UnusableDestinationsException, NotReadyException, InterruptedException {
    int endpoints = destinations.all().size() + 1;
    return start(
        settings,
        destinations,
        names,
        clock,
        Budget.ofHeap(Runtime.getRuntime().maxMemory(), endpoints));
  }

  /** Starts to deliver with another budget than that of this Java's heap. */
  static DeliveryProcess start(
      Settings settings, Destinations destinations, DnsResolver names, Clock clock, Budget budget)
      throws UnusableDestinationsException, NotReadyException, InterruptedException {
    DeliveryTopics.find(settings, destinations.topics());
    Clocks clocks = Clocks.of(clock);
    KafkaClients kafka = new KafkaClients(settings);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(KafkaClients::daemon);
    Producer<byte[], byte[]> producer = kafka.producer();
    Carriers carriers;
    try {
      carriers =
          Carriers.open(destinations, settings.deliver(), names, kafka.attempting(), timer, clocks);
    } catch (UnusableDestinationsException e) {
      timer.shutdownNow();
      producer.close(CLOSE_PATIENCE);
      throw e;
    }
    DeliveryProcess process =
        assemble(settings, destinations, budget, kafka, producer, carriers, timer, clocks);
    process.thread.start();
    return process;
  }

  private static DeliveryProcess assemble(
      Settings settings,
      Destinations destinations,
      Budget budget,
      KafkaClients kafka,
      Producer<byte[], byte[]> producer,
      Carriers carriers,
      ScheduledExecutorService timer,
      Clocks clocks) {
    String writer = UUID.randomUUID().toString();
    String parkedName = Topics.DELIVERIES_PARKED.name(settings.prefix());
    String triggersName = Topics.TRIGGERS.name(settings.prefix());
    ExecutorService threads =
        Executors.newFixedThreadPool(carriers.concurrency(), KafkaClients::daemon);
    ExecutorService fetching = Executors.newSingleThreadExecutor(KafkaClients::daemon);
    DeliveryMetrics metrics = new DeliveryMetrics();
    Events events = new Events();
    Texts texts = new Texts();
    Offsets offsets = new Offsets(triggersName);
    ParkedTexts parkedTexts = new ParkedTexts(kafka.reader(), parkedName);
    ParkedTopic parked = new ParkedTopic(kafka.reader(), parkedName, writer);
    DeliveryLog log =
        new DeliveryLog(producer, events, settings.prefix(), writer, parked::statusesRead);
    ParkedTexts lastTexts = new ParkedTexts(kafka.reader(), parkedName);
    Attempts attempts =
        new Attempts(
            carriers,
            new Attempts.Room(threads, parkedTexts),
            new Attempts.Room(fetching, lastTexts),
            events,
            clocks);
    Endpoints endpoints =
        new Endpoints(
            destinations,
            carriers.limits(),
            budget,
            to -> new Post(to, texts, attempts, log, offsets, clocks, metrics.of(to)),
            metrics,
            RandomGenerator.getDefault(),
            clocks.read());
    var triggers = kafka.group();
    DeliveryLoop loop =
        new DeliveryLoop(
            triggers,
            triggersName,
            parked,
            new TriggerIntake(endpoints, texts, offsets, log, settings.deliver().giveUp(), metrics),
            endpoints,
            attempts,
            offsets,
            log,
            events,
            clocks,
            metrics);
    return new DeliveryProcess(
        loop,
        metrics,
        clocks,
        () -> {
          triggers.close();
          threads.shutdownNow();
          fetching.shutdownNow();
          timer.shutdownNow();
          carriers.close();
          parked.close();
          parkedTexts.close();
          lastTexts.close();
          producer.close(CLOSE_PATIENCE);
        });
  }

  /**
   * Starts to answer who asks for metrics and health.
   *
   * @param port 0 for a free one
   */
  public WatchServer watch(String host, int port) throws UnusablePortException {
    return WatchServer.start(metrics, clocks, host, port);
  }

  public DeliveryMetrics metrics() {
    return metrics;
  }

  /** Returns whether it has ended, closed or failed. */
  public boolean hasEnded() {
    return ended.isDone();
  }

  /**
   * Waits until it has ended.
   *
   * @throws DeliveryFailedException if it could not go on
   */
  public void await() throws InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DeliveryFailedException failed
          ? failed
          : new DeliveryFailedException(e);
    }
  }

  /** Lets attempts in flight end, commits and stops. */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
