package io.waymark.cli;

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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output for authors of rules, word by word. */
class RulesCommandTest {
  private static final String HELP =
      """
      rule: payment-frustration
      title: Payment keeps failing at checkout
      signal: frustration
      owner: customer-service
      status: draft
      who: {stage: [consideration, purchase], where: 'customer.traits.country == "DE"'}
      pattern:
        correlate: event.properties.orderId
        within: 30m
        steps:
          - failure: Payment Failed
            where: event.properties.amount > 20.0
            times: 2
          - absent: Payment Succeeded
          - help: [Help Article Viewed, Chat Started]
      trigger: {to: service-desk, cooldown: 7d}
      """;

  private static final String CHEAPER =
      """
      rule: cheaper
      title: What is in the cart got cheaper
      signal: opportunity
      owner: ecommerce
      status: live
      pattern:
        within: 14d
        steps:
          - added: Product Added
          - seen: Product Viewed
            where: event.properties.price < added.last.properties.price
      trigger: {to: email-campaigns}
      """;

  private static final String STALL =
      """
      rule: onboarding-stalls
      title: Has it, does not use it
      signal: stall
      owner: customer-success
      status: shadow
      stall: {stage: onboarding, for: 7d, unless: Feature Used}
      trigger: {to: email-campaigns}
      """;

  private static final String EACH =
      "rule: each\ntitle: T\nsignal: stall\nowner: o\nstatus: live\ntrigger: {to: x}\n"
          + "pattern: {steps: [{a: Ticket Opened}]}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void checkShowsTheMatcherOfEachRuleAndWhatItsStateTakes() {
    write("help", HELP).write("cheaper", CHEAPER).write("each", EACH).write("stall", STALL);

    assertThat(waymark("rules", "check", folder.toString())).isZero();

    assertThat(said())
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
    write("each", EACH).write("help", HELP);
    StringBuilder history = new StringBuilder();
    for (int i = 59; i >= 0; i--) {
      history.append(failure(i, "o" + i));
    }
    history.append(failure(59, "o59")).append("no json\n");
    Path file = Files.writeString(folder.resolve("history.jsonl"), history);

    assertThat(waymark("rules", "check", folder.toString(), "--against", file.toString())).isZero();

    assertThat(said())
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
    write("each", EACH);

    assertThat(
            waymark(
                "rules",
                "check",
                folder.toString(),
                "--against",
                folder.resolve("gone.csv").toString(),
                "--mapping",
                "none-such"))
        .isEqualTo(2);

    assertThat(said())
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
    write("each", EACH).write("wrong", EACH.replace("a: Ticket Opened", "a: A, tims: 3"));

    assertThat(waymark("rules", "check", folder.toString())).isOne();

    assertThat(said())
        .contains("refused  DIR/wrong.yaml: 1 problem\n  DIR/wrong.yaml:7:26: unknown key 'tims'")
        .contains("\n   | pattern: {steps: [{a: A, tims: 3}]}\n   | .........................^\n")
        .contains("\n2 rules, 1 refused, 1 on the compact matcher\n");
  }

  @Test
  void testSaysWhichPassAndWhichRuleHasNone() {
    write(
            "each",
            EACH + "tests: [{name: one, given: [{at: 1d, type: Ticket Opened}], expect: [1d]}]")
        .write("cheaper", CHEAPER);

    assertThat(waymark("rules", "test", folder.toString())).isZero();

    assertThat(said()).isEqualTo("no tests cheaper\nok       each: one\n\n1 test, 0 failed\n");
  }

  @Test
  void testTellsTheStoryOfOneThatFails() {
    write(
        "help",
        HELP
            + """
            tests:
              - name: help, twice
                traits: {country: DE}
                given:
                  - {at: 0s, type: Product Viewed}
                  - {at: 1m, type: Payment Failed, properties: {orderId: o1, amount: 3.0}}
                  - {at: 1m, type: Payment Failed, properties: {orderId: o1, amount: 30.0}}
                  - {at: 2m, type: Payment Failed, properties: {orderId: o1, amount: 30.0}}
                  - {at: 5m, type: Chat Started, properties: {orderId: o1}}
                  - {at: 1d, type: Payment Failed, properties: {orderId: o2, amount: 30.0}}
                  - {at: 1d1m, type: Payment Failed, properties: {orderId: o2, amount: 30.0}}
                  - {at: 1d2m30s, type: Payment Succeeded, properties: {orderId: o3}}
                  - {at: 1d2m30s, type: Help Article Viewed}
                  - {at: 1d2m31s, type: Help Article Viewed, properties: {orderId: o2}}
                expect: [1d2m31s, 3d]
            """);

    assertThat(waymark("rules", "test", folder.toString())).isOne();

    assertThat(said())
        .isEqualTo(
            """
            FAILED   payment-frustration: help, twice
                       expected  1d2m31s, 3d
                       got       5m
                        0s  Product Viewed           no step asks for it
                        0s  enters stage consideration
                        1m  Payment Failed           not for failure: its where does not hold; correlates by o1
                        1m  Payment Failed           for failure; correlates by o1
                        2m  Payment Failed           for failure; correlates by o1
                        5m  Chat Started             for help; correlates by o1
                        5m  = fired (o1), NOT EXPECTED
                              Payment Failed x2, then no Payment Succeeded, then Chat Started
                        1d  Payment Failed           for failure; correlates by o2
                      1d1m  Payment Failed           for failure; correlates by o2
                   1d2m30s  Payment Succeeded        against absent; correlates by o3
                   1d2m30s  Help Article Viewed      takes no part: it has no value to correlate by
                   1d2m31s  Help Article Viewed      for help; correlates by o2
                   1d2m31s  = matched (o2), withheld by cooldown: the last trigger went out at 5m, the cooldown
                                is 7d
                              Payment Failed x2, then no Payment Succeeded, then Help Article Viewed
                   1d2m31s  = EXPECTED, but no trigger went out
                        3d  = EXPECTED, but nothing matched

            1 test, 1 failed
            """);
  }

  @Test
  void testSaysForWhomARuleIsNot() {
    String story =
        """
        tests:
          - name: nobody yet
            traits: {country: DE}
            given:
              - {at: 0s, type: Payment Failed, properties: {orderId: o1, amount: 30.0}}
              - {at: 2m, type: Payment Failed, properties: {orderId: o1, amount: 30.0}}
              - {at: 5m, type: Chat Started, properties: {orderId: o1}}
            expect: [5m]
        """;
    write("help", HELP + story);
    waymark("rules", "test", folder.toString());
    assertThat(said().replaceAll("\\s+", " "))
        .contains(
            "= matched (o1), withheld by who: the customer is in no stage yet, the rule is for"
                + " consideration, purchase");

    write("help", HELP + story.replace("traits: {country: DE}", "stage: awareness"));
    waymark("rules", "test", folder.toString());
    assertThat(said().replaceAll("\\s+", " "))
        .contains("withheld by who: the customer is in stage awareness, the rule is for");

    write("help", HELP + story.replace("traits: {country: DE}", "stage: purchase"));
    waymark("rules", "test", folder.toString());
    assertThat(said().replaceAll("\\s+", " "))
        .contains(
            "withheld by who: the customer does not fulfil customer.traits.country == \"DE\"");
  }

  @Test
  void testTellsOfStagesAndDeadlines() {
    write(
        "stall",
        STALL
            + """
            tests:
              - name: uses it
                given:
                  - {at: 0d, type: Order Completed}
                  - {at: 2d, type: Order Delivered}
                  - {at: 9d, type: Feature Used}
                expect: []
            """);

    assertThat(waymark("rules", "test", folder.toString())).isOne();

    assertThat(said())
        .isEqualTo(
            """
            FAILED   onboarding-stalls: uses it
                       expected  nothing
                       got       9d
                        0s  Order Completed          no step asks for it
                        0s  enters stage purchase    not for entered: its where does not hold; against absent
                        2d  Order Delivered          no step asks for it
                        2d  enters stage onboarding  for entered; against absent
                        9d  = fired, NOT EXPECTED
                              Stage Entered, then no Feature Used or Stage Entered for 7d
                        9d  Feature Used             against absent
                        9d  enters stage retention   not for entered: its where does not hold; against absent

            1 test, 1 failed
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test"})
  void refusesAFolderThatIsNotThereOrHoldsNoRules(String command) {
    assertThat(waymark("rules", command, folder.toString())).isOne();
    assertThat(said()).isEqualTo("waymark: folder DIR holds no rules (*.yaml)\n");

    assertThat(waymark("rules", command, folder.resolve("gone").toString())).isOne();
    assertThat(said())
        .isEqualTo("waymark: there is no folder DIR/gone; give one that holds rules (*.yaml)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test"})
  void takesOneFile(String command) {
    write("each", EACH).write("wrong", "rule: wrong\n");

    assertThat(waymark("rules", command, folder.resolve("each.yaml").toString())).isZero();

    assertThat(said()).contains("each").doesNotContain("wrong");
  }

  @Test
  void checkRefusesTheSecondOfTwoFilesWithOneId() {
    write("each", EACH).write("twin", EACH);

    assertThat(waymark("rules", "check", folder.toString())).isOne();

    assertThat(said())
        .contains("ok       each")
        .contains(
            "twin.yaml:1:1: rule 'each' is in each.yaml, too; give one of them another id, or"
                + " delete its file");
  }

  @Test
  void checkNamesTheFileThatIsNoUtf8AndChecksTheOthers() throws IOException {
    write("each", EACH);
    Files.write(folder.resolve("latin.yaml"), "rule: latin\ntitle: Größe\n".getBytes(ISO_8859_1));

    assertThat(waymark("rules", "check", folder.toString())).isOne();

    assertThat(said())
        .contains("ok       each")
        .contains("latin.yaml:2:10: there are bytes that are no UTF-8; save the text as UTF-8");
  }

  @Test
  void checkRefusesARuleOfWhichATestFails() {
    write(
        "each",
        EACH
            + """
            tests:
              - name: a ticket
                given: [{at: 0s, type: Ticket Opened}]
                expect: []
            """);

    assertThat(waymark("rules", "check", folder.toString())).isOne();

    assertThat(said())
        .contains(
            "each.yaml:9:3: the test 'a ticket' fails: it expects nothing, and the rule sends 0s;"
                + " mend the rule or the test");
  }

  @Test
  void checkWarnsOfAnAbsenceThatNeverSharesTheValue() {
    write(
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

    assertThat(waymark("rules", "check", folder.toString())).isZero();

    assertThat(said())
        .contains(
            "warning  rule login: 'absent: Logged In' never sees any, as none in its tests has"
                + " event.properties.orderId; write 'correlate: false' on it if one of any value"
                + " counts");
  }

  @Test
  void checkWarnsOfATypeThatDoesNotComeInAHistory() throws IOException {
    write("each", EACH.replace("Ticket Opened", "Payment Faild"));
    Path file = Files.writeString(folder.resolve("history.jsonl"), failure(1, "o1"));

    assertThat(waymark("rules", "check", folder.toString(), "--against", file.toString())).isZero();

    assertThat(said())
        .endsWith(
            "warning  rule each asks for 'Payment Faild', which did not come; the nearest name"
                + " that did is 'Payment Failed'\n");
  }

  @Test
  void saysThatARuleThatIsRefusedIsNotTested() {
    write("wrong", EACH.replace("signal: stall\n", ""));

    assertThat(waymark("rules", "test", folder.toString())).isOne();
    assertThat(said())
        .isEqualTo(
            "refused  DIR/wrong.yaml; `waymark rules check` says why\n\n"
                + "0 tests, 0 failed; 1 rule refused\n");
  }

  @Test
  void pushesNothingWhileARuleIsRefused() {
    write("each", EACH);
    write("wrong", EACH.replace("signal: stall\n", ""));

    assertThat(waymark("rules", "push", folder.toString(), "--set", "kafka.wait=0s")).isOne();
    assertThat(said()).contains("refused  DIR/wrong.yaml").doesNotContain("Kafka broker");
  }

  private RulesCommandTest write(String name, String rule) {
    try {
      Files.writeString(folder.resolve(name + ".yaml"), rule);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int waymark(String... command) {
    return Waymark.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command);
  }

  /** Returns the output since the last call. */
  private String said() {
    String said = (out.toString() + err).replace(folder.toString(), "DIR");
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return said.replace(System.lineSeparator(), "\n");
  }
}
