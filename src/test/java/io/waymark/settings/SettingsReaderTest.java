package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.model.Problem;
import io.waymark.settings.Settings.Guarantee;
import io.waymark.settings.Settings.Input;
import io.waymark.settings.Settings.UnusableException;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String EVERY_KEY =
      """
      kafka:
        bootstrap: [one:9092, two:9092]
        group: marketing
        wait: 5s
        create-topics: true
        client:
          security.protocol: SSL
          ssl:
            truststore.type: PEM
      topics.prefix: acme.
      sources:
        - web:segment
        - crm:waymark
      lifecycle: subscription
      segments: groups.yaml
      job:
        name: marketing
        disorder: 30s
        future: 1m
        silence: 1500ms
        silence-lag: 20s
        drift: 2h
        hot-customers: 5000
        evaluation-steps: 20000
        journey-map: false
        applied: true
        delivery: exactly-once
      deliver:
        destinations: /etc/waymark/destinations.yaml
        networks: 10.20.0.0/16, fd00:1::/32
        give-up: 2d
        host: 0.0.0.0
        port: 9300
      """;

  @TempDir Path folder;

  @Test
  void takesTheDefaultsOfTheTable() throws Exception {
    Settings settings = SettingsReader.read(null, Map.of());

    assertThat(settings.kafka().bootstrap()).isEqualTo("localhost:9092");
    assertThat(settings.group()).isEqualTo("waymark");
    assertThat(settings.kafka().client()).isEmpty();
    assertThat(settings.kafkaWait()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.createTopics()).isFalse();
    assertThat(settings.prefix()).isEqualTo("waymark.");
    assertThat(settings.inputs()).containsExactly(new Input("waymark.touchpoints", "waymark"));
    assertThat(settings.lifecycle()).isEqualTo("commerce");
    assertThat(settings.segments()).isEqualTo("default");
    assertThat(settings.jobName()).isEqualTo("waymark");
    assertThat(settings.disorder()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.future()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.silence()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.silenceLag()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.drift()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.hotCustomers()).isEqualTo(4_000);
    assertThat(settings.evaluationSteps()).isEqualTo(10_000);
    assertThat(settings.journeyMap()).isTrue();
    assertThat(settings.applied()).isFalse();
    assertThat(settings.delivery()).isEqualTo(Guarantee.AT_LEAST_ONCE);
  }

  @Test
  void saysTheSameDefaultsInTheTable() throws Exception {
    Map<String, String> defaults = new LinkedHashMap<>();
    SettingsTable.ALL.stream()
        .filter(setting -> !setting.byDefault().isEmpty())
        .forEach(setting -> defaults.put(setting.key(), setting.byDefault()));

    assertThat(SettingsReader.read(null, defaults))
        .usingRecursiveComparison()
        .isEqualTo(SettingsReader.read(null, Map.of()));
  }

  @Test
  void takesEveryKeyFromAFile() throws Exception {
    checkEveryKey(SettingsReader.read(file(EVERY_KEY), Map.of()));
  }

  @Test
  void takesEveryKeyFromOptions() throws Exception {
    Map<String, String> options =
        Map.ofEntries(
            Map.entry("kafka.bootstrap", "one:9092, two:9092"),
            Map.entry("kafka.group", "marketing"),
            Map.entry("kafka.wait", "5s"),
            Map.entry("kafka.create-topics", "true"),
            Map.entry("kafka.client.security.protocol", "SSL"),
            Map.entry("kafka.client.ssl.truststore.type", "PEM"),
            Map.entry("topics.prefix", "acme."),
            Map.entry("sources", "web:segment,crm:waymark"),
            Map.entry("lifecycle", "subscription"),
            Map.entry("segments", "groups.yaml"),
            Map.entry("job.name", "marketing"),
            Map.entry("job.disorder", "30s"),
            Map.entry("job.future", "1m"),
            Map.entry("job.silence", "1500ms"),
            Map.entry("job.silence-lag", "20s"),
            Map.entry("job.drift", "2h"),
            Map.entry("job.hot-customers", "5000"),
            Map.entry("job.evaluation-steps", "20000"),
            Map.entry("job.journey-map", "false"),
            Map.entry("job.applied", "true"),
            Map.entry("job.delivery", "exactly-once"),
            Map.entry("deliver.destinations", "/etc/waymark/destinations.yaml"),
            Map.entry("deliver.networks", "10.20.0.0/16, fd00:1::/32"),
            Map.entry("deliver.give-up", "2d"),
            Map.entry("deliver.host", "0.0.0.0"),
            Map.entry("deliver.port", "9300"));

    checkEveryKey(SettingsReader.read(null, options));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "many", "1e4", ""})
  void refusesANumberOfHotCustomersThatIsNone(String number) {
    assertThat(problems(null, Map.of("job.hot-customers", number)))
        .extracting(Problem::message)
        .containsExactly("'" + number + "' is no integer from 1 to 1000000");
  }

  @Test
  void refusesATopicWithTwoMappingsBesideOtherProblems() {
    assertThat(problems(null, Map.of("sources", "web:segment,crm,web:waymark")))
        .extracting(Problem::message)
        .containsExactly(
            "'crm' is not of the form topic:mapping",
            "topic 'web' is named 2 times, with the mappings segment, waymark; name it once, with"
                + " one mapping that tells its records apart");
  }

  @Test
  void refusesAJobWithoutAName() {
    assertThat(problems(null, Map.of("job.name", " ")))
        .extracting(Problem::message)
        .containsExactly("a job has a name");
  }

  @Test
  void looksUpOneSettingWhateverTheOthersAre() throws Exception {
    assertThat(SettingsReader.jobName(file("job: {name: marketing, drift: far}")))
        .isEqualTo("marketing");
    assertThat(SettingsReader.jobName(file("job: {drift: far}"))).isEqualTo("waymark");
  }

  @Test
  void lacksNoKeyInItsOwnTests() {
    assertThat(SettingsTable.ALL)
        .extracting(Setting::key)
        .filteredOn(key -> !key.startsWith("console."))
        .containsExactly(
            "kafka.bootstrap",
            "kafka.group",
            "kafka.wait",
            "kafka.create-topics",
            "kafka.client.*",
            "topics.prefix",
            "sources",
            "lifecycle",
            "segments",
            "job.name",
            "job.disorder",
            "job.future",
            "job.silence",
            "job.silence-lag",
            "job.drift",
            "job.hot-customers",
            "job.evaluation-steps",
            "job.journey-map",
            "job.applied",
            "job.delivery",
            "deliver.destinations",
            "deliver.networks",
            "deliver.give-up",
            "deliver.host",
            "deliver.port");
  }

  @Test
  void letsAnOptionWinOverTheFile() throws Exception {
    Settings settings = SettingsReader.read(file(EVERY_KEY), Map.of("job.disorder", "3s"));

    assertThat(settings.disorder()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.group()).isEqualTo("marketing");
  }

  @Test
  void readsItsOwnTopicUnderItsPrefix() throws Exception {
    Settings settings = SettingsReader.read(null, Map.of("topics.prefix", "acme."));

    assertThat(settings.inputs()).containsExactly(new Input("acme.touchpoints", "waymark"));
    assertThat(Topics.DEAD_LETTERS.name(settings.prefix())).isEqualTo("acme.dead-letters");
  }

  @Test
  void findsAllProblemsOfAFileAtOnceAndSaysWhere() throws Exception {
    Path file =
        file(
            """
            kafka:
              wait: soon
              create-topics: perhaps
              bootstrp: one:9092
            sources: [web, "crm:"]
            job:
              disorder: -1s
              delivery: twice
            """);

    assertThat(problems(file, Map.of()))
        .isNotEmpty()
        .allMatch(problem -> problem.file().equals(file.toString()))
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + start(problem))
        .containsExactly(
            "2:9 'soon' is no duration; write",
            "3:18 'perhaps' is none of false,",
            "4:13 unknown setting 'kafka.bootstrp'; there are",
            "5:10 'web' is not of the",
            "5:10 'crm:' is not of the",
            "7:13 '-1s' is no duration; write",
            "8:13 'twice' is none of at-least-once,");
  }

  @Test
  void saysWhichOptionHasAProblem() {
    assertThat(problems(null, Map.of("job.drift", "far")))
        .containsExactly(
            new Problem(
                "--set job.drift=far",
                1,
                1,
                "'far' is no duration; write 500ms, 30s, 5m, 2h or 7d",
                "--set job.drift=far"));
  }

  @Test
  void saysThatAFileIsNotYamlAndWhere() throws Exception {
    assertThat(problems(file("job:\n  disorder: [1s\n"), Map.of()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("not YAML"));
  }

  @Test
  void saysThatAFileCannotBeRead() {
    Path nowhere = folder.resolve("nowhere.yaml");

    assertThat(problems(nowhere, Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo(nowhere.toString());
              assertThat(problem.message()).startsWith("cannot be read");
            });
  }

  @Test
  void putsTheFailureOfAFileCheckWhereTheFileIsNamed() throws Exception {
    Path file = file("job: {drift: 1h}\nlifecycle: gone.yaml\n");
    FileCheck fails =
        name -> {
          throw new IOException(name + " is away");
        };

    UnusableException unusable =
        catchThrowableOfType(
            UnusableException.class,
            () ->
                SettingsReader.read(
                    file,
                    Map.of("sources", "web:nowhere.yaml"),
                    new SettingsReader.Checks(fails, fails, name -> List.of())));

    assertThat(unusable.problems())
        .extracting(each -> each.line() + ":" + each.column() + " " + each.message())
        .containsExactly("2:12 gone.yaml is away", "1:1 nowhere.yaml is away");
    assertThat(unusable.problems().get(1).file()).isEqualTo("--set sources=web:nowhere.yaml");
  }

  private static void checkEveryKey(Settings settings) {
    assertThat(settings.kafka().bootstrap()).isEqualTo("one:9092, two:9092");
    assertThat(settings.group()).isEqualTo("marketing");
    assertThat(settings.kafka().client())
        .containsOnly(
            Map.entry("security.protocol", "SSL"), Map.entry("ssl.truststore.type", "PEM"));
    assertThat(settings.kafkaWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.createTopics()).isTrue();
    assertThat(settings.prefix()).isEqualTo("acme.");
    assertThat(settings.inputs())
        .containsExactly(new Input("web", "segment"), new Input("crm", "waymark"));
    assertThat(settings.lifecycle()).isEqualTo("subscription");
    assertThat(settings.segments()).isEqualTo("groups.yaml");
    assertThat(settings.jobName()).isEqualTo("marketing");
    assertThat(settings.disorder()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.future()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.silence()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.silenceLag()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.drift()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.hotCustomers()).isEqualTo(5_000);
    assertThat(settings.evaluationSteps()).isEqualTo(20_000);
    assertThat(settings.journeyMap()).isFalse();
    assertThat(settings.applied()).isTrue();
    assertThat(settings.delivery()).isEqualTo(Guarantee.EXACTLY_ONCE);
    assertThat(settings.deliver())
        .isEqualTo(
            new DeliverSettings(
                "/etc/waymark/destinations.yaml",
                List.of(Network.of("10.20.0.0/16"), Network.of("fd00:1::/32")),
                Duration.ofDays(2),
                "0.0.0.0",
                9_300));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("waymark.yaml"), text);
  }

  private static List<Problem> problems(Path file, Map<String, String> options) {
    return catchThrowableOfType(UnusableException.class, () -> SettingsReader.read(file, options))
        .problems();
  }

  /** The first words of the message. */
  private static String start(Problem problem) {
    String[] words = problem.message().split(" ");
    return String.join(" ", List.of(words).subList(0, Math.min(5, words.length)));
  }
}
