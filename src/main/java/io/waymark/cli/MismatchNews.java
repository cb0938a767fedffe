package io.waymark.cli;

import io.waymark.govern.Mismatches;
import io.waymark.govern.Policy;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Warns of what a policy and the rules in a folder do to each other, as either changes. All rules
 * are compiled for that, so it happens beside the pushes, which do not wait for it.
 */
final class MismatchNews implements Runnable {
  /** Finds the policy as it is now. */
  interface Source {
    /** Returns it; empty where there is none, or one with problems. */
    Optional<Policy> policy() throws CommandException;
  }

  private final Source source;
  private final Path rules;
  private final Lifecycle lifecycle;
  private final @Nullable Path destinations;
  private final Consumer<String> out;
  private final Poller poller = new Poller(this::update);
  private volatile boolean hasChanged = true;
  private List<String> shown = List.of();

  /**
   * Creates news of which nothing is printed yet.
   *
   * @param destinations null where they are not known
   */
  MismatchNews(
      Source source,
      Path rules,
      Lifecycle lifecycle,
      @Nullable Path destinations,
      Consumer<String> out) {
    this.source = source;
    this.rules = rules;
    this.lifecycle = lifecycle;
    this.destinations = destinations;
    this.out = out;
  }

  /** Lets the policy and the rules be compared anew. */
  void noteChange() {
    hasChanged = true;
  }

  /** Prints each mismatch that was not there before, until it is interrupted. */
  @Override
  public void run() {
    poller.run();
  }

  void update() throws CommandException {
    if (hasChanged) {
      hasChanged = false;
      List<String> now;
      try {
        now = mismatches();
      } catch (CommandException e) {
        hasChanged = true;
        throw e;
      }
      now.stream()
          .filter(each -> !shown.contains(each))
          .forEach(each -> out.accept("warning: " + each));
      shown = now;
    }
  }

  private List<String> mismatches() throws CommandException {
    Optional<Policy> read = source.policy();
    if (read.isEmpty()) {
      return List.of();
    }
    List<Rule> accepted = new RuleTable(RuleFiles.read(rules, lifecycle)).accepted();
    return Mismatches.of(read.get(), accepted, DestinationsFile.names(destinations));
  }
}
