package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.kafka.PausesTopic;
import io.waymark.kafka.PolicyTopic;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.PolicyText;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that fires for everyone, on a real broker. */
class BreakerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String POLICY =
      """
      policy: p
      breaker: {rule: {most: 5%, of: customers, in: 1m}, then: pause}
      """;
  private static final String WILD =
      """
      rule: wild
      title: T
      signal: opportunity
      owner: crm
      status: live
      pattern: {steps: [{a: Wild}]}
      trigger: {to: crm}
      """;

  @TempDir private static Path folder;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private int number;

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void pausesWithinSecondsUntilAPersonResumesAlsoAfterARestart(String delivery) throws Exception {
    Map<String, String> set = Map.of("job.delivery", delivery);
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, set)) {
      job.push("wild", WILD);
      PolicyTopic.of(job.settings()).push(new PolicyText(POLICY, "policy.yaml", 0));
      job.start(null);
      job.awaitLive(List.of(WILD));

      long begin = System.currentTimeMillis();
      sendWild(job, 200);
      Read pause = job.readUntil(Topics.PAUSES, all -> !all.isEmpty()).get(0);
      long took = pause.appendedMillis() - begin;
      awaitPaused(job, 1);

      assertThat(took).isLessThan(15_000);
      assertThat(pause.key()).isEqualTo("wild");
      assertThat(pause.json().get("reason").asText())
          .matches(
              "paused by the breaker: [0-9.]+% of \\d+ customers in 1m, most 5%; waymark rules resume wild");
      assertThat(withheldAfter(job, 1)).isEqualTo(pause.json().get("reason").asText());

      job.start(job.stop());
      awaitPaused(job, 1);
      assertThat(withheldAfter(job, 1)).isEqualTo(pause.json().get("reason").asText());

      int sent = sent(job).size();
      assertThat(resume(job)).isZero();
      awaitPaused(job, 0);
      sendWild(job, 1);
      job.readUntil(Topics.TRIGGERS, all -> all.size() > sent);
      assertThat(resume(job)).as("a second time").isEqualTo(1);
      assertThat(PausesTopic.of(job.settings()).pauses()).isEmpty();
    }
  }

  @Test
  void oddRecordsOnTheTopicOfPausesAreStatedAndPassedOver() throws Exception {
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.push("wild", WILD);
      job.sendRecord(Topics.PAUSES, "wild", new byte[] {'{'}, Map.of());
      job.sendRecord(Topics.PAUSES, null, null, Map.of());
      job.flush();
      job.sendRecord(Topics.PAUSES, "never-paused", null, Map.of());
      job.flush();
      job.sendRecord(Topics.PAUSES, "wild", new byte[] {'{'}, Map.of());
      job.flush();
      job.start(null);
      job.awaitLive(List.of(WILD));

      sendWild(job, 1);

      assertThat(job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty())).hasSize(1);
      assertThat(job.restarts()).isZero();
    }
  }

  private void sendWild(JobUnderTest job, int customers) {
    for (int i = 0; i < customers; i++) {
      number++;
      job.send(
          new Touchpoint(
              "t" + number,
              "c" + number,
              null,
              "Wild",
              null,
              System.currentTimeMillis(),
              null,
              Map.of()));
    }
    job.flush();
  }

  /** Sends touchpoints and returns the numbers of the decision about the last of them. */
  private String withheldAfter(JobUnderTest job, int customers) {
    sendWild(job, customers);
    String last = "c" + number;
    List<Read> decisions =
        job.readUntil(
            Topics.DECISIONS, all -> all.stream().anyMatch(each -> last.equals(each.key())));
    JsonNode decision =
        decisions.stream()
            .filter(each -> last.equals(each.key()))
            .findFirst()
            .map(Read::json)
            .orElseThrow();
    assertThat(decision.path("gate").asText()).isEqualTo("paused");
    return decision.path("numbers").asText();
  }

  private static List<Read> sent(JobUnderTest job) {
    return job.readAll(Topics.TRIGGERS);
  }

  private static int resume(JobUnderTest job) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "rules",
                "resume",
                "wild",
                "--reason",
                "meant so",
                "--set",
                "kafka.bootstrap=" + job.settings().kafka().bootstrap()));
    command.addAll(job.options());
    return Waymark.commandLine().execute(command.toArray(String[]::new));
  }

  /** Waits until every subtask says how many rules are paused. */
  private static void awaitPaused(JobUnderTest job, int rules) throws Exception {
    Patience.of(PATIENCE)
        .await(
            "rules-paused is " + rules,
            () -> {
              List<Double> paused = paused(job);
              return paused.size() == 1 && paused.get(0) == rules;
            });
  }

  /** Returns the minimum of the metric that alerts read, over subtasks, once they agree. */
  private static List<Double> paused(JobUnderTest job) throws Exception {
    List<Double> found = new ArrayList<>();
    for (JsonNode vertex : JSON.readTree(job.web("/jobs/JOB")).path("vertices")) {
      String metrics = "/jobs/JOB/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : JSON.readTree(job.web(metrics))) {
        String name = metric.path("id").asText();
        if (name.endsWith("waymark.rules-paused")) {
          JsonNode value = JSON.readTree(job.web(metrics + "?get=" + name)).path(0);
          if (value.path("min").asDouble() == value.path("max").asDouble()) {
            found.add(value.path("min").asDouble());
          }
        }
      }
    }
    return found;
  }
}
