package io.waymark.cli;

import io.waymark.deliver.DeliveryFailedException;
import io.waymark.deliver.DeliveryProcess;
import io.waymark.deliver.UnusableDestinationsException;
import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.kafka.NotReadyException;
import io.waymark.lab.OwnerOnly;
import io.waymark.lab.receiver.WebhookReceiver;
import io.waymark.settings.Settings;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * The delivery beside a job in the same process. Triggers go to a receiver with a page to look at,
 * whatever their rules call it; with a file of destinations, where that says. The file may be saved
 * while it runs: what has problems is printed, and the destinations in force stay.
 */
final class EmbeddedDelivery implements Runnable, AutoCloseable {
  /** The name of the receiver, which a file of destinations may leave out. */
  static final String RECEIVER = "receiver";

  static final String FILE = "destinations.yaml";

  /** The only address that the receiver has. */
  static final String NETWORK = "127.0.0.1/32";

  private static final int PORT = 8190;
  private static final int CONCURRENCY = 8;
  private static final int SECRET_BYTES = 32;
  private static final String NO_FILE = "";
  private static final String STAY = "\nthe destinations in force stay";
  private static final Duration POLL_EVERY = Duration.ofMillis(500);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final Settings settings;
  private final Path file;
  private final Path secret;
  private final WebhookReceiver receiver;
  private @Nullable DeliveryProcess process;

  /** The text of the file that was read last; null before. */
  private @Nullable String read;

  private Destinations destinations;
  private String printed = "";

  private EmbeddedDelivery(Settings settings, Path data, Path secret, WebhookReceiver receiver) {
    this.settings = settings;
    this.file = data.resolve(FILE);
    this.secret = secret;
    this.receiver = receiver;
    this.destinations = Destinations.only(receiver());
  }

  /**
   * Starts the receiver; {@link #run} delivers.
   *
   * @param data holds the secret of the receiver, and a file of destinations if there is one
   */
  static EmbeddedDelivery open(Settings settings, Path data) throws IOException {
    Path secret = data.resolve("receiver.secret");
    if (!Files.exists(secret)) {
      byte[] bytes = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(
          OwnerOnly.file(secret), "whsec_" + Base64.getEncoder().encodeToString(bytes) + "\n");
    }
    WebhookReceiver receiver =
        WebhookReceiver.start(
            PORT, Files.readString(secret).strip(), Clock.system(ZoneId.systemDefault()));
    return new EmbeddedDelivery(settings, data, secret, receiver);
  }

  /** Returns where triggers go, in a line for a person. */
  String place() {
    return Files.exists(file)
        ? "triggers go where "
            + file
            + " says; '"
            + RECEIVER
            + "' is the page at "
            + receiver.address()
        : "triggers arrive at " + receiver.address() + "; " + file + " would send them elsewhere";
  }

  /** Delivers until it is interrupted, then lets attempts in flight end. */
  @Override
  public void run() {
    boolean isInterrupted = false;
    while (!isInterrupted) {
      try {
        keepUp();
        TimeUnit.MILLISECONDS.sleep(POLL_EVERY.toMillis());
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    stop();
    Thread.currentThread().interrupt();
  }

  private void keepUp() throws InterruptedException {
    try {
      String text = Files.exists(file) ? Files.readString(file) : NO_FILE;
      if (!text.equals(read)) {
        read = text;
        replaceBy(
            text.equals(NO_FILE)
                ? Destinations.only(receiver())
                : DestinationsFile.read(file).with(receiver()));
      } else if (process == null || process.hasEnded()) {
        stopFailed();
        start();
      }
    } catch (IOException e) {
      print("the destinations in " + file + " cannot be read: " + FileFailure.reason(e));
    } catch (CommandException e) {
      print(e.getMessage() + STAY);
    } catch (UnusableDestinationsException | NotReadyException | DeliveryFailedException e) {
      print("the delivery cannot go on, and is started again: " + e.getMessage());
      TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_AFTER.toMillis());
    }
  }

  private void replaceBy(Destinations next)
      throws InterruptedException, UnusableDestinationsException, NotReadyException {
    Destinations before = destinations;
    stop();
    destinations = next;
    try {
      start();
    } catch (UnusableDestinationsException e) {
      destinations = before;
      print(e.getMessage() + STAY);
      start();
    }
  }

  private void start()
      throws InterruptedException, UnusableDestinationsException, NotReadyException {
    process =
        DeliveryProcess.start(
            settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
  }

  /** Forgets a process that has ended; throws what it has failed with. */
  private void stopFailed() throws InterruptedException {
    DeliveryProcess ended = process;
    process = null;
    if (ended != null) {
      ended.await();
    }
  }

  /** Prints a message, once until something else happens. */
  private void print(String message) {
    if (!message.equals(printed)) {
      System.out.println(message);
      printed = message;
    }
  }

  private Destination receiver() {
    return new Destination.Webhook(
        RECEIVER,
        URI.create(receiver.address()),
        List.of("${file:" + secret + "}"),
        0,
        CONCURRENCY,
        true);
  }

  private void stop() {
    DeliveryProcess running = process;
    process = null;
    if (running != null) {
      running.close();
    }
  }

  /** Closes the receiver; call it after {@link #run} has ended. */
  @Override
  public void close() {
    receiver.close();
  }
}
