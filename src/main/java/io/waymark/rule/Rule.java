package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.model.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that has no problems. Made by {@link RuleReader} only.
 *
 * @param version the digest of {@code text}: the same text is the same version wherever it lies
 * @param structure the digest of what open runs depend on; two versions with the same structure
 *     share their runs
 * @param tags words of the author by which a policy chooses rules
 * @param goal null where the author names none
 * @param canary the customers to whom it sends already; null for all
 * @param text as its author wrote it
 */
public record Rule(
    String id,
    String version,
    long structure,
    String title,
    Signal signal,
    String owner,
    List<String> tags,
    Status status,
    @Nullable Canary canary,
    Change change,
    Who who,
    Pattern pattern,
    Message message,
    @Nullable Goal goal,
    List<Example> examples,
    String text) {

  public Rule {
    tags = List.copyOf(tags);
    examples = List.copyOf(examples);
  }

  /** Returns all expressions that are evaluated for the rule. */
  public List<Expression> expressions() {
    List<Expression> all = new ArrayList<>();
    addIfThere(pattern.correlate(), all);
    for (Step step : pattern.steps()) {
      addIfThere(step.where(), all);
      if (step instanceof Step.Positive positive) {
        addIfThere(positive.distinct(), all);
        addIfThere(positive.having(), all);
      }
    }
    addIfThere(who.where(), all);
    all.addAll(message.data().values());
    if (goal != null) {
      addIfThere(goal.where(), all);
    }
    return List.copyOf(all);
  }

  private static void addIfThere(@Nullable Expression expression, List<Expression> all) {
    if (expression != null) {
      all.add(expression);
    }
  }

  /** Returns the rule as if it were live for all customers; its text stays the author's. */
  public Rule asLive() {
    return new Rule(
        id,
        version,
        structure,
        title,
        signal,
        owner,
        tags,
        Status.LIVE,
        null,
        change,
        who,
        pattern,
        message,
        goal,
        examples,
        text);
  }

  /** Returns the same rule with another pattern; its text keeps the one that its author gave. */
  public Rule withPattern(Pattern other) {
    return new Rule(
        id, version, structure, title, signal, owner, tags, status, canary, change, who, other,
        message, goal, examples, text);
  }

  /** The status that the author gives a rule. */
  public enum Status {
    /** The rule is checked only; it never runs. */
    DRAFT,
    /** The rule runs and its decisions can be read, but it sends nothing. */
    SHADOW,
    LIVE,
    /** The open runs of the rule continue, but it sends nothing. */
    PAUSED
  }

  /** The fate of open runs when an edit changes their {@code structure}. */
  public enum Change {
    /** Open runs of the old version continue to their end; new runs start with the new version. */
    DRAIN,
    /** Open runs are dropped. */
    RESTART
  }
}
