package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.cli.Rights.Right;
import io.waymark.job.KafkaJob;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.StartTopics;
import io.waymark.model.Touchpoint;
import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job against a broker that speaks TLS, asks for a user and a password, and grants what the
 * page on security says and no more; set up with what stands on that page.
 */
class SecureKafkaIT {
  private static final String RULE =
      """
      rule: help
      title: Bought, then sought help
      signal: frustration
      owner: service
      status: live
      pattern:
        within: 30m
        steps:
          - order: Order Completed
          - help: Chat Started
      trigger: {to: desk}
      """;

  /** The paths at which Flink's web interface could show settings. */
  private static final List<String> WEB =
      List.of(
          "/jobs/JOB",
          "/jobs/JOB/config",
          "/jobs/JOB/plan",
          "/jobs/JOB/exceptions",
          "/jobs/JOB/checkpoints/config",
          "/jobmanager/config");

  private static final Map<String, String> EXACTLY_ONCE = Map.of("job.delivery", "exactly-once");

  @TempDir private static Path folder;
  private static SecureKafka kafka;

  /** The name of the job: its group and the prefix of its topics. */
  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = new SecureKafka(folder);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void sendsAllThatItSendsWithTheRightsOfThePage(String delivery) throws Exception {
    kafka.createTopics(name);
    kafka.grant(SecureKafka.rights(name, delivery));
    Settings settings = kafka.settings(name, Map.of("job.delivery", delivery));

    try (JobUnderTest job = new JobUnderTest(kafka.plain(), settings, folder, 2)) {
      job.push("help", RULE);
      job.start(null);
      sendOneOfEach(job, "anna");

      for (Topic topic :
          List.of(
              Topics.TRIGGERS,
              Topics.DECISIONS,
              Topics.TRANSITIONS,
              Topics.DEAD_LETTERS,
              Topics.RULE_STATUS)) {
        assertThat(job.readUntil(topic, all -> !all.isEmpty())).as("%s", topic).isNotEmpty();
      }
      kafka.awaitOffsets(name);
    }
  }

  @Test
  void findsAChangedPasswordWhenItRestarts() throws Exception {
    kafka.createTopics(name);
    kafka.grant(SecureKafka.rights(name));
    Settings settings = kafka.settings(name, Map.of());

    try (JobUnderTest job = new JobUnderTest(kafka.plain(), settings, folder, 1)) {
      job.push("help", RULE);
      job.start(null);
      sendOneOfEach(job, "anna");
      job.readUntil(Topics.TRIGGERS, all -> all.size() == 1);
      String savepoint = job.stop();
      kafka.changePassword();
      job.start(savepoint);
      sendOneOfEach(job, "berta");

      assertThat(job.readUntil(Topics.TRIGGERS, all -> all.size() == 2))
          .extracting(JobUnderTest.Read::key)
          .containsExactlyInAnyOrder("anna", "berta");
    }
  }

  @Test
  void keepsThePasswordToItself() throws Exception {
    kafka.createTopics(name);
    kafka.grant(SecureKafka.rights(name, "exactly-once"));
    Settings settings = kafka.settings(name, EXACTLY_ONCE);
    String password = kafka.password();
    String hidden = "sasl.jaas.config = [hidden]";

    try (LogWatch log = new LogWatch(password, hidden);
        JobUnderTest job = new JobUnderTest(kafka.plain(), settings, folder, 1)) {
      job.push("help", RULE);
      job.start(null);
      sendOneOfEach(job, "anna");
      job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty());
      List<String> web = new ArrayList<>();
      for (String path : WEB) {
        web.add(job.web(path));
      }

      assertThat(web).noneMatch(said -> said.contains(password));
      assertThat(web).noneMatch(said -> said.startsWith("{\"errors\""));
      assertThat(log.found(password)).isEmpty();
      assertThat(log.found(hidden)).as("each client says its settings").hasSizeGreaterThan(5);
    }
    assertThat(jobGraph(settings)).contains("${file:").doesNotContain(password);
    assertThat(settings.toString()).doesNotContain(password).doesNotContain("${file:");
  }

  @Test
  void refusesToStartWithAWrongPassword() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "not-" + kafka.password());
    String jaas = kafka.settings(name, Map.of()).kafka().client().get("sasl.jaas.config");
    String other = jaas.replaceAll("\\$\\{file:.*}", "\\${file:" + wrong + "}");

    assertThat(refusal(Map.of("kafka.client.sasl.jaas.config", other)))
        .isEqualTo(
            "Kafka at "
                + kafka.secure()
                + " does not accept the credentials of the job: Authentication failed during"
                + " authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512;"
                + " check kafka.client.sasl.mechanism, and the user and the password in"
                + " kafka.client.sasl.jaas.config");
  }

  @Test
  void refusesToStartWithACertificateThatItDoesNotTrust() throws Exception {
    Path other = Keytool.make(folder, "other").certificate();

    assertThat(refusal(Map.of("kafka.client.ssl.truststore.location", other.toString())))
        .isEqualTo(
            "Kafka at "
                + kafka.secure()
                + " and the job do not agree on TLS: unable to find valid certification path to"
                + " requested target; set kafka.client.ssl.truststore.location to the certificate"
                + " of the authority that signed the broker's");
  }

  @Test
  void refusesToStartWithANameThatIsNotInTheCertificate() throws Exception {
    String other = kafka.secure().replace("127.0.0.1", "localhost");

    assertThat(refusal(Map.of("kafka.bootstrap", other)))
        .startsWith("Kafka at " + other + " and the job do not agree on TLS: No name matching")
        .endsWith("; set kafka.bootstrap to names that are in the broker's certificate");
  }

  @Test
  void refusesToStartWithATruststoreThatIsNotThere() throws Exception {
    assertThat(refusal(Map.of("kafka.client.ssl.truststore.location", "/nowhere/ca.pem")))
        .startsWith("no Kafka client can be made: ")
        .contains("/nowhere/ca.pem")
        .endsWith("; check kafka.bootstrap and what is set as kafka.client.*");
  }

  @Test
  void saysWhatMayBeWrongWhereABrokerWaitsForTls() throws Exception {
    assertThat(refusal(Map.of("kafka.client.security.protocol", "PLAINTEXT", "kafka.wait", "1s")))
        .startsWith("no Kafka broker answers at " + kafka.secure() + " (1 s waited)")
        .endsWith("or set kafka.client.security.protocol, now PLAINTEXT, to what it listens with");
  }

  @Test
  void namesAllRightsThatItLacks() throws Exception {
    kafka.createTopics(name);
    List<Right> rights = SecureKafka.rights(name, "exactly-once");

    String refusal = refusal(EXACTLY_ONCE);

    assertThat(rights)
        .hasSizeGreaterThan(7)
        .allSatisfy(right -> assertThat(refusal).contains(right.said()));
  }

  @Test
  void namesTheOneRightThatItLacks() throws Exception {
    kafka.createTopics(name);
    List<Right> rights = SecureKafka.rights(name, "exactly-once");
    kafka.grant(rights);

    for (Right right : rights) {
      kafka.revoke(right);
      String refusal = refusal(EXACTLY_ONCE);
      kafka.grant(List.of(right));

      assertThat(refusal)
          .isEqualTo(
              "the job lacks rights on "
                  + kafka.secure()
                  + ": "
                  + right.said()
                  + "; security.md says how they are granted");
    }
    StartTopics.find(kafka.settings(name, EXACTLY_ONCE));
  }

  @Test
  void createsTopicsWithTheRightsOfThePageOnly() throws Exception {
    Map<String, String> create = Map.of("kafka.create-topics", "true");
    kafka.grant(SecureKafka.rights(name));
    assertThat(refusal(create)).contains("Create on topic " + name + ".touchpoints");

    kafka.grant(SecureKafka.rights(name, "kafka.create-topics"));
    StartTopics.find(kafka.settings(name, create));

    assertThat(kafka.admin().listTopics().names().get())
        .contains(name + ".triggers", name + ".rules");
  }

  @Test
  void pageHasACommandForEachRight() throws Exception {
    assertThat(Files.readAllLines(Rights.PAGE))
        .filteredOn(line -> line.startsWith("$acls "))
        .containsExactlyElementsOf(Rights.ofThePage().stream().map(Right::command).toList());
    assertThat(Files.readAllLines(Rights.PAGE))
        .filteredOn(line -> line.startsWith("$deliver "))
        .containsExactlyElementsOf(Rights.ofTheDelivery().stream().map(Right::command).toList());
  }

  private static void sendOneOfEach(JobUnderTest job, String customer) {
    long now = System.currentTimeMillis();
    job.send(touchpoint(customer, "Order Completed", now - 10));
    job.send(touchpoint(customer, "Chat Started", now));
    job.sendRaw("{not json".getBytes(StandardCharsets.UTF_8));
    job.flush();
  }

  private static Touchpoint touchpoint(String customer, String type, long timeMillis) {
    return new Touchpoint(customer + type, customer, null, type, null, timeMillis, null, Map.of());
  }

  /** Returns the refusal of a start with other settings, which never holds the password. */
  private String refusal(Map<String, String> set) throws Exception {
    Settings settings = kafka.settings(name, set);
    NotReadyException refused =
        catchThrowableOfType(NotReadyException.class, () -> StartTopics.find(settings));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).doesNotContain(kafka.password());
    return refused.getMessage();
  }

  private static String jobGraph(Settings settings) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    KafkaJob.define(env, settings);
    byte[] bytes = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
