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
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.lifecycle.LifecycleReader;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
  void open() throws Exception {
    settings = SettingsReader.with(new HashMap<>(Map.of("kafka.bootstrap", BROKER.bootstrap())));
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
    String version =
        authoring.publish(new Publication("promoter", text, null, "ann", "a start", false));
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
