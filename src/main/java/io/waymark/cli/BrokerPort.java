package io.waymark.cli;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.broker.PortTakenException;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port of the broker of {@code waymark run}. It is kept in the data folder, so that what was
 * connected before a restart finds the broker again.
 */
final class BrokerPort {
  static final int MOST = 65_535;

  /** The port at which all commands look for a broker unless they are told. */
  static final int USUAL = 9_092;

  /** The file with the port of the last start. */
  static final String FILE = "kafka.port";

  private final Path data;
  private final @Nullable Integer asked;

  /**
   * Creates the port of a start.
   *
   * @param asked null for the port of the last start, or the usual one where there was none; for a
   *     free one where that is taken
   */
  BrokerPort(Path data, @Nullable Integer asked) {
    this.data = data;
    this.asked = asked;
  }

  /** Notes a number that is no port. */
  void check(StartProblems problems) {
    if (asked != null && (asked < 1 || asked > MOST)) {
      problems.add("--kafka-port must be from 1 to " + MOST + ", not " + asked);
    }
  }

  /**
   * Starts the broker.
   *
   * @param say what a person is told
   * @throws PortTakenException if the port that was asked for is taken
   */
  EmbeddedBroker start(Path folder, Consumer<String> say) throws IOException {
    EmbeddedBroker broker = listening(folder, say);
    Files.writeString(data.resolve(FILE), broker.port() + "\n");
    return broker;
  }

  private EmbeddedBroker listening(Path folder, Consumer<String> say) throws IOException {
    if (asked != null) {
      return EmbeddedBroker.start(folder, asked);
    }
    OptionalInt last = last(say);
    try {
      return EmbeddedBroker.start(folder, last.orElse(USUAL));
    } catch (PortTakenException e) {
      if (last.isPresent()) {
        say.accept(
            "Kafka's last port, "
                + last.getAsInt()
                + ", is taken, so it gets another; --kafka-port N chooses one");
      }
      return EmbeddedBroker.start(folder, 0);
    }
  }

  private OptionalInt last(Consumer<String> say) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return OptionalInt.empty();
    }
    try {
      int port = Integer.parseInt(Files.readString(file).strip());
      if (port >= 1 && port <= MOST) {
        return OptionalInt.of(port);
      }
      say.accept(file + " holds no port, so Kafka gets a free one");
    } catch (IOException e) {
      say.accept(file + " cannot be read: " + FileFailure.reason(e));
    } catch (NumberFormatException e) {
      say.accept(file + " holds no port, so Kafka gets a free one");
    }
    return OptionalInt.empty();
  }
}
