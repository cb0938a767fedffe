package io.waymark.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.lab.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A console in a process of its own, so that its CPU can be told from that of the job. */
final class ConsoleProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("console on (http://\\S+)/;");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private ConsoleProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts a console and returns when it listens. */
  static ConsoleProcess start(List<String> command, List<String> options, Path log)
      throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(options);
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean listens =
        Patience.of(LONGEST_START).until(() -> !process.isAlive() || address(log).isPresent());
    Optional<String> address = address(log);
    if (!listens || address.isEmpty()) {
      process.destroy();
      throw new IllegalStateException("the console did not start:\n" + Files.readString(log));
    }
    return new ConsoleProcess(process, address.get());
  }

  private static Optional<String> address(Path log) throws IOException {
    Matcher matcher = ADDRESS.matcher(Files.readString(log));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  HttpClient client() {
    return client;
  }

  /** Returns what the console answers; fails unless that is 200. */
  JsonNode get(String path) {
    return answer(path, request(path));
  }

  /** Returns the token that a write has to carry. */
  String token() {
    return get("/api/about").path("token").asText();
  }

  /** Returns what the console answers to JSON; fails unless that is 200. */
  JsonNode post(String path, String token, String json) {
    return answer(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .header("Origin", address)
            .header("X-Waymark-Token", token)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private JsonNode answer(String path, HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(
              request.timeout(LONGEST_ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode body = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + " was answered " + response.statusCode() + body);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + path, e);
    }
  }

  /** Returns whether it has read all of every topic, and something at all. */
  boolean isCaughtUp() {
    JsonNode topics = get("/api/health").path("topics");
    boolean hasRead = false;
    for (JsonNode topic : topics) {
      hasRead |= topic.path("lastRecordAt").isTextual();
    }
    return hasRead && behind(topics) == 0;
  }

  /** Returns the records that it has still to read. */
  long behind() {
    return behind(get("/api/health").path("topics"));
  }

  private static long behind(JsonNode topics) {
    long behind = 0;
    for (JsonNode topic : topics) {
      behind += topic.path("behind").asLong();
    }
    return behind;
  }

  /** Returns the CPU that it has used since its start. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Returns the memory that it has; 0 where the machine does not tell. */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher matcher = RESIDENT.matcher(Files.readString(status));
    return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
