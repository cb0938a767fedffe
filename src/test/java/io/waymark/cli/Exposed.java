package io.waymark.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** The samples that a process shows to Prometheus at one moment. */
record Exposed(List<Sample> samples) {
  record Sample(String name, Map<String, String> labels, double value) {}

  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** The time between scrapes: one is a megabyte, and takes time from what it waits for. */
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  /** Returns the settings of a cluster for metrics, but for the port of the reporter. */
  static Configuration reporter(int port) {
    Map<String, String> cluster = GlobalConfiguration.loadConfiguration("flink-conf").toMap();
    cluster.keySet().removeIf(key -> !key.contains("metrics."));
    cluster.put("metrics.reporter.prom.port", Integer.toString(port));
    return Configuration.fromMap(cluster);
  }

  /** Returns the samples as soon as they are as a test needs them. */
  static Exposed await(int port, Duration patience, Predicate<Exposed> enough) throws Exception {
    Instant giveUp = Instant.now().plus(patience);
    Exposed now = at(port);
    while (!enough.test(now)) {
      assertThat(Instant.now()).as(now::totals).isBefore(giveUp);
      CompletableFuture.runAsync(() -> {}, SOON).get();
      now = at(port);
    }
    return now;
  }

  /** Returns the sums over all labels of the metrics of ours, for messages. */
  private String totals() {
    return samples.stream()
        .filter(sample -> sample.name().contains("waymark"))
        .collect(groupingBy(Sample::name, TreeMap::new, summingDouble(Sample::value)))
        .toString();
  }

  /** Returns no samples where nobody answers yet. */
  static Exposed at(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    try {
      String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      return new Exposed(
          text.lines().filter(line -> !line.startsWith("#")).map(Exposed::sample).toList());
    } catch (ConnectException e) {
      return new Exposed(List.of());
    }
  }

  private static Sample sample(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError(line);
    }
    Map<String, String> labels =
        LABEL
            .matcher(parts.group(2) == null ? "" : parts.group(2))
            .results()
            .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    return new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3)));
  }

  Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  Stream<Sample> of(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name));
  }

  /** Returns the sum of a metric over all labels. */
  double sum(String name) {
    return of(name).mapToDouble(Sample::value).sum();
  }

  double max(String name) {
    return of(name).mapToDouble(Sample::value).max().orElse(Double.NaN);
  }
}
