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
  private static final String MAPPING = "waymark";
  private static final String OUT = "waymark-out";
  private static final String DATA = "data";
  private static final String LOG = "waymark.log";
  private static final String WITH_INPUT = "goes with --input, which names the files";

  @Option(
      names = "--input",
      paramLabel = "FILE[:MAPPING]",
      description = "a .jsonl or .csv file, .gz or not; may be given several times")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      description = "with --input: mapping of inputs that name none; default " + MAPPING)
  private @Nullable String mapping;

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
      description = "with --input: where the results go; default " + OUT)
  private @Nullable Path out;

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
      description = "without --input: where broker, state and rules lie; default " + DATA)
  private @Nullable Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      description =
          "without --input: the port of the broker; default the one of the last start in --data, or 9092 at the first, where that is free")
  private @Nullable Integer kafkaPort;

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
      names = "--untested",
      description = "without --input: runs rules, too, of which a test that they bring along fails")
  private boolean untested;

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
    if (inputs.isEmpty()) {
      return embedded(data == null ? Path.of(DATA) : data);
    }
    return playback(out == null ? Path.of(OUT) : out);
  }

  private int embedded(Path folder) throws Exception {
    System.setProperty("waymark.log", folder.resolve(LOG).toString());
    return Embedded.prepare(
            new EmbeddedRequest(
                folder,
                rules,
                policy,
                parallelism,
                set,
                beginAnew,
                !noDeliver,
                untested,
                kafkaPort))
        .run();
  }

  private int playback(Path folder) throws Exception {
    System.setProperty("waymark.log", folder.resolve(LOG).toString());
    PlaybackRequest request =
        new PlaybackRequest(
            inputs,
            mapping == null ? MAPPING : mapping,
            rules,
            policy,
            folder,
            parallelism,
            set,
            asIs,
            overwrite);
    return new Playback(request, System.currentTimeMillis()).run();
  }

  /** Refuses options that would do nothing. */
  private void refuseMixed() {
    if (inputs.isEmpty()) {
      refuse(asIs, "--as-is", WITH_INPUT);
      refuse(overwrite, "--overwrite", WITH_INPUT);
      refuse(mapping != null, "--mapping", WITH_INPUT);
      refuse(out != null, "--out", WITH_INPUT);
    } else {
      refuse(noDeliver, "--no-deliver", "goes without --input: playing files delivers nothing");
      refuse(beginAnew, "--begin-anew", "goes without --input: playing files keeps no state");
      refuse(data != null, "--data", "goes without --input: playing files writes to --out");
      refuse(kafkaPort != null, "--kafka-port", "goes without --input: playing files has no Kafka");
      refuse(untested, "--untested", "goes without --input: playing files runs no tests of rules");
    }
  }

  private void refuse(boolean isGiven, String option, String why) {
    if (isGiven) {
      throw new ParameterException(spec.commandLine(), option + " " + why);
    }
  }
}
