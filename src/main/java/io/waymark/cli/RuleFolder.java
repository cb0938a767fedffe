package io.waymark.cli;

import io.waymark.console.authoring.Authoring;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Problem;
import io.waymark.model.RuleText;
import io.waymark.replay.TestFailures;
import io.waymark.rule.RuleReader;
import io.waymark.settings.Settings;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Keeps the rules topic equal to the rules in a folder: pushes rules that are new or changed and
 * removes those whose file is gone. It polls the folder.
 */
final class RuleFolder implements Runnable, AutoCloseable {
  private static final Pattern ID = Pattern.compile("(?m)^rule:\\s*[\"']?([^\\s\"'#]+)");

  /** Finds what keeps a rule from being pushed, besides what the job refuses it for. */
  @FunctionalInterface
  interface Objection {
    List<Problem> problems(String file, String text);
  }

  private final Path folder;
  private final Objection objection;
  private final Settings settings;
  private final RulesTopic topic;
  private final Map<String, RuleText> pushed = new ConcurrentHashMap<>();

  /** The texts that were refused here, which are not looked at again. */
  private final Map<String, String> refused = new HashMap<>();

  private final Poller poller = new Poller(this::update);

  /** Counts rules that were pushed or removed. */
  private int updated;

  private volatile Consumer<List<String>> listener = rules -> {};

  /**
   * Creates a folder whose rules have not been pushed.
   *
   * @param objection to a text that the job would take; a rule with problems of its own is pushed
   *     all the same, as the job reports them to everybody
   */
  RuleFolder(Path folder, Objection objection, Settings settings) {
    this.folder = folder;
    this.objection = objection;
    this.settings = settings;
    this.topic = RulesTopic.of(settings);
  }

  /**
   * Makes the topic equal to the folder.
   *
   * @return how many rules were pushed or removed
   */
  int publish() throws CommandException, InterruptedException {
    readTopic();
    updated = 0;
    poller.update();
    return updated;
  }

  /**
   * Writes rules that the console published last into their files, unless these were changed since:
   * so the folder does not push its older text over them.
   *
   * @return how many files were written
   */
  int adopt() throws CommandException, InterruptedException {
    Map<String, Pushed> last = new HashMap<>();
    for (Pushed each : pushes()) {
      last.put(each.rule().id(), each);
    }
    Map<String, Path> files = new HashMap<>();
    RuleFiles.texts(folder).forEach((file, text) -> files.putIfAbsent(id(file, text), file));
    int adopted = 0;
    for (Pushed each : last.values()) {
      String id = each.rule().id();
      if (each.rule().origin().startsWith(Authoring.ORIGIN)
          && adopt(files.getOrDefault(id, folder.resolve(id + ".yaml")), each)) {
        adopted++;
      }
    }
    return adopted;
  }

  private static boolean adopt(Path file, Pushed pushed) throws CommandException {
    String text = pushed.rule().text();
    try {
      boolean isOlder =
          !Files.exists(file)
              || Files.getLastModifiedTime(file).toInstant().isBefore(pushed.time());
      if (text == null || !isOlder || (Files.exists(file) && TextFile.read(file).equals(text))) {
        return false;
      }
      Files.writeString(file, text);
      return true;
    } catch (IOException e) {
      throw new CommandException(
          "rule " + pushed.rule().id() + " cannot be written: " + FileFailure.reason(e));
    }
  }

  /** Returns the objection to rules of which a test fails that they bring along. */
  static Objection tests(Lifecycle lifecycle) {
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    return (file, text) ->
        reader.read(file, text) instanceof RuleReader.Result.Ok ok
            ? TestFailures.of(lifecycle, ok.rule(), file)
            : List.of();
  }

  /** Lets a listener know the ids of rules that are pushed or removed from now on. */
  void onPush(Consumer<List<String>> told) {
    listener = told;
  }

  /** Returns the problems of a rule as it was pushed last; none where there is no such rule. */
  List<Problem> problems(String id, RuleReader reader) {
    RuleText rule = pushed.get(id);
    return rule != null
            && reader.read(rule.origin(), Objects.requireNonNull(rule.text()))
                instanceof RuleReader.Result.Refused found
        ? found.problems()
        : List.of();
  }

  private static String origin(Path file) {
    return file.getFileName().toString();
  }

  /** Keeps the topic equal to the folder until it is closed or interrupted. */
  @Override
  public void run() {
    poller.run();
  }

  @Override
  public void close() {
    poller.close();
  }

  private void update() throws CommandException, InterruptedException {
    List<RuleText> changes = changes();
    if (!changes.isEmpty()) {
      listener.accept(changes.stream().map(RuleText::id).toList());
      push(changes);
    }
    for (RuleText each : changes) {
      note(each);
    }
    updated += changes.size();
  }

  /** Returns what makes the topic equal to the folder. */
  private List<RuleText> changes() throws CommandException {
    List<RuleText> changes = new ArrayList<>();
    Set<String> found = new HashSet<>();
    for (Map.Entry<Path, String> file : RuleFiles.texts(folder).entrySet()) {
      String id = id(file.getKey(), file.getValue());
      if (!found.add(id)) {
        poller.printOnce("rule " + id + " is in two files; " + file.getKey() + " is left out");
        continue;
      }
      RuleText last = pushed.get(id);
      boolean isChanged = last == null || !file.getValue().equals(last.text());
      if (isChanged && isWanted(id, file.getKey(), file.getValue())) {
        changes.add(new RuleText(id, file.getValue(), origin(file.getKey()), 0));
      }
    }
    for (String id : pushed.keySet()) {
      if (!found.contains(id)) {
        changes.add(new RuleText(id, null, folder.toString(), 0));
      }
    }
    return changes;
  }

  /** Returns whether there is no objection to a text; prints it once. */
  private boolean isWanted(String id, Path file, String text) {
    if (text.equals(refused.get(id))) {
      return false;
    }
    List<Problem> problems = objection.problems(origin(file), text);
    if (problems.isEmpty()) {
      refused.remove(id);
      return true;
    }
    refused.put(id, text);
    RefusalNews.lines(id, problems).forEach(System.out::println);
    System.out.println("  (--untested lets it run all the same)");
    return false;
  }

  /** Finds the id in a text that need not be a valid rule; else takes the file's name. */
  private static String id(Path file, String text) {
    Matcher matcher = ID.matcher(text);
    return matcher.find()
        ? matcher.group(1)
        : file.getFileName().toString().replaceAll("\\.ya?ml$", "");
  }

  private void push(List<RuleText> changes) throws CommandException, InterruptedException {
    try {
      topic.push(changes);
    } catch (OvertakenException e) {
      throw new CommandException(e.getMessage() + "; see what it was, and push again");
    } catch (KafkaException e) {
      throw new CommandException(
          RuleTable.count(changes.size(), "rule") + " cannot be pushed: " + refusal().explain(e));
    }
  }

  private void readTopic() throws CommandException, InterruptedException {
    for (Pushed push : pushes()) {
      note(push.rule());
    }
  }

  private void note(RuleText rule) {
    if (rule.text() == null) {
      pushed.remove(rule.id());
    } else {
      pushed.put(rule.id(), rule);
    }
  }

  private List<Pushed> pushes() throws CommandException, InterruptedException {
    try {
      return topic.pushes();
    } catch (InterruptException e) {
      throw new InterruptedException("interrupted while the rules topic was read");
    } catch (KafkaException e) {
      throw new CommandException("the rules topic cannot be read: " + refusal().explain(e));
    }
  }

  private Refusal refusal() {
    return new Refusal(settings.kafka(), "this command");
  }
}
