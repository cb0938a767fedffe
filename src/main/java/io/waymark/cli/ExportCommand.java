package io.waymark.cli;

import io.waymark.export.LogFormat;
import io.waymark.export.LogFormat.ObjectType;
import io.waymark.settings.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an event log for process-mining tools of applied touchpoints. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the touchpoints of all customers, as the job applied them, as an event log for process-mining tools.",
      "",
      "With --input: reads applied.jsonl of a playback that ran with --set job.applied=true. Without: reads the topic applied, to the end that it has now, of a job with job.applied=true."
    },
    footer = {
      "",
      "Examples:",
      "  waymark run --input orders.jsonl.gz --mapping segment --set job.applied=true --out found",
      "  waymark export --xes log.xes --input found/applied.jsonl",
      "  waymark export --ocel log.json --object order=orderId --input found/applied.jsonl",
      "  waymark export --csv log.csv --config waymark.yaml --set kafka.bootstrap=broker:9092"
    })
final class ExportCommand implements Callable<Integer> {
  /** The file to write, by its form. */
  static final class Target {
    @Option(
        names = "--xes",
        paramLabel = "FILE",
        description = "XES (IEEE 1849-2016), for ProM, Disco, PM4Py: a trace for each customer")
    private @Nullable Path xes;

    @Option(
        names = "--ocel",
        paramLabel = "FILE",
        description = "OCEL 2.0 in JSON, for object-centric tools: customers are objects")
    private @Nullable Path ocel;

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description = "CSV (RFC 4180): a row for each event")
    private @Nullable Path csv;
  }

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "a file of applied touchpoints, .gz or not; may be given several times")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--object",
      paramLabel = "TYPE=PROPERTY",
      description =
          "with --ocel: a type of objects whose ids a property holds, such as order=orderId; may be given several times")
  private Map<String, String> objects = new LinkedHashMap<>();

  @Option(names = "--overwrite", description = "replaces the file if it is there")
  private boolean overwrite;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!objects.isEmpty() && target.ocel == null) {
      throw new ParameterException(
          spec.commandLine(), "--object goes with --ocel, the only form that has objects");
    }
    for (String type : objects.keySet()) {
      if (type.equals("customer") || type.contains(":")) {
        throw new ParameterException(
            spec.commandLine(),
            "--object "
                + type
                + ": a type of objects has no colon and is not customer, which is there");
      }
    }
    Export export = new Export(format(), file(), spec.commandLine().getOut());
    export.check(inputs, overwrite);
    if (inputs.isEmpty()) {
      export.topic(options.read(SettingsReader::read));
    } else {
      export.files(inputs);
    }
    return 0;
  }

  private LogFormat format() {
    if (target.ocel != null) {
      return new LogFormat.Ocel(
          objects.entrySet().stream()
              .map(object -> new ObjectType(object.getKey(), object.getValue()))
              .toList());
    }
    return target.xes == null ? new LogFormat.Csv() : new LogFormat.Xes();
  }

  private Path file() {
    Path file = target.xes == null ? target.ocel : target.xes;
    return Objects.requireNonNull(file == null ? target.csv : file);
  }
}
