package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that each event is one line of JSON, whatever is in it. */
class JsonLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @AfterEach
  void forgetTheLogFile() {
    System.clearProperty("log.file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j.properties", "log4j-console.properties"})
  void messageSurvivesWhatIsInIt(String file) throws Exception {
    String message = "said \"no\" to C:\\temp,\n\ttwice\r\u0001 für 5 € %m ${sys:user.home} {}";

    JsonNode line = only(write(file, log -> log.info(message)));

    assertThat(line.path("message").asText()).isEqualTo(message);
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo("io.waymark.Somewhere");
    assertThat(line.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(Instant.parse(line.path("time").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(line.has("exception")).isFalse();
    assertThat(line.has("job")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j.properties", "log4j-console.properties"})
  void exceptionIsInTheSameLine(String file) throws Exception {
    Exception failure = new IllegalStateException("\"a\"\nb", new RuntimeException("c\\d"));

    JsonNode line = only(write(file, log -> log.error("failed", failure)));

    assertThat(line.path("message").asText()).isEqualTo("failed");
    assertThat(line.path("exception").asText())
        .startsWith("java.lang.IllegalStateException: \"a\"\nb\n\tat io.waymark.deploy.JsonLogTest")
        .contains("Caused by: java.lang.RuntimeException: c\\d\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j.properties", "log4j-console.properties"})
  void jobIsNamedWhereFlinkKnowsIt(String file) throws Exception {
    try (var job = CloseableThreadContext.put("flink-job-id", "4\"2")) {
      List<String> lines = write(file, log -> log.warn("slow"));

      assertThat(only(lines).path("job").asText()).isEqualTo("4\"2");
    }
  }

  @Test
  void clientsOfKafkaSayOnlyWhatIsWrong() throws Exception {
    List<String> lines =
        write(
            "log4j-console.properties",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            log -> {
              log.info("values:");
              log.warn("disconnected");
            });

    assertThat(only(lines).path("message").asText()).isEqualTo("disconnected");
  }

  @Test
  void commandsWriteForPeople() throws Exception {
    List<String> lines = write("log4j-cli.properties", log -> log.info("created topic a"));

    assertThat(lines)
        .singleElement()
        .asString()
        .matches("\\d\\d:\\d\\d:\\d\\d INFO  Somewhere: created topic a");
  }

  private interface Logging {
    void to(Logger log);
  }

  private List<String> write(String file, Logging logging) throws Exception {
    return write(file, "io.waymark.Somewhere", logging);
  }

  /**
   * Returns the lines that a logger writes under one of the files, to its file or to the console.
   */
  private List<String> write(String file, String logger, Logging logging) throws Exception {
    Path log = folder.resolve("log");
    System.setProperty("log.file", log.toString());
    StringWriter console = new StringWriter();
    LoggerContext context = new LoggerContext(file);
    context.start(configuration(context, file));
    redirectConsole(context.getConfiguration(), console);
    context.updateLoggers();
    logging.to(context.getLogger(logger));
    context.stop();
    String written = Files.exists(log) ? Files.readString(log) : "";
    return (written + console).lines().toList();
  }

  /** The stream itself is shared with the log of the tests. */
  private static void redirectConsole(Configuration configuration, StringWriter writer) {
    Appender console = configuration.getAppender("Console");
    if (console != null) {
      Appender redirected =
          WriterAppender.createAppender(
              (StringLayout) console.getLayout(), null, writer, "redirected", false, true);
      redirected.start();
      configuration.getRootLogger().removeAppender("Console");
      configuration.getRootLogger().addAppender(redirected, null, null);
    }
  }

  private static Configuration configuration(LoggerContext context, String file) throws Exception {
    Path path = Deployed.FLINK_CONF.resolve(file);
    try (InputStream stream = Files.newInputStream(path)) {
      return new PropertiesConfigurationFactory()
          .getConfiguration(context, new ConfigurationSource(stream, path.toFile()));
    }
  }

  private static JsonNode only(List<String> lines) throws Exception {
    assertThat(lines).hasSize(1);
    return JSON.readTree(lines.get(0));
  }
}
