package io.waymark.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.authoring.Authoring;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.authoring.Publication;
import io.waymark.console.feed.Feed;
import io.waymark.console.feed.FollowedTopics;
import io.waymark.console.live.LiveMap;
import io.waymark.console.store.Batch;
import io.waymark.console.store.Database;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.Policies;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.Rules;
import io.waymark.console.store.StoreSettings;
import io.waymark.kafka.RulesTopic;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.RuleText;
import io.waymark.rule.BundledRules;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Publishes to topics of a real broker and follows them into a store of SQLite. */
class PublicationIT {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(30));
  private static final String POLICY = "policy: default\nzone: {missing: Europe/Berlin}\n";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir Path folder;
  private Settings settings;
  private RowStore store;
  private Feed feed;
  private Authoring authoring;

  @BeforeEach
  void open(TestInfo test) throws Exception {
    settings =
        SettingsReader.with(
            new HashMap<>(
                Map.of(
                    "kafka.bootstrap",
                    BROKER.bootstrap(),
                    "topics.prefix",
                    test.getTestMethod().orElseThrow().getName() + ".")));
    store =
        RowStore.open(
            new StoreSettings(new Database.Sqlite(folder), Duration.ofDays(30), 1L << 40));
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      admin.createTopics(List.of(compacted(rules()), compacted(policy()))).all().get();
    }
    feed = Feed.of(FollowedTopics.of(settings), store, new LiveMap(), Clock.systemUTC());
    authoring =
        Authoring.open(
            LifecycleReader.named("commerce"),
            settings,
            store.rules(),
            store.customers(),
            store.seenNames());
  }

  @AfterEach
  void close() {
    feed.close();
    store.close();
  }

  @Test
  void isOneEntryOfTheHistoryBeforeAndAfterItIsFollowed() throws Exception {
    String text = BundledRules.text("promoter");
    String version = publish(text, null);
    List<Rules.Version> atOnce = history();
    String policy =
        PolicyAuthoring.open(settings, authoring, store).publish(POLICY, null, "ann", "a start");
    feed.start();
    awaitFollowed();

    assertThat(atOnce)
        .singleElement()
        .extracting(Rules.Version::version, Rules.Version::author, Rules.Version::reason)
        .containsExactly(version, "ann", "a start");
    assertThat(history()).isEqualTo(atOnce);
    assertThat(store.policies().versions(PageRequest.first(9)).rows())
        .singleElement()
        .extracting(Policies.Version::version, Policies.Version::author, Policies.Version::reason)
        .containsExactly(policy, "ann", "a start");
  }

  /** A turn reads the topic to its end, as Kafka finds no record by its key. */
  @Test
  void takesSecondsBesideTenThousandOtherRules() throws Exception {
    String text = BundledRules.text("promoter");
    RulesTopic.of(settings)
        .push(
            IntStream.range(0, 10_000)
                .mapToObj(i -> new RuleText("rule-" + i, text + "# " + i, "folder", 0))
                .toList());

    long start = System.nanoTime();
    String first = publish(text, null);
    publish(text + "# again\n", first);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(history()).hasSize(2);
    assertThat(took).isLessThan(Duration.ofSeconds(10));
    feed.start();
    PATIENCE.await("all rules are stored", () -> store.rules().edition().texts() == 10_002);
    assertThat(history()).hasSize(2);
  }

  private String publish(String text, @Nullable String basedOn) throws Exception {
    return authoring.publish(new Publication("promoter", text, basedOn, "ann", "a start", false));
  }

  private List<Rules.Version> history() {
    return store.rules().versions("promoter", PageRequest.first(9)).rows();
  }

  private void awaitFollowed() throws Exception {
    PATIENCE.await(
        "both topics are stored",
        () ->
            store.offsets().containsKey(new Batch.Partition(rules(), 0))
                && store.offsets().containsKey(new Batch.Partition(policy(), 0)));
  }

  private String rules() {
    return Topics.RULES.name(settings.prefix());
  }

  private String policy() {
    return Topics.POLICY.name(settings.prefix());
  }

  private static NewTopic compacted(String name) {
    return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
  }
}
