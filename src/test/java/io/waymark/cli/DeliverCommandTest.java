package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeliverCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checkShowsWhereTriggersGo() throws Exception {
    Path file = folder.resolve("destinations.yaml");
    Files.writeString(
        file,
        """
        destinations:
          - to: desk
            webhook: {url: "https://desk.example/", secrets: ["${env:A}", "${env:B}"]}
          - {to: mail, topic: campaigns}
          - {to: audit, file: /var/log/triggers.jsonl}
        """);

    assertThat(run("deliver", "check", file.toString())).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "desk  https://desk.example/, 2 secrets",
            "mail  topic campaigns",
            "audit  file /var/log/triggers.jsonl");
  }

  @Test
  void checkShowsEveryProblemAndNoSecret() throws Exception {
    Path file = folder.resolve("destinations.yaml");
    Files.writeString(
        file,
        "destinations:\n"
            + "  - {to: desk, webhook: {url: \"https://10.0.0.1/\", secrets: whsec_abc}}\n");

    assertThat(run("deliver", "check", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("the destinations cannot be used:", "10.0.0.1 is a private address", "plain text")
        .doesNotContain("whsec_abc");
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThat(run("deliver", "check", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml cannot be read", "set deliver.destinations");
  }

  @Test
  void checkOfRulesShowsThoseWithoutADestination() throws Exception {
    Path file = folder.resolve("destinations.yaml");
    Files.writeString(file, "destinations: [{to: service-desk, topic: desk}]\n");
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("a.yaml"), rule("a", "service-desk"));
    Files.writeString(rules.resolve("b.yaml"), rule("b", "servicedesk"));

    int code = run("rules", "check", rules.toString(), "--destinations", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("b: no destination is called 'servicedesk'", "did you mean 'service-desk'?")
        .doesNotContain("a: no destination");
  }

  private static String rule(String id, String to) {
    return "rule: "
        + id
        + "\ntitle: A\nsignal: stall\nowner: a\nstatus: live\n"
        + "stall: {stage: onboarding, for: 7d}\ntrigger: {to: "
        + to
        + "}\n";
  }

  @Test
  void refusesADurationThatIsNone() {
    assertThat(run("deliver", "replay", "--since", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("--since is a duration such as 30m, 2h or 1d");
  }

  private int run(String... args) {
    CommandLine command = Waymark.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(args);
  }
}
