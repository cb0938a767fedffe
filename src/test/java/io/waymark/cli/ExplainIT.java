package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.Questions;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Answer;
import io.waymark.model.Touchpoint;
import io.waymark.wire.QuestionDocument;
import io.waymark.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Questions to the real job on a real broker. */
class ExplainIT {
  private static final String RULE =
      """
      rule: chat
      title: A chat after dear failures
      signal: frustration
      owner: tests
      status: live
      pattern:
        within: 1h
        steps:
          - failure: Payment Failed
            where: event.properties.amount > 20.0
          - chat: Chat Started
      trigger:
        to: desk
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ASKED = 40;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir Path folder;

  /** Transactions would hold an answer back until the next checkpoint, a second later. */
  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void answersWithinASecondWhateverTheDeliveryAndWhateverIsAsked(String delivery) throws Exception {
    try (JobUnderTest job =
            new JobUnderTest(BROKER.get(), folder, 2, Map.of("job.delivery", delivery));
        Questions questions = Questions.open(job.settings(), "a test")) {
      job.push("chat", RULE);
      job.start(null);
      job.send(failure("dear", 30.0));
      job.send(failure("cheap", 3.5));
      job.flush();
      awaitMiss(questions);

      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < ASKED; i++) {
        long begin = System.nanoTime();
        Answer answer = ask(questions, "ann", "chat");
        millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        assertThat(answer.openRuns()).isOne();
        assertThat(answer.misses()).extracting(Answer.Miss::timeMillis).isNotEmpty();
      }
      millis.sort(null);
      System.out.printf(
          "%s: answers after %d ms (median), %d ms (p95), %d ms at most%n",
          delivery, millis.get(ASKED / 2), millis.get(ASKED * 95 / 100), millis.get(ASKED - 1));
      assertThat(millis.get(ASKED / 2)).isLessThan(300);
      assertThat(millis.get(ASKED * 95 / 100)).isLessThan(1_000);

      askBadly(job);
      assertThat(ask(questions, "ann", null).profile()).isNotNull();
      flood(job);
      job.send(new Touchpoint("t9", "zoe", null, "page", null, now(), null, Map.of()));
      job.flush();
      awaitKnown(questions, "zoe");
      assertThat(job.readAll(Topics.ANSWERS))
          .anyMatch(read -> read.json().path("problem").asText().startsWith("too many questions"));
      assertThat(job.restarts()).isZero();
      assertThat(printed(job))
          .contains("Customer ann at ", "asks event.properties.amount > 20", "was  ")
          .contains("event.properties.amount 3.5", "Whom it is for: everybody")
          .contains("chat waits for chat: Chat Started until ");
      job.send(new Touchpoint("t10", "ann", null, "Chat Started", null, now(), null, Map.of()));
      job.flush();
      awaitDecision(job);
    }
  }

  private static void awaitDecision(JobUnderTest job) throws Exception {
    Patience.of(Duration.ofSeconds(30))
        .await("the decision is printed", () -> printed(job).contains("  chat sent"));
    assertThat(printed(job)).contains("Decisions: 1, among the last ");
  }

  private static Touchpoint failure(String id, double amount) {
    return new Touchpoint(
        id, "ann", null, "Payment Failed", null, now(), null, Map.of("amount", amount));
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static void awaitMiss(Questions questions) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      var json = questions.ask("ann", null, Duration.ofSeconds(1));
      if (json.isPresent() && !Topics.ANSWERS.document().read(json.get()).misses().isEmpty()) {
        return;
      }
    }
    throw new AssertionError("no near miss in a minute");
  }

  private static void awaitKnown(Questions questions, String customer) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      var json = questions.ask(customer, null, Duration.ofSeconds(1));
      if (json.isPresent() && Topics.ANSWERS.document().read(json.get()).profile() != null) {
        return;
      }
    }
    throw new AssertionError("the flood held the touchpoint of " + customer + " back");
  }

  private static Answer ask(Questions questions, String customer, String rule) throws Exception {
    return Topics.ANSWERS.document().read(questions.ask(customer, rule, PATIENCE).orElseThrow());
  }

  private static void askBadly(JobUnderTest job) {
    for (String bad : List.of("", "{", "[]", "null", "{\"id\": 7}", "{\"id\": \"\"}", "\u0000")) {
      job.sendRecord(Topics.QUESTIONS, "ann", bad.getBytes(StandardCharsets.UTF_8), Map.of());
    }
    byte[] good = QuestionDocument.write("q", null);
    job.sendRecord(Topics.QUESTIONS, null, good, Map.of());
    job.sendRecord(Topics.QUESTIONS, "", good, Map.of());
    job.sendRecord(Topics.QUESTIONS, "x".repeat(500_000), good, Map.of());
    job.sendRecord(Topics.QUESTIONS, "ann", null, Map.of());
    job.sendRecord(Topics.QUESTIONS, "ann", new byte[500_000], Map.of());
    job.flush();
  }

  private static void flood(JobUnderTest job) {
    byte[] question = QuestionDocument.write("flood", "chat");
    for (int i = 0; i < 50_000; i++) {
      job.sendRecord(Topics.QUESTIONS, "ann", question, Map.of());
    }
    job.flush();
  }

  private static String printed(JobUnderTest job) {
    StringWriter out = new StringWriter();
    CommandLine command = Waymark.commandLine().setOut(new PrintWriter(out));
    List<String> args = new ArrayList<>(List.of("explain", "--customer", "ann", "--rule", "chat"));
    args.addAll(job.options());
    args.addAll(List.of("--set", "kafka.bootstrap=" + BROKER.bootstrap()));

    assertThat(command.execute(args.toArray(String[]::new))).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    return out.toString();
  }
}
