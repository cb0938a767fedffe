package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author reads of their rules, word by word. */
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
  void checkSaysWhatIsWrongWithARule() {
    write("each", EACH).write("wrong", EACH.replace("a: Ticket Opened", "a: A, tims: 3"));

    assertThat(waymark("rules", "check", folder.toString())).isOne();

    assertThat(said())
        .contains("refused  DIR/wrong.yaml: 1 problem\n  DIR/wrong.yaml:7:26: unknown key 'tims'")
        .contains("\n   | pattern: {steps: [{a: A, tims: 3}]}\n   | .........................^\n")
        .contains("\n2 rules, 1 refused, 1 on the compact matcher\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test"})
  void refusesAFolderThatIsNotThereOrHoldsNoRules(String command) {
    assertThat(waymark("rules", command, folder.toString())).isOne();
    assertThat(said()).isEqualTo("waymark: folder DIR holds no rules (*.yaml)\n");

    assertThat(waymark("rules", command, folder.resolve("gone").toString())).isOne();
    assertThat(said())
        .isEqualTo("waymark: there is no folder DIR/gone; give one that holds rules (*.yaml)\n");

    write("each", EACH);
    assertThat(waymark("rules", command, folder.resolve("each.yaml").toString())).isOne();
    assertThat(said())
        .isEqualTo("waymark: DIR/each.yaml is a file; give the folder that it lies in\n");
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

  /** What was said since it was last asked. */
  private String said() {
    String said = (out.toString() + err).replace(folder.toString(), "DIR");
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return said.replace(System.lineSeparator(), "\n");
  }
}
