package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.kafka.JourneyMapTopic;
import io.waymark.kafka.NotReadyException;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.Topics;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.Spelling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the journey map that a job keeps on its topic. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the journey map that a running job keeps on the topic journey-map: stages, the largest pain points and the largest helping moments.",
      "It takes the settings of the job, of which it uses kafka.bootstrap, kafka.client.* and topics.prefix; to verify also lifecycle and segments."
    },
    footer = {
      "",
      "Examples:",
      "  waymark map --set kafka.bootstrap=127.0.0.1:9092",
      "  waymark map --config waymark.yaml --segment new --window month --live",
      "  waymark map --set kafka.bootstrap=127.0.0.1:9092 --json > journey-map.json",
      "  waymark map --from found/journey-map.json --window month",
      "  waymark map --from found/journey-map.json --verify --input orders.jsonl.gz --mapping segment"
    })
final class MapCommand implements Callable<Integer> {
  private static final Duration REDRAW_EVERY = Duration.ofSeconds(1);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--segment",
      paramLabel = "S",
      defaultValue = MapRecord.EVERYBODY,
      description = "the segment of customers; default ${DEFAULT-VALUE}")
  private String segment = MapRecord.EVERYBODY;

  @Option(
      names = "--window",
      paramLabel = "W",
      defaultValue = "week",
      description = "hour, day, week, month or all; default ${DEFAULT-VALUE}")
  private String window = "week";

  @Option(
      names = "--json",
      description = "prints the whole cut as one JSON document, all segments and windows of it")
  private boolean json;

  @Option(names = "--live", description = "goes on, and prints again when something has changed")
  private boolean live;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "takes the cut from a journey-map.json of `waymark run --input`, not from Kafka")
  private @Nullable Path from;

  @Option(
      names = "--verify",
      description =
          "recounts the map from the touchpoints in --input by a plain batch reading, and prints where it differs")
  private boolean verify;

  @Option(
      names = "--input",
      paramLabel = "FILE[:MAPPING]",
      description = "with --verify: all files that the map was made of; may be given several times")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      defaultValue = "waymark",
      description = "mapping of inputs that name none; default ${DEFAULT-VALUE}")
  private String mapping = "waymark";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    refuseMixed();
    Window shown = window();
    Settings settings = options.read(verify ? JobSettings::read : SettingsReader::read);
    if (live) {
      follow(settings, shown);
    }
    if (verify) {
      return verify(settings);
    }
    MapCut cut = cut(settings);
    if (json) {
      printDocument(cut);
    } else {
      picture(cut, shown).forEach(out()::println);
    }
    return 0;
  }

  /** Refuses options that would do nothing. */
  private void refuseMixed() {
    if (json && live) {
      throw refused("--json prints one cut; the topic itself is the live form");
    }
    if (live && from != null) {
      throw refused("--live follows the topic; --from names a file");
    }
    if (verify == inputs.isEmpty()) {
      throw refused("--verify and --input go together: the files that the map was made of");
    }
    if (verify && (live || json)) {
      throw refused("--verify prints differences; --live and --json print the map");
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private MapCut cut(Settings settings)
      throws CommandException, NotReadyException, InterruptedException {
    if (from != null) {
      return read(from);
    }
    try (JourneyMapTopic topic = open(settings)) {
      topic.readToEnd();
      return topic.cut().orElseThrow(() -> noCut(topic));
    }
  }

  private static MapCut read(Path file) throws CommandException {
    try {
      return MapCutDocument.read(Files.readAllBytes(file))
          .orElseThrow(
              () -> new CommandException("--from " + file + " holds no cut: nothing was played"));
    } catch (IOException e) {
      throw CommandException.refused(
          List.of("--from " + file + " cannot be read: " + FileFailure.reason(e)));
    } catch (MalformedDocumentException e) {
      throw CommandException.refused(
          List.of(
              "--from " + file + " is no journey-map.json of `waymark run`: " + e.getMessage()));
    }
  }

  private int verify(Settings settings) throws Exception {
    StartProblems problems = new StartProblems();
    List<Input> files = PlaybackInputs.find(inputs, mapping, problems, "--input");
    problems.refuseAny();
    problems.printWarnings();
    MapCut cut = cut(settings);
    List<Touchpoint> history =
        InputHistory.of(files, settings.future(), System.currentTimeMillis());
    List<String> differences = MapVerification.differences(cut, history, settings);
    MapVerification.lines(cut, history.size(), differences).forEach(out()::println);
    return differences.isEmpty() ? 0 : 1;
  }

  private JourneyMapTopic open(Settings settings) throws NotReadyException, InterruptedException {
    return JourneyMapTopic.open(settings, spec.commandLine().getErr()::println);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Window window() throws CommandException {
    List<String> known =
        Arrays.stream(Window.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(window)) {
      throw CommandException.refused(
          List.of("no window '" + window + "'" + Spelling.hint(window, "there are", known)));
    }
    return Window.valueOf(window.toUpperCase(Locale.ROOT));
  }

  /** Prints again at most once a second, until the process is interrupted. */
  private void follow(Settings settings, Window shown) throws Exception {
    LivePicture picture = new LivePicture(out(), Terminal.isTerminal());
    try (JourneyMapTopic topic = open(settings)) {
      topic.readToEnd();
      boolean isChanged = topic.cut().isPresent();
      if (!isChanged) {
        picture.show(List.of("no cut on " + topic.name() + " yet; waiting for the first"));
      }
      long shownNanos = System.nanoTime() - REDRAW_EVERY.toNanos();
      while (!Thread.currentThread().isInterrupted()) {
        if (isChanged && System.nanoTime() - shownNanos >= REDRAW_EVERY.toNanos()) {
          picture.show(picture(topic.cut().orElseThrow(), shown));
          shownNanos = System.nanoTime();
          isChanged = false;
        }
        isChanged |= topic.read(REDRAW_EVERY);
      }
    }
  }

  private List<String> picture(MapCut cut, Window shown) throws CommandException {
    if (!cut.segments().contains(segment)) {
      throw CommandException.refused(
          List.of(
              "no segment '"
                  + segment
                  + "' on the map"
                  + Spelling.hint(segment, "there are", cut.segments())));
    }
    return new MapPicture(cut, segment, shown).lines();
  }

  private void printDocument(MapCut cut) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MapCutDocument.write(
        Optional.of(cut),
        record -> Topics.JOURNEY_MAP.document().write(record, cut.asOfMillis()),
        bytes);
    out().print(bytes.toString(StandardCharsets.UTF_8));
    out().flush();
  }

  private static CommandException noCut(JourneyMapTopic topic) {
    return new CommandException(
        "no cut is on "
            + topic.name()
            + " yet: the job writes the first within seconds after its first touchpoints; see that"
            + " it runs, with the setting job.journey-map on, or wait with --live");
  }
}
