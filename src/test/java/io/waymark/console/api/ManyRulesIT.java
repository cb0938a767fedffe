package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.authoring.Authoring;
import io.waymark.console.authoring.Completion;
import io.waymark.console.authoring.FakeDesk;
import io.waymark.console.authoring.FakePolicyDesk;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.store.Batch;
import io.waymark.console.store.Database;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.Rules;
import io.waymark.console.store.StoreSettings;
import io.waymark.lab.Patience;
import io.waymark.model.Digest;
import io.waymark.model.RuleStatus;
import io.waymark.rule.BundledRules;
import io.waymark.wire.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Asks a store of SQLite that has as many rules as the console promises to bear. */
@TestInstance(Lifecycle.PER_CLASS)
class ManyRulesIT {
  private static final int RULES = 10_000;
  private static final String TEXT = BundledRules.text("promoter");

  /** Several times what it takes on two cores, as other work may run beside this. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @RegisterExtension final Served served = new Served();

  private final HttpClient client = HttpClient.newHttpClient();
  private RowStore store;
  private Authoring authoring;
  private PolicyAuthoring policy;

  @BeforeAll
  void fill(@TempDir Path folder) {
    store =
        RowStore.open(
            new StoreSettings(new Database.Sqlite(folder), Duration.ofDays(30), 1L << 40));
    Clock clock = Clock.systemUTC();
    authoring = new FakeDesk(clock).authoring(store);
    policy = new FakePolicyDesk(clock).authoring(authoring, store);
    Batch batch = new Batch();
    for (int i = 0; i < RULES; i++) {
      batch.add(version(id(i), i));
      RuleStatus status = new RuleStatus(id(i), "v", RuleStatus.State.LIVE, List.of(), 0, 1, i);
      batch.add(
          status,
          new String(Topics.RULE_STATUS.document().write(status, 0), StandardCharsets.UTF_8));
    }
    store.write(batch);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static String id(int i) {
    return "rule-%05d".formatted(i);
  }

  private static Rules.Version version(String id, long time) {
    String text = TEXT.replace("rule: promoter", "rule: " + id) + "# at " + time + "\n";
    return new Rules.Version(id, Digest.hex(text), time, "ann", "a start", text);
  }

  @Test
  void answersAPageOfTheList() throws Exception {
    ApiServer server = ApiServer.start(parts(), "127.0.0.1", 0);
    try {
      JsonNode first = Served.json(get(server, "/api/rules?limit=200"));
      JsonNode next =
          soon(
              () ->
                  Served.json(
                      get(server, "/api/rules?limit=200&after=" + first.path("after").asText())));
      JsonNode rule = soon(() -> Served.json(get(server, "/api/rules/" + id(7_777))));

      assertThat(next.path("rules")).hasSize(200);
      assertThat(next.at("/rules/0/rule").asText()).isEqualTo(id(200));
      assertThat(next.at("/rules/0/title").asText()).isNotEmpty();
      assertThat(rule.path("text").asText()).contains("rule: " + id(7_777));
    } finally {
      server.close();
    }
  }

  @Test
  void completesAPolicy() throws Exception {
    List<String> labels =
        soon(
            () ->
                policy.complete("consent: {except: {rule: rule-0999", 1, 35).items().stream()
                    .map(Completion::label)
                    .toList());

    assertThat(labels).contains(id(9_990)).doesNotContain(id(1));
  }

  /** The texts of all rules take seconds to be read once, one that is new among them does not. */
  @Test
  void knowsWhatIsWatchedWithoutLettingAnybodyWait() throws Exception {
    LiveRules live = new LiveRules(store.rules(), authoring);
    Patience patience = Patience.of(Duration.ofMinutes(2));

    soon(live::now);
    patience.await(
        "all texts are read", () -> soon(live::now).edition().equals(store.rules().edition()));
    store.rules().keep(version(id(5), RULES + 1L));
    long start = System.nanoTime();
    patience.await(
        "the new text is read", () -> soon(live::now).edition().equals(store.rules().edition()));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON.multipliedBy(2));
    assertThat(store.rules().versions(id(5), PageRequest.first(9)).rows()).hasSize(2);
  }

  private static <T> T soon(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T answer = work.call();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    return answer;
  }

  private HttpResponse<String> get(ApiServer server, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        BodyHandlers.ofString());
  }

  /** Returns the parts of the server over fakes, with this store in place of the fake one. */
  private ApiParts parts() {
    ApiParts fake = served.parts();
    return new ApiParts(
        fake.version(),
        fake.access(),
        authoring,
        policy,
        store,
        fake.map(),
        fake.health(),
        fake.deadLetters(),
        fake.questions(),
        fake.deliveryDesk(),
        fake.lifecycle(),
        fake.segments(),
        fake.clock());
  }
}
