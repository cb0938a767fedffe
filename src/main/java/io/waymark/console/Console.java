package io.waymark.console;

import io.waymark.console.access.Access;
import io.waymark.console.access.UnusableAccessException;
import io.waymark.console.api.ApiParts;
import io.waymark.console.api.ApiServer;
import io.waymark.console.api.CannotListenException;
import io.waymark.console.api.HealthReport;
import io.waymark.console.authoring.Authoring;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.feed.Feed;
import io.waymark.console.feed.FollowedTopics;
import io.waymark.console.feed.Health;
import io.waymark.console.feed.HealthJson;
import io.waymark.console.live.LiveMap;
import io.waymark.console.store.RowStore;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.Segment;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.settings.ConsoleSettings;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store, the feed that fills it, and the web server that answers, from the start until it is
 * closed.
 */
public final class Console implements AutoCloseable {
  private static final String VERSION = "0.1.0";

  /** The console opens the files of stages and segments, and none of a mapping. */
  private static final SettingsReader.Checks CHECKS =
      new SettingsReader.Checks(
          mapping -> List.of(), LifecycleReader::problems, SegmentsReader::problems);

  private final RowStore store;
  private final Feed feed;
  private final ApiServer server;
  private final JobQuestions questions;

  private Console(RowStore store, Feed feed, ApiServer server, JobQuestions questions) {
    this.store = store;
    this.feed = feed;
    this.server = server;
    this.questions = questions;
  }

  /**
   * Reads settings for a console, and finds the problems of the files that it opens.
   *
   * @throws Settings.UnusableException with every problem
   */
  public static Settings read(@Nullable Path file, Map<String, String> options)
      throws Settings.UnusableException {
    return SettingsReader.read(file, options, CHECKS);
  }

  /**
   * Starts all and returns when the server answers, whether or not Kafka does.
   *
   * @param settings of {@link #read}
   * @param place where it listens and who may use it, in place of what the settings say
   * @param store is closed with the console, once it has started
   * @throws CannotListenException if host and port cannot be listened on
   * @throws UnusableAccessException if the settings of who may use it cannot be used
   */
  public static Console start(Settings settings, ConsoleSettings place, RowStore store, Clock clock)
      throws CannotListenException, UnusableAccessException {
    Access access = Access.of(place, clock);
    FollowedTopics followed = FollowedTopics.of(settings);
    LiveMap map = new LiveMap();
    Feed feed = Feed.of(followed, store, map, clock);
    Lifecycle lifecycle = LifecycleReader.named(settings.lifecycle());
    Authoring authoring =
        Authoring.open(lifecycle, settings, store.rules(), store.customers(), store.seenNames());
    JobQuestions questions = new JobQuestions(settings);
    ApiParts parts =
        new ApiParts(
            VERSION,
            access,
            authoring,
            PolicyAuthoring.open(settings, authoring, store),
            store,
            map::cut,
            () -> report(Health.of(followed, feed.state(), clock.instant())),
            new LetterReplay(settings.kafka(), store.deadLetters(), clock),
            questions,
            new DeliveryControl(settings),
            lifecycle,
            titles(SegmentsReader.named(settings.segments())),
            clock);
    ApiServer server = ApiServer.start(parts, place.host(), place.port());
    feed.start();
    return new Console(store, feed, server, questions);
  }

  private static HealthReport report(Health health) {
    return new HealthReport(health.isUp(), health.isAlive(), HealthJson.write(health));
  }

  private static List<ApiParts.SegmentTitle> titles(Segments segments) {
    List<ApiParts.SegmentTitle> titles = new ArrayList<>();
    titles.add(new ApiParts.SegmentTitle(Segments.ALL, "Everybody"));
    for (Segment segment : segments.named()) {
      titles.add(new ApiParts.SegmentTitle(segment.name(), segment.title()));
    }
    titles.add(new ApiParts.SegmentTitle(Segments.OTHER, "Others"));
    return titles;
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, finishes those in flight and closes the clients of Kafka. */
  @Override
  public void close() {
    server.close();
    questions.close();
    feed.close();
    store.close();
  }
}
