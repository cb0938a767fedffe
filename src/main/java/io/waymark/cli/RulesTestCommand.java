package io.waymark.cli;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.replay.Rehearsal;
import io.waymark.replay.Timeline;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Plays the tests that rules bring along. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the tests that rules bring along, in virtual time, on the engine that customers meet.",
      "",
      "A rule is played as if it were live, whatever its status. Of a test that fails it shows the timeline: what came, what was"
          + " decided and why. Exit code 1 when a test fails or a rule is refused."
    },
    footer = {"", "Example:", "  waymark rules test my-rules"})
final class RulesTestCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Spec private CommandSpec spec;

  private int played;
  private int failed;
  private int refused;

  @Override
  public Integer call() throws CommandException {
    Lifecycle lifecycle = options.lifecycle();
    for (Map.Entry<Path, Result> file : RuleFiles.read(options.folder(), lifecycle).entrySet()) {
      if (file.getValue() instanceof Result.Ok ok) {
        play(lifecycle, ok.rule());
      } else {
        refused++;
        out().println("refused  " + file.getKey() + "; `waymark rules check` says why");
      }
    }
    out().println();
    out()
        .println(
            RuleTable.count(played, "test")
                + ", "
                + failed
                + " failed"
                + (refused == 0 ? "" : "; " + RuleTable.count(refused, "rule") + " refused"));
    return failed + refused == 0 ? 0 : 1;
  }

  private void play(Lifecycle lifecycle, Rule rule) {
    if (rule.examples().isEmpty()) {
      out().println("no tests " + rule.id());
    }
    for (Example example : rule.examples()) {
      Timeline timeline = new Timeline(rule, example, Rehearsal.play(lifecycle, rule, example));
      boolean passed = timeline.isAsExpected();
      out().println((passed ? "ok       " : "FAILED   ") + rule.id() + ": " + example.name());
      if (!passed) {
        failed++;
        timeline.lines().forEach(out()::println);
      }
      played++;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
