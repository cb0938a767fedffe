package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output for authors of policies, word by word. */
class PolicyCommandTest {
  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

  @Test
  void checkShowsTheGatesOfAPolicy() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            policy: spring
            zone: {missing: Europe/Berlin}
            consent: {purpose: marketing, missing: deny}
            caps: [{most: 1, per: day}]
            quiet: {from: "21:00", to: "08:00", then: withhold}
            arbitration: {within: 5s}
            holdout: {share: 2.5%, salt: spring}
            """);

    assertThat(waymark("policy", "check", file.toString())).isZero();

    assertThat(said())
        .isEqualTo(
            """
            ok       policy spring, version c1b743434e882ccd7c913fd1
            gates    consent to marketing, 1 cap, quiet hours that withhold, arbitration, hold-out of 2.5%
            """);
  }

  @Test
  void checkTakesThePolicyThatComesWithWaymark() {
    assertThat(waymark("policy", "check", "default")).isZero();

    assertThat(said())
        .startsWith("ok       policy default, version ")
        .endsWith("\ngates    consent to marketing, 3 caps, quiet hours that hold, arbitration\n");
  }

  @Test
  void checkWarnsOfWhatDoesNotGoTogetherWithRulesAndDestinations() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("flash.yaml"),
        """
        rule: flash
        title: Flash sale
        signal: opportunity
        owner: crm
        status: live
        tags: sale
        pattern: {steps: [{viewed: Sale Viewed}]}
        trigger: {to: push, expires: 5s}
        """);
    Path destinations =
        Files.writeString(
            folder.resolve("destinations.yaml"), "destinations:\n  - {to: email, topic: emails}\n");
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            policy: spring
            consent: {purpose: marketing, missing: deny, except: {to: [emial, push]}}
            caps: [{most: 1, in: 7d, of: {tag: sales}}]
            arbitration: {within: 5s}
            """);

    int code =
        waymark(
            "policy",
            "check",
            file.toString(),
            "--rules",
            rules.toString(),
            "--destinations",
            destinations.toString());

    assertThat(said().lines().skip(2))
        .containsExactly(
            "warning  'except' of consent names what is no destination: 'emial' (did you mean"
                + " 'email'?)",
            "warning  'of' of cap 1 names what is no tag of any rule: 'sales' (did you mean"
                + " 'sale'?)",
            "warning  rule flash: its triggers expire after 5s, and arbitration waits for 5s; they"
                + " go out only where another trigger of the customer waits already, so let them"
                + " expire later");
    assertThat(code).isZero();
  }

  @Test
  void checkRefusesRulesWithProblemsToo() throws IOException {
    Path rule = Files.writeString(folder.resolve("bad.yaml"), "rule: Bad\n");

    assertThat(waymark("policy", "check", "default", "--rules", rule.toString())).isOne();

    assertThat(said()).startsWith("refused  DIR/bad.yaml: ");
  }

  @Test
  void checkSaysWhereAPolicyLimitsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), "policy: open\n");

    assertThat(waymark("policy", "check", file.toString())).isZero();

    assertThat(said()).endsWith("\ngates    none beside those of rules\n");
  }

  @Test
  void checkSaysWhereAPolicyIsNoUtf8() throws IOException {
    Path file =
        Files.write(
            folder.resolve("policy.yaml"),
            "policy: spring\n# f\u00fcr alle\ncaps: []\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(waymark("policy", "check", file.toString())).isOne();

    assertThat(said())
        .isEqualTo(
            """
            refused  DIR/policy.yaml: 1 problem
              DIR/policy.yaml:2:4: there are bytes that are no UTF-8; save the text as UTF-8
               | # f\uFFFDr alle
               | ...^
            """);
  }

  @Test
  void checkSaysWhereAPolicyWasSavedWithLettersThatWereLost() throws IOException {
    Path file =
        Files.writeString(folder.resolve("policy.yaml"), "policy: spring\ncaps: [\uFFFD]\n");

    assertThat(waymark("policy", "check", file.toString())).isOne();

    assertThat(said())
        .startsWith(
            """
            refused  DIR/policy.yaml: 1 problem
              DIR/policy.yaml:2:8: there are bytes that are no UTF-8; save the text as UTF-8
            """);
  }

  @Test
  void checkShowsAllProblemsOfAPolicy() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "policy: spring\nzone: {missing: Europe/Berln}\ncaps: [{most: 0, in: 1d}]\n");

    assertThat(waymark("policy", "check", file.toString())).isOne();

    assertThat(said())
        .isEqualTo(
            """
            refused  DIR/policy.yaml: 2 problems
              DIR/policy.yaml:2:17: there is no zone 'Europe/Berln'; did you mean 'Europe/Berlin'?
               | zone: {missing: Europe/Berln}
               | ................^
              DIR/policy.yaml:3:15: expected an integer from 1 to 100
               | caps: [{most: 0, in: 1d}]
               | ..............^
            """);
  }

  @Test
  void checkSaysWhichFileIsNotThere() {
    assertThat(waymark("policy", "check", folder.resolve("gone.yaml").toString())).isOne();

    assertThat(said())
        .startsWith(
            "waymark: 'DIR/gone.yaml' is neither one of the policies default nor a file that can be"
                + " read: ");
  }

  @Test
  void saysWhichCommandsThereAre() {
    assertThat(waymark("policy")).isEqualTo(2);

    assertThat(said()).contains("say what to do with the policy: check");
  }

  private int waymark(String... command) {
    PrintWriter writer = new PrintWriter(out, true);
    return Waymark.commandLine().setOut(writer).setErr(writer).execute(command);
  }

  private String said() {
    return out.toString().replace(folder.toString(), "DIR").replace(System.lineSeparator(), "\n");
  }
}
