package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.StartTopics;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.rule.RuleReader;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a folder beside the topics of a broker, without a job. */
class RulesOnKafkaIT {
  private static final String POKED =
      """
      rule: %s
      title: A rule
      signal: opportunity
      owner: crm
      status: live
      pattern:
        steps:
          - poke: Poked
      trigger: {to: crm}
      tests:
        - name: one poke
          given:
            - {at: 0s, type: Poked}
          expect: [%s]
      """;
  private static final String GOOD = POKED.formatted("good", "0s");
  private static final String WRONG = POKED.formatted("wrong", "1m");
  private static final String BROKEN = GOOD.replace("title", "titel").replace("good", "broken");

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir private Path folder;
  private final PrintStream standardOut = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standardOut);
  }

  @Test
  void aRuleWhoseTestFailsIsNotPushedUntilItIsMended() throws Exception {
    Settings settings = settings("mended.");
    Files.writeString(folder.resolve("broken.yaml"), BROKEN);
    Files.writeString(folder.resolve("good.yaml"), GOOD);
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), WRONG);
    RuleFolder.Objection tests = RuleFolder.tests(LifecycleReader.named("commerce"));

    try (RuleFolder rules = new RuleFolder(folder, tests, settings)) {
      assertThat(rules.publish()).isEqualTo(2);
      assertThat(rules.publish()).isZero();
      assertThat(pushed(settings)).containsExactlyInAnyOrder("broken", "good");
      assertThat(said())
          .isEqualTo(
              """
              rule wrong is refused; the version in force stays:
                wrong.yaml:11:3: the test 'one poke' fails: it expects 1m, and the rule sends 0s; mend the rule or the test
                 |   - name: one poke
                 | ..^
                (--untested lets it run all the same)
              """);

      Files.writeString(wrong, POKED.formatted("wrong", "0s"));
      assertThat(rules.publish()).isOne();
      assertThat(pushed(settings)).containsExactlyInAnyOrder("broken", "good", "wrong");
    }
  }

  @Test
  void aFailingTestLeavesTheVersionBeforeInForce() throws Exception {
    Settings settings = settings("stays.");
    Path file = Files.writeString(folder.resolve("good.yaml"), GOOD);
    RuleFolder.Objection tests = RuleFolder.tests(LifecycleReader.named("commerce"));

    try (RuleFolder rules = new RuleFolder(folder, tests, settings)) {
      rules.publish();
      Files.writeString(file, POKED.formatted("good", "1m"));
      assertThat(rules.publish()).isZero();
    }

    assertThat(RulesTopic.of(settings).pushes())
        .extracting(push -> push.rule().text())
        .containsExactly(GOOD);
  }

  @Test
  void refusalsOfTheRunBeforeAreNewsOnlyWhereTheyStand() throws Exception {
    Settings settings = settings("news.");
    Files.writeString(folder.resolve("broken.yaml"), BROKEN);
    RuleReader reader = new RuleReader(LifecycleReader.named("commerce").stageNames());
    List<Problem> problems =
        ((RuleReader.Result.Refused) reader.read("broken.yaml", BROKEN)).problems();
    RuleStatus stands = refused("broken", problems);
    RuleStatus mended = refused("good", problems);
    send(settings, Topics.RULE_STATUS.name(settings.prefix()), status(stands), status(mended));

    try (RuleFolder rules = new RuleFolder(folder, (file, text) -> List.of(), settings)) {
      rules.publish();
      RefusalNews news = RefusalNews.since(settings, rule -> rules.problems(rule, reader));

      assertThat(news.isNew(refused("good", problems))).isFalse();
      assertThat(news.isNew(refused("broken", problems))).isTrue();
      assertThat(news.isNew(refused("broken", problems))).isFalse();
      assertThat(news.isNew(refused("other", problems))).isTrue();
    }
  }

  @Test
  void checkWarnsOfTypesThatAreNotOnTheTopics() throws Exception {
    Settings settings = settings("types.");
    Files.writeString(folder.resolve("good.yaml"), GOOD);
    String touchpoint =
        "{\"id\": \"%d\", \"customer\": \"c\", \"type\": \"Pocked\", \"time\": 1772355600000}";
    send(
        settings,
        "types.touchpoints",
        touchpoint.formatted(1).getBytes(StandardCharsets.UTF_8),
        touchpoint.formatted(2).getBytes(StandardCharsets.UTF_8),
        "no json".getBytes(StandardCharsets.UTF_8),
        null);
    StringWriter text = new StringWriter();

    int code = check(text, "types.touchpoints");

    assertThat(code).as(text.toString()).isZero();
    assertThat(text.toString())
        .endsWith(
            """

            types.touchpoints: 4 of its last records read: 2 touchpoints, 2 dead letters, 0 skipped
            warning  rule good asks for 'Poked', which did not come; the nearest name that did is 'Pocked'
            """);

    StringWriter gone = new StringWriter();
    assertThat(check(gone, "gone")).isOne();
    assertThat(gone.toString())
        .contains("the topic gone on " + BROKER.bootstrap() + " is not there; set sources")
        .doesNotContain("\tat ");
  }

  private int check(StringWriter text, String topic) {
    PrintWriter both = new PrintWriter(text, true);
    return Waymark.commandLine()
        .setOut(both)
        .setErr(both)
        .execute(
            "rules",
            "check",
            folder.toString(),
            "--against-topics",
            "--set",
            "kafka.bootstrap=" + BROKER.bootstrap(),
            "--set",
            "sources=" + topic + ":waymark");
  }

  private static Settings settings(String prefix) throws Exception {
    Settings settings =
        SettingsReader.with(
            Map.of(
                "kafka.bootstrap",
                BROKER.bootstrap(),
                "kafka.create-topics",
                "true",
                "topics.prefix",
                prefix));
    StartTopics.find(settings);
    return settings;
  }

  private static List<String> pushed(Settings settings) {
    return RulesTopic.of(settings).pushes().stream().map(push -> push.rule().id()).toList();
  }

  private static RuleStatus refused(String rule, List<Problem> problems) {
    return new RuleStatus(
        rule, null, RuleStatus.State.REFUSED, problems, 0, 2, System.currentTimeMillis());
  }

  private static byte[] status(RuleStatus status) {
    return Topics.RULE_STATUS.document().write(status, 0);
  }

  private static void send(Settings settings, String topic, byte[]... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings.kafka().properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic, null, value)).get();
      }
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
