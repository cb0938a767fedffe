package io.waymark.customer;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Conjunct.NoneOf;
import io.waymark.expression.Conjunct.OneOf;
import io.waymark.expression.Expression;
import io.waymark.expression.PartWords;
import io.waymark.expression.Scope;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says the conditions of a step that held in a match: {@code score 9}, {@code amount 30, 25}. The
 * values are those of the touchpoints in the match. A run may have kept less of an earlier
 * touchpoint than the condition read; the condition itself is said then: {@code amount >= 20}. So
 * the words depend on the rule and the touchpoints only, not on where they were kept.
 */
final class HeldConditions {
  /** The most values of several touchpoints that are said. */
  private static final int MOST_VALUES = 3;

  /** The name by which an author reaches a field of the touchpoint, outside quotes. */
  private static final Pattern EVENT = Pattern.compile("(?<![\\w.\"'])event\\.(properties\\.)?");

  private static final String FIELD = "event.";
  private static final String PROPERTIES = "event.properties.";
  private static final Comparator<String> FIELDS_FIRST =
      Comparator.comparing((String name) -> !name.startsWith(FIELD))
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private HeldConditions() {}

  /** Returns the words for each condition of a step that chose touchpoints. */
  static List<String> of(Step.Positive step, List<Touchpoint> touchpoints, Match match) {
    List<Touchpoint> chosen = touchpoints.stream().map(each -> whole(each, match)).toList();
    List<String> words = new ArrayList<>();
    Expression distinct = step.distinct();
    if (distinct != null && step.size() > 1) {
      words.add("different " + brief(distinct.text()));
    }
    Scope steps = Scope.ofSteps(match.steps(), Scope.NONE);
    for (Conjunct part : parts(step.where())) {
      if (!isOfType(part)) {
        words.add(words(part, chosen, steps));
      }
    }
    List<Touchpoint> last = chosen.subList(chosen.size() - 1, chosen.size());
    parts(step.having()).forEach(part -> words.add(words(part, last, steps)));
    return words;
  }

  /** Returns the condition of a step that chose none; empty for none. */
  static String of(Step.Absent step) {
    Expression where = step.where();
    return where == null ? "" : brief(where.text());
  }

  /** Returns the touchpoint that completed the match as it came, and any other as it was kept. */
  private static Touchpoint whole(Touchpoint chosen, Match match) {
    Touchpoint completing = match.completedBy();
    return completing != null && completing.id().equals(chosen.id()) ? completing : chosen;
  }

  private static List<Conjunct> parts(@Nullable Expression condition) {
    return condition == null ? List.of() : condition.conjuncts();
  }

  /** Returns whether a part asks for the type, which the sentence has already. */
  private static boolean isOfType(Conjunct part) {
    return (part instanceof OneOf one && one.path().field().equals("type"))
        || (part instanceof NoneOf none && none.path().field().equals("type"));
  }

  /**
   * Returns a part in words. What it read of an earlier step is left out where it is what it read
   * of the touchpoint itself.
   */
  private static String words(Conjunct part, List<Touchpoint> chosen, Scope steps) {
    Map<String, Set<String>> values = new TreeMap<>(FIELDS_FIRST);
    for (Touchpoint touchpoint : chosen) {
      Map<String, String> texts = PartWords.texts(part, Scope.ofEvent(touchpoint, steps));
      if (texts == null) {
        return brief(PartWords.text(part));
      }
      texts.forEach(
          (name, text) -> values.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(text));
    }
    Map<Set<String>, String> words = new LinkedHashMap<>();
    values.forEach(
        (name, texts) -> {
          if (name.startsWith(FIELD) || !words.containsKey(texts)) {
            words.merge(
                texts, nameOf(name) + " " + some(texts), (one, other) -> one + " and " + other);
          }
        });
    return String.join(" and ", words.values());
  }

  /** Returns a name without the part that all fields of the touchpoint have. */
  private static String nameOf(String name) {
    return name.startsWith(PROPERTIES)
        ? name.substring(PROPERTIES.length())
        : name.startsWith(FIELD) ? name.substring(FIELD.length()) : name;
  }

  private static String some(Set<String> texts) {
    String first = String.join(", ", texts.stream().limit(MOST_VALUES).toList());
    return texts.size() > MOST_VALUES ? first + ", ..." : first;
  }

  private static String brief(String condition) {
    String line = BLANKS.matcher(condition.strip()).replaceAll(" ");
    return NearMisses.cut(EVENT.matcher(line).replaceAll(""));
  }
}
