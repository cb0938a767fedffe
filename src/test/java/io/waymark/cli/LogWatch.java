package io.waymark.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Sees what this process logs, of Kafka's clients even what only helps to debug, and keeps what a
 * test looks for. Nothing more than else is printed.
 */
final class LogWatch extends AbstractAppender implements AutoCloseable {
  private static final Map<String, Level> WATCHED =
      Map.of(
          "io.waymark", Level.DEBUG,
          "org.apache.flink", Level.INFO,
          "org.apache.flink.connector.kafka", Level.DEBUG,
          "org.apache.kafka.clients", Level.DEBUG,
          "org.apache.kafka.common", Level.DEBUG);

  private final List<String> wanted;
  private final Collection<String> found = new ConcurrentLinkedQueue<>();
  private final Map<String, LoggerConfig> before = new HashMap<>();

  /**
   * Watches until it is closed.
   *
   * @param wanted texts of which a line that has one is kept
   */
  LogWatch(String... wanted) {
    super("watch", null, null, true, Property.EMPTY_ARRAY);
    this.wanted = List.of(wanted);
    start();
    WATCHED.forEach(
        (name, level) -> {
          before.put(name, configuration().getLoggers().get(name));
          LoggerConfig ours = new LoggerConfig(name, level, false);
          ours.addAppender(this, level, null);
          configuration().removeLogger(name);
          configuration().addLogger(name, ours);
        });
    configuration().getRootLogger().addAppender(this, null, null);
    context().updateLoggers();
  }

  /** Returns the lines, each with the stack trace of its exception. */
  Collection<String> found(String text) {
    return found.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void append(LogEvent event) {
    StringWriter line = new StringWriter();
    line.append(event.getMessage().getFormattedMessage());
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line));
    }
    String text = line.toString();
    if (wanted.stream().anyMatch(text::contains)) {
      found.add(text);
    }
  }

  @Override
  public void close() {
    configuration().getRootLogger().removeAppender(getName());
    before.forEach(
        (name, logger) -> {
          configuration().removeLogger(name);
          if (logger != null) {
            configuration().addLogger(name, logger);
          }
        });
    context().updateLoggers();
    stop();
  }

  private static Configuration configuration() {
    return context().getConfiguration();
  }

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }
}
