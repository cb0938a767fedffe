package io.waymark.cli;

import static io.waymark.cli.RulesFolder.CHEAPER;
import static io.waymark.cli.RulesFolder.EACH;
import static io.waymark.cli.RulesFolder.HELP;
import static io.waymark.cli.RulesFolder.STALL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.intake.MappingSource;
import io.waymark.job.playback.FileSources;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.replay.Backtest;
import io.waymark.replay.SeenTouchpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output for authors of rules, word by word. */
class RulesCommandTest {
  @TempDir private Path folder;
  private RulesFolder rules;

  @BeforeEach
  void open() {
    rules = new RulesFolder(folder);
  }

  @Test
  void checkShowsTheMatcherOfEachRuleAndWhatItsStateTakes() {
    rules.write("help", HELP).write("cheaper", CHEAPER).write("each", EACH).write("stall", STALL);

    assertThat(rules.waymark("rules", "check", folder.toString())).isZero();

    assertThat(rules.said())
        .isEqualTo(
            """
                     rule                 status  matcher  at start           at most  version
            ok       cheaper              live    nfa         365 B   29.2 KB          82a1d648872d66290f952901
                       not compact: the condition of step 'seen' looks at earlier steps
            ok       each                 live    compact      none      none          887a1804eda61f092cfaaef7
            ok       payment-frustration  draft   compact      62 B     122 B a value  51a2e9892b14717a25c77407
            ok       onboarding-stalls    shadow  compact      51 B      57 B          1d3fddbe47d2fb97e7e2aa31

            4 rules, 0 refused, 3 on the compact matcher, 1 on the NFA
            At start, at most: what open runs take of one customer's state; of a rule that correlates,
            for each of its values, 500 at the most.
            """);
  }

  @Test
  void checkSaysHowManyRunsACustomerHoldsInAHistory() throws IOException {
    rules.write("each", EACH).write("help", HELP);
    StringBuilder history = new StringBuilder();
    for (int i = 59; i >= 0; i--) {
      history.append(failure(i, "o" + i));
    }
    history.append(failure(59, "o59")).append("no json\n");
    Path file = Files.writeString(folder.resolve("history.jsonl"), history);

    assertThat(rules.waymark("rules", "check", folder.toString(), "--against", file.toString()))
        .isZero();

    assertThat(rules.said())
        .endsWith(
            """
            62 read = 60 applied + 1 duplicate + 1 dead-lettered + 0 skipped; 1 customer

            rule                   average    at most  touchpoints
            payment-frustration      30.50         60           60
            each                      0.00          0            0
            all                      30.50                      60

            Average, at most: the open runs of a rule that a customer holds after a touchpoint;
            touchpoints: how many of them found any. Each open run is work at a touchpoint.
            many     payment-frustration: better a stricter where on its first step, a shorter within, or correlate by a value that a customer has fewer of
            warning  rule each asks for 'Ticket Opened', which did not come; ask the source what it calls it
            warning  rule payment-frustration asks for 'Chat Started', which did not come; ask the source what it calls it
            warning  rule payment-frustration asks for 'Help Article Viewed', which did not come; ask the source what it calls it
            warning  rule payment-frustration asks for 'Payment Succeeded', which did not come; the nearest name that did is 'Payment Failed'
            """);
  }

  @Test
  void checkSaysWhichFileOfAHistoryCannotBePlayed() {
    rules.write("each", EACH);

    assertThat(
            rules.waymark(
                "rules",
                "check",
                folder.toString(),
                "--against",
                folder.resolve("gone.csv").toString(),
                "--mapping",
                "none-such"))
        .isEqualTo(2);

    assertThat(rules.said())
        .contains("--against DIR/gone.csv: there is no file DIR/gone.csv")
        .contains("none-such")
        .doesNotContain("--input");
  }

  @Test
  void checkRefusesAHistoryWhoseCustomersDoNotFitIntoTheHeap() throws Exception {
    Path file =
        Files.writeString(folder.resolve("history.jsonl"), failure(1, "o1") + failure(2, "o2"));
    CheckedHistory history =
        new CheckedHistory(
            List.of(new FileSources.Input(file, MappingSource.named("waymark"))),
            "--against",
            new PlaybackTime(Long.MAX_VALUE / 2, Duration.ZERO, Duration.ZERO),
            new SeenTouchpoints(List.of()),
            1_000);

    try (Backtest backtest = new Backtest(LifecycleReader.named("commerce"), List.of())) {
      assertThatThrownBy(() -> history.play(backtest))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("1 customers of the first 1 touchpoints")
          .hasMessageContaining("WAYMARK_JAVA_OPTS");
    }
  }

  private static String failure(int number, String order) {
    return """
    {"id": "f%d", "customer": "ann", "type": "Payment Failed", "time": "2026-03-01T09:%02d:%02dZ", \
    "properties": {"orderId": "%s", "amount": 30.0}}
    """
        .formatted(number, number / 3, number % 3 * 20, order);
  }

  @Test
  void checkSaysWhatIsWrongWithARule() {
    rules.write("each", EACH).write("wrong", EACH.replace("a: Ticket Opened", "a: A, tims: 3"));

    assertThat(rules.waymark("rules", "check", folder.toString())).isOne();

    assertThat(rules.said())
        .contains("refused  DIR/wrong.yaml: 1 problem\n  DIR/wrong.yaml:7:26: unknown key 'tims'")
        .contains("\n   | pattern: {steps: [{a: A, tims: 3}]}\n   | .........................^\n")
        .contains("\n2 rules, 1 refused, 1 on the compact matcher\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test"})
  void refusesAFolderThatIsNotThereOrHoldsNoRules(String command) {
    assertThat(rules.waymark("rules", command, folder.toString())).isOne();
    assertThat(rules.said()).isEqualTo("waymark: folder DIR holds no rules (*.yaml)\n");

    assertThat(rules.waymark("rules", command, folder.resolve("gone").toString())).isOne();
    assertThat(rules.said())
        .isEqualTo("waymark: there is no folder DIR/gone; give one that holds rules (*.yaml)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test"})
  void takesOneFile(String command) {
    rules.write("each", EACH).write("wrong", "rule: wrong\n");

    assertThat(rules.waymark("rules", command, folder.resolve("each.yaml").toString())).isZero();

    assertThat(rules.said()).contains("each").doesNotContain("wrong");
  }

  @Test
  void checkRefusesTheSecondOfTwoFilesWithOneId() {
    rules.write("each", EACH).write("twin", EACH);

    assertThat(rules.waymark("rules", "check", folder.toString())).isOne();

    assertThat(rules.said())
        .contains("ok       each")
        .contains(
            "twin.yaml:1:1: rule 'each' is in each.yaml, too; give one of them another id, or"
                + " delete its file");
  }

  @Test
  void checkNamesTheFileThatIsNoUtf8AndChecksTheOthers() throws IOException {
    rules.write("each", EACH);
    Files.write(folder.resolve("latin.yaml"), "rule: latin\ntitle: Größe\n".getBytes(ISO_8859_1));

    assertThat(rules.waymark("rules", "check", folder.toString())).isOne();

    assertThat(rules.said())
        .contains("ok       each")
        .contains("latin.yaml:2:10: there are bytes that are no UTF-8; save the text as UTF-8");
  }

  @Test
  void checkRefusesARuleOfWhichATestFails() {
    rules.write(
        "each",
        EACH
            + """
            tests:
              - name: a ticket
                given: [{at: 0s, type: Ticket Opened}]
                expect: []
            """);

    assertThat(rules.waymark("rules", "check", folder.toString())).isOne();

    assertThat(rules.said())
        .contains(
            "each.yaml:9:3: the test 'a ticket' fails: it expects nothing, and the rule sends 0s;"
                + " mend the rule or the test");
  }

  @Test
  void checkWarnsOfAnAbsenceThatNeverSharesTheValue() {
    rules.write(
        "login",
        """
        rule: login
        title: T
        signal: stall
        owner: o
        status: live
        pattern:
          correlate: event.properties.orderId
          within: 1d
          steps:
            - late: Order Delayed
            - absent: Logged In
            - cancelled: Order Cancelled
        trigger: {to: x}
        tests:
          - name: logged in
            given:
              - {at: 0h, type: Order Delayed, properties: {orderId: o1}}
              - {at: 1h, type: Logged In}
              - {at: 2h, type: Order Cancelled, properties: {orderId: o1}}
            expect: [2h]
        """);

    assertThat(rules.waymark("rules", "check", folder.toString())).isZero();

    assertThat(rules.said())
        .contains(
            "warning  rule login: 'absent: Logged In' never sees any, as none in its tests has"
                + " event.properties.orderId; write 'correlate: false' on it if one of any value"
                + " counts");
  }

  @Test
  void checkWarnsOfATypeThatDoesNotComeInAHistory() throws IOException {
    rules.write("each", EACH.replace("Ticket Opened", "Payment Faild"));
    Path file = Files.writeString(folder.resolve("history.jsonl"), failure(1, "o1"));

    assertThat(rules.waymark("rules", "check", folder.toString(), "--against", file.toString()))
        .isZero();

    assertThat(rules.said())
        .endsWith(
            "warning  rule each asks for 'Payment Faild', which did not come; the nearest name"
                + " that did is 'Payment Failed'\n");
  }

  @Test
  void saysThatARuleThatIsRefusedIsNotTested() {
    rules.write("wrong", EACH.replace("signal: stall\n", ""));

    assertThat(rules.waymark("rules", "test", folder.toString())).isOne();
    assertThat(rules.said())
        .isEqualTo(
            "refused  DIR/wrong.yaml; `waymark rules check` says why\n\n"
                + "0 tests, 0 failed; 1 rule refused\n");
  }

  @Test
  void pushesNothingWhileARuleIsRefused() {
    rules.write("each", EACH);
    rules.write("wrong", EACH.replace("signal: stall\n", ""));

    assertThat(rules.waymark("rules", "push", folder.toString(), "--set", "kafka.wait=0s")).isOne();
    assertThat(rules.said()).contains("refused  DIR/wrong.yaml").doesNotContain("Kafka broker");
  }
}
