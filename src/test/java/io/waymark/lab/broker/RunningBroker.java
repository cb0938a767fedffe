package io.waymark.lab.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a broker with Kafka's default limits for all tests of a class, in a folder of its own. */
public final class RunningBroker implements BeforeAllCallback, AfterAllCallback {
  private Path folder;
  private EmbeddedBroker broker;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("kafka");
    broker = EmbeddedBroker.start(folder, 0);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    broker.close();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }

  /** Returns the broker, which runs while tests do. */
  public EmbeddedBroker get() {
    return broker;
  }

  /** Returns where clients reach the broker. */
  public String bootstrap() {
    return broker.bootstrap();
  }
}
