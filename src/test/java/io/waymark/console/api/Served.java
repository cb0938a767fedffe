package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.console.access.Access;
import io.waymark.console.authoring.FakeDesk;
import io.waymark.console.authoring.FakePolicyDesk;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.MapCut;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server over fakes, and a client of it, for each test. */
final class Served implements BeforeEachCallback, AfterEachCallback {
  private static final ObjectMapper JSON = new ObjectMapper();

  final FakeStore store = new FakeStore();
  final FakeDesk desk = new FakeDesk(Clock.systemUTC());
  final FakePolicyDesk policyDesk = new FakePolicyDesk(Clock.systemUTC());
  final FakeDeliveryDesk deliveryDesk = new FakeDeliveryDesk();
  final List<DeadLetterReplay.Request> replayed = new ArrayList<>();
  volatile HealthReport health =
      new HealthReport(true, true, "{\"status\": \"up\", \"checks\": {}, \"topics\": {}}");
  volatile Optional<MapCut> cut = Optional.empty();

  /** Is thrown instead of the cut, where there is one. */
  volatile @Nullable RuntimeException mistake;

  volatile CustomerQuestions questions = (customer, rule) -> Optional.empty();

  /** Counts from the next start on. */
  Clock clock = Clock.systemUTC();

  private ApiParts parts;
  private ApiServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable String cookie;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    start(Map.of(), 0);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.close();
  }

  /** Starts the server again, with other settings than the defaults. */
  void restart(Map<String, String> settings) throws Exception {
    server.close();
    start(settings, 0);
  }

  /** Starts the server again where it listened: its sessions and their tokens are new. */
  void restartInPlace(Map<String, String> settings) throws Exception {
    int port = server.port();
    server.close();
    start(settings, port);
  }

  private void start(Map<String, String> settings, int port) throws Exception {
    parts =
        new ApiParts(
            "0.1.0",
            Access.of(SettingsReader.with(settings).console(), clock),
            desk.authoring(store),
            policyDesk.authoring(desk.authoring(store), store),
            store,
            this::cut,
            () -> health,
            request -> {
              replayed.add(request);
              return new DeadLetterReplay.Outcome(1, 0, 2, 0, 0, "next");
            },
            (customer, rule) -> questions.ask(customer, rule),
            deliveryDesk,
            LifecycleReader.named("commerce"),
            List.of(new ApiParts.SegmentTitle("all", "Everybody")),
            clock);
    server = ApiServer.start(parts, "127.0.0.1", port);
  }

  private Optional<MapCut> cut() {
    RuntimeException toThrow = mistake;
    if (toThrow != null) {
      throw toThrow;
    }
    return cut;
  }

  ApiParts parts() {
    return parts;
  }

  int port() {
    return server.port();
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Posts as a page does: from this origin, with the token of the session. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    String token = json(get("/api/about")).path("token").asText();
    HttpRequest.Builder request = request(path).header("Origin", address());
    if (!token.isEmpty()) {
      request.header(Access.TOKEN, token);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  /** Logs in; later requests are of this user. */
  void login(String name, String password) throws IOException, InterruptedException {
    cookie = null;
    HttpResponse<String> answer =
        post(
            "/api/login",
            JSON.createObjectNode().put("name", name).put("password", password).toString());
    cookie =
        answer
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow(() -> new IOException(answer.body()))
            .split(";", 2)[0];
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
    String session = cookie;
    return session == null ? request : request.header("Cookie", session);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  /** Lets the server look for news now. */
  void tick() {
    server.tick();
  }
}
