package io.waymark.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs Waymark on this machine: with its own broker and shop, or over files. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Without --input: starts a Kafka broker, the job, the console, the delivery and a shop of simulated customers in this process, and prints each trigger.",
      "With --input: plays files through the same job to their end and says what it found."
    },
    footer = {
      "",
      "Examples:",
      "  waymark run",
      "  waymark run --data /tmp/shop --rules my-rules",
      "  waymark run --input orders.jsonl.gz --mapping segment --rules my-rules --out found",
      "  waymark run --input web.jsonl:segment --input tickets.csv.gz:tickets.yaml --rules my-rules --lifecycle my.yaml"
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      paramLabel = "FILE[:MAPPING]",
      description = "a .jsonl or .csv file, .gz or not; may be given several times")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      defaultValue = "waymark",
      description = "mapping of inputs that name none; default ${DEFAULT-VALUE}")
  private String mapping = "waymark";

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "folder with one rule a file; default the bundled rules")
  private @Nullable Path rules;

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description =
          "what all rules together may send: a file or default; without it, --input has none, and else policy.yaml in --data")
  private @Nullable String policy;

  @Option(
      names = "--lifecycle",
      paramLabel = "NAME|FILE",
      defaultValue = "commerce",
      description = "commerce, subscription or a file; default ${DEFAULT-VALUE}")
  private String lifecycle = "commerce";

  @Option(
      names = "--segments",
      paramLabel = "NAME|FILE",
      defaultValue = "default",
      description = "groups of customers on the journey map; default ${DEFAULT-VALUE}")
  private String segments = "default";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "waymark-out",
      description = "with --input: where the results go; default ${DEFAULT-VALUE}")
  private Path out = Path.of("waymark-out");

  @Option(
      names = "--overwrite",
      description = "with --input: replaces the results of an earlier run in --out")
  private boolean overwrite;

  @Option(
      names = "--as-is",
      description =
          "with --input: plays files as they lie, so that touchpoints out of order are late; else a file that is not in order of time is sorted first")
  private boolean asIs;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "without --input: where broker, state and rules lie; default ${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Option(
      names = "--begin-anew",
      description =
          "without --input: starts the job without the state in --data; it reads the topics there from their start, and triggers come again with the same ids")
  private boolean beginAnew;

  @Option(
      names = "--no-deliver",
      description =
          "without --input: triggers stay on their topic; else they arrive at a page on this machine, or where destinations.yaml in --data says")
  private boolean noDeliver;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "subtasks that share the customers, 1 to 16; default ${DEFAULT-VALUE}")
  private int parallelism = 2;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the job, as of `waymark job`")
  private Map<String, String> set = new LinkedHashMap<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    refuseMixed();
    set.putIfAbsent("lifecycle", lifecycle);
    set.putIfAbsent("segments", segments);
    Path log = (inputs.isEmpty() ? data : out).resolve("waymark.log");
    System.setProperty("waymark.log", log.toString());
    if (inputs.isEmpty()) {
      return Embedded.prepare(data, rules, policy, parallelism, set, beginAnew, !noDeliver).run();
    }
    PlaybackRequest request =
        new PlaybackRequest(inputs, mapping, rules, policy, out, parallelism, set, asIs, overwrite);
    return new Playback(request, System.currentTimeMillis()).run();
  }

  /** Refuses options that would do nothing. */
  private void refuseMixed() {
    if (inputs.isEmpty() && (asIs || overwrite)) {
      throw new ParameterException(
          spec.commandLine(), "--as-is and --overwrite go with --input, which names the files");
    }
    if (!inputs.isEmpty() && noDeliver) {
      throw new ParameterException(
          spec.commandLine(), "--no-deliver goes without --input: playing files delivers nothing");
    }
    if (!inputs.isEmpty() && beginAnew) {
      throw new ParameterException(
          spec.commandLine(), "--begin-anew goes without --input: playing files keeps no state");
    }
  }
}
