package io.waymark.cli;

import io.waymark.govern.Mismatches;
import io.waymark.govern.PolicyReader;
import io.waymark.job.JobSettings;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Directive;
import io.waymark.model.PolicyText;
import io.waymark.model.Problem;
import io.waymark.model.RuleText;
import io.waymark.rule.BundledRules;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.rule.RuleReader.Result;
import io.waymark.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A playback of which all that it names has been found and read. */
record PlaybackPlan(
    List<Input> inputs, List<RuleText> rules, @Nullable PolicyText policy, Settings settings) {
  /** The log, which a start that was refused may have left behind. */
  private static final String LOG = "waymark.log";

  PlaybackPlan {
    inputs = List.copyOf(inputs);
    rules = List.copyOf(rules);
  }

  /**
   * Checks all that a request names.
   *
   * @throws CommandException with every problem
   */
  static PlaybackPlan of(PlaybackRequest request) throws CommandException {
    StartProblems problems = new StartProblems();
    problems.checkParallelism(request.parallelism());
    checkOut(request, problems);
    Optional<Settings> settings =
        problems.note(() -> SettingsOptions.read(JobSettings::read, null, request.set()));
    List<Input> inputs =
        PlaybackInputs.find(request.inputs(), request.mapping(), problems, "--input");
    List<RuleText> rules = rules(request.rules(), settings, problems);
    Optional<PolicyText> policy = policy(request.policy(), problems);
    problems.refuseAny();
    policy.ifPresent(
        text -> mismatches(text, rules, settings.orElseThrow()).forEach(problems::warn));
    problems.printWarnings();
    return new PlaybackPlan(inputs, rules, policy.orElse(null), settings.orElseThrow());
  }

  /** Returns the rules and the policy. */
  List<Directive> directives() {
    List<Directive> all = new ArrayList<>(rules);
    if (policy != null) {
      all.add(policy);
    }
    return all;
  }

  /** Returns what a policy and rules, each without problems, do to each other. */
  private static List<String> mismatches(
      PolicyText policy, List<RuleText> rules, Settings settings) {
    RuleReader reader = new RuleReader(LifecycleReader.named(settings.lifecycle()).stageNames());
    List<Rule> read =
        rules.stream()
            .map(rule -> reader.read(rule.origin(), Objects.requireNonNull(rule.text())))
            .filter(Result.Ok.class::isInstance)
            .map(result -> ((Result.Ok) result).rule())
            .toList();
    return Mismatches.of(PolicyReader.named(policy.origin()), read, Set.of());
  }

  private static Optional<PolicyText> policy(@Nullable String name, StartProblems problems) {
    return name == null
        ? Optional.empty()
        : problems.note(() -> new PolicyText(PolicyFile.text(name), name, 0));
  }

  private static void checkOut(PlaybackRequest request, StartProblems problems) {
    Path out = request.out();
    problems.checkWritable("--out", out);
    if (!request.overwrite() && Files.isDirectory(out) && !isEmpty(out)) {
      problems.add(
          "--out "
              + out
              + " is not empty; name another folder, or let --overwrite replace the results in it");
    }
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> file.endsWith(LOG));
    } catch (IOException e) {
      // The check of its rights has said so.
      return true;
    }
  }

  private static List<RuleText> rules(
      @Nullable Path folder, Optional<Settings> settings, StartProblems problems) {
    if (folder == null) {
      List<RuleText> bundled = new ArrayList<>();
      BundledRules.IDS.forEach(
          id -> bundled.add(new RuleText(id, BundledRules.text(id), id + ".yaml", bundled.size())));
      return bundled;
    }
    Optional<Map<Path, String>> texts = problems.note(() -> RuleFiles.texts(folder));
    if (texts.isPresent() && settings.isPresent()) {
      RuleReader reader =
          new RuleReader(LifecycleReader.named(settings.get().lifecycle()).stageNames());
      return problems.note(() -> rules(folder, texts.get(), reader)).orElse(List.of());
    }
    return List.of();
  }

  private static List<RuleText> rules(Path folder, Map<Path, String> files, RuleReader reader)
      throws CommandException {
    List<RuleText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Result result = reader.read(file.getKey().toString(), file.getValue());
      if (result instanceof Result.Ok ok && !ids.add(ok.rule().id())) {
        throw new CommandException(
            "rule " + ok.rule().id() + " is in two files of " + folder + "; keep one of them");
      }
      if (result instanceof Result.Ok ok) {
        texts.add(
            new RuleText(ok.rule().id(), file.getValue(), file.getKey().toString(), texts.size()));
      } else if (result instanceof Result.Refused refused) {
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandException("the rules in " + folder + " cannot be used:", problems);
    }
    if (texts.isEmpty()) {
      throw new CommandException("folder " + folder + " holds no rules (*.yaml)");
    }
    return texts;
  }
}
