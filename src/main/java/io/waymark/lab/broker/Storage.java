package io.waymark.lab.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Formats folders as {@code kafka-storage format} does. Kafka writes {@code meta.properties} last
 * and at once, so a folder whose formatting was cut short is formatted again.
 */
final class Storage {
  private Storage() {}

  static void formatUnlessFormatted(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      format(folder);
    }
  }

  private static void format(Path folder) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(silence())
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setNodeId(BrokerSettings.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(folder.toString())
            .setMetadataLogDirectory(folder.toString())
            .setControllerListenerName(LoopbackSockets.CONTROLLER);
    try {
      formatter.run();
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException(folder + " could not be formatted for Kafka", failed);
    }
  }

  /**
   * Swallows the formatter's progress: standard output belongs to the command that runs the broker.
   */
  private static PrintStream silence() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
