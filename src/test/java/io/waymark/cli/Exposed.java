package io.waymark.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process shows to Prometheus at one moment. */
record Exposed(List<Sample> samples) {
  record Sample(String name, Map<String, String> labels, double value) {}

  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** Nothing where nobody answers yet. */
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

  /** Over all labels. */
  double sum(String name) {
    return of(name).mapToDouble(Sample::value).sum();
  }

  double max(String name) {
    return of(name).mapToDouble(Sample::value).max().orElse(Double.NaN);
  }
}
