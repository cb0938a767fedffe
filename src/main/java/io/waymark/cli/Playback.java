package io.waymark.cli;

import io.waymark.intake.MappingSource;
import io.waymark.job.JobSettings;
import io.waymark.job.WaymarkJob;
import io.waymark.job.sink.FileSinks;
import io.waymark.job.source.FileSources;
import io.waymark.lab.local.LocalFlink;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Problem;
import io.waymark.model.RuleText;
import io.waymark.rule.BundledRules;
import io.waymark.rule.RuleReader;
import io.waymark.rule.RuleReader.Result;
import io.waymark.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Plays files through the job to their end. */
final class Playback {
  private final List<String> inputs;
  private final String mapping;
  private final @Nullable Path rules;
  private final Path out;
  private final int parallelism;
  private final Map<String, String> set;

  Playback(
      List<String> inputs,
      String mapping,
      @Nullable Path rules,
      Path out,
      int parallelism,
      Map<String, String> set) {
    this.inputs = inputs;
    this.mapping = mapping;
    this.rules = rules;
    this.out = out;
    this.parallelism = parallelism;
    this.set = set;
  }

  /**
   * Plays and prints a summary; returns the exit code, 0 when all inputs were read to their end.
   */
  int run() throws Exception {
    return new Summary(out, play(), System.currentTimeMillis()).print();
  }

  /** Plays and returns the counters of the job at its end; the results are in the folder. */
  Map<String, Object> play() throws Exception {
    Settings settings = SettingsOptions.read(JobSettings::read, null, set);
    List<FileSources.Input> files = new ArrayList<>();
    for (String input : inputs) {
      files.add(input(input));
    }
    List<RuleText> texts = rules(settings);
    Files.createDirectories(out);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, LocalFlink.finite(parallelism));
    WaymarkJob.define(
        env,
        new FileSources(files, texts, settings.disorder(), settings.future()),
        new FileSinks(out),
        settings);
    System.out.println("playing " + String.join(", ", inputs) + " with " + texts.size() + " rules");
    return new Progress(env.executeAsync("waymark playback"), System.nanoTime()).await();
  }

  /** Reads {@code FILE} or {@code FILE:MAPPING}. */
  private FileSources.Input input(String input) throws CommandException {
    int colon = input.lastIndexOf(':');
    boolean named = colon > 0 && !Files.exists(Path.of(input));
    Path file = Path.of(named ? input.substring(0, colon) : input);
    String name = named ? input.substring(colon + 1) : mapping;
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandException("input " + file + " is no file that can be read");
    }
    List<Problem> problems = MappingSource.problems(name);
    if (!problems.isEmpty()) {
      throw new CommandException("mapping " + name + " cannot be used:", problems);
    }
    return new FileSources.Input(file, MappingSource.named(name));
  }

  private List<RuleText> rules(Settings settings) throws CommandException {
    List<RuleText> texts = new ArrayList<>();
    if (rules == null) {
      BundledRules.IDS.forEach(
          id -> texts.add(new RuleText(id, BundledRules.text(id), id + ".yaml", texts.size())));
      return texts;
    }
    RuleReader reader = new RuleReader(LifecycleReader.named(settings.lifecycle()).stageNames());
    List<Problem> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Map.Entry<Path, String> file : RuleFiles.texts(rules).entrySet()) {
      Result result = reader.read(file.getKey().toString(), file.getValue());
      if (result instanceof Result.Ok ok && !ids.add(ok.rule().id())) {
        throw new CommandException(
            "rule " + ok.rule().id() + " is in two files of " + rules + "; keep one of them");
      }
      if (result instanceof Result.Ok ok) {
        texts.add(
            new RuleText(ok.rule().id(), file.getValue(), file.getKey().toString(), texts.size()));
      } else if (result instanceof Result.Refused refused) {
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandException("the rules in " + rules + " cannot be used:", problems);
    }
    if (texts.isEmpty()) {
      throw new CommandException("folder " + rules + " holds no rules (*.yaml)");
    }
    return texts;
  }
}
