package io.waymark.cli;

import static io.waymark.cli.RulesFolder.CHEAPER;
import static io.waymark.cli.RulesFolder.EACH;
import static io.waymark.cli.RulesFolder.HELP;
import static io.waymark.cli.RulesFolder.STALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories that {@code waymark rules test} tells authors of rules, word by word. */
class RulesTestCommandTest {
  @TempDir private Path folder;
  private RulesFolder rules;

  @BeforeEach
  void open() {
    rules = new RulesFolder(folder);
  }

  @Test
  void testSaysWhichPassAndWhichRuleHasNone() {
    rules
        .write(
            "each",
            EACH + "tests: [{name: one, given: [{at: 1d, type: Ticket Opened}], expect: [1d]}]")
        .write("cheaper", CHEAPER);

    assertThat(rules.waymark("rules", "test", folder.toString())).isZero();

    assertThat(rules.said())
        .isEqualTo("no tests cheaper\nok       each: one\n\n1 test, 0 failed\n");
  }

  @Test
  void testTellsTheStoryOfOneThatFails() {
    rules.write(
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

    assertThat(rules.waymark("rules", "test", folder.toString())).isOne();

    assertThat(rules.said())
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
                              Payment Failed x2 with amount > 20, then no Payment Succeeded, then Chat Started
                        1d  Payment Failed           for failure; correlates by o2
                      1d1m  Payment Failed           for failure; correlates by o2
                   1d2m30s  Payment Succeeded        against absent; correlates by o3
                   1d2m30s  Help Article Viewed      takes no part: it has no value to correlate by
                   1d2m31s  Help Article Viewed      for help; correlates by o2
                   1d2m31s  = matched (o2), withheld by cooldown: the last trigger went out at 5m, the cooldown
                                is 7d
                              Payment Failed x2 with amount > 20, then no Payment Succeeded, then Help Article
                                Viewed
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
    rules.write("help", HELP + story);
    rules.waymark("rules", "test", folder.toString());
    assertThat(rules.said().replaceAll("\\s+", " "))
        .contains(
            "= matched (o1), withheld by who: the customer is in no stage yet, the rule is for"
                + " consideration, purchase");

    rules.write("help", HELP + story.replace("traits: {country: DE}", "stage: awareness"));
    rules.waymark("rules", "test", folder.toString());
    assertThat(rules.said().replaceAll("\\s+", " "))
        .contains("withheld by who: the customer is in stage awareness, the rule is for");

    rules.write("help", HELP + story.replace("traits: {country: DE}", "stage: purchase"));
    rules.waymark("rules", "test", folder.toString());
    assertThat(rules.said().replaceAll("\\s+", " "))
        .contains(
            "withheld by who: the customer does not fulfil customer.traits.country == \"DE\"");
  }

  @Test
  void testTellsOfStagesAndDeadlines() {
    rules.write(
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

    assertThat(rules.waymark("rules", "test", folder.toString())).isOne();

    assertThat(rules.said())
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
                              Stage Entered with stage onboarding, then no Feature Used or Stage Entered for 7d
                        9d  Feature Used             against absent
                        9d  enters stage retention   not for entered: its where does not hold; against absent

            1 test, 1 failed
            """);
  }
}
