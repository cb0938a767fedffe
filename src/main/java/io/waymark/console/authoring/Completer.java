package io.waymark.console.authoring;

import io.waymark.console.authoring.AuthoredSchema.Place;
import io.waymark.console.store.SeenNames;
import io.waymark.rule.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes the text of a rule from its schema, the lifecycle and the names that were seen. */
final class Completer {
  private static final int MOST = 50;
  private static final List<String> FIELDS =
      List.of("channel", "id", "properties", "sentiment", "time", "type");
  private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*$|$");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern STEP = Pattern.compile("-\\s+\\{?\\s*([a-z][A-Za-z0-9_]*)\\s*:");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/()+-]*");

  /** The definitions of the schema that stand for types of touchpoints. */
  private static final Set<String> TYPES = Set.of("type", "types", "typeName", "typeNames");

  private static final Set<String> STEP_KEYS = Set.of("absent", "name", "at", "type", "rule");

  private final AuthoredSchema schema = AuthoredSchema.of("rule");
  private final Set<String> stages;
  private final SeenNames seen;

  Completer(Set<String> stages, SeenNames seen) {
    this.stages = Set.copyOf(stages);
    this.seen = seen;
  }

  /**
   * Returns what may stand at a cursor.
   *
   * @param line from 1
   * @param column from 1
   */
  Completions complete(String text, int line, int column) {
    CursorPath cursor = CursorPath.of(text, line, column);
    Place place = schema.at(cursor.path());
    List<Completion> items = new ArrayList<>();
    String word = cursor.word();
    if (cursor.mayBeValue() && place.definitions().contains("expression")) {
      Matcher path = PATH.matcher(word);
      String partial = path.find() ? path.group() : "";
      int dot = partial.lastIndexOf('.');
      word = partial.substring(dot + 1);
      names(cursor, dot < 0 ? "" : partial.substring(0, dot), text, items);
    } else {
      if (cursor.mayBeValue()) {
        values(place, items);
      }
      if (cursor.mayBeKey()) {
        place
            .keys()
            .forEach((key, what) -> items.add(new Completion(key, "key", key + ": ", what)));
      }
    }
    return new Completions(column - word.length(), matching(items, word));
  }

  private void values(Place place, List<Completion> items) {
    Set<String> definitions = place.definitions();
    if (TYPES.stream().anyMatch(definitions::contains)) {
      if (definitions.contains("types")) {
        items.add(new Completion(Types.ANY, "type", '"' + Types.ANY + '"', "any type"));
      }
      for (String type : seen.types()) {
        items.add(new Completion(type, "type", quoted(type), "seen in the data"));
      }
    } else if (definitions.contains("stage")) {
      stages.forEach(stage -> items.add(Completion.of(stage, "stage", "of the lifecycle")));
    } else {
      place.values().forEach(value -> items.add(Completion.of(value, "value", "")));
    }
  }

  /** Adds the names below a path of an expression. */
  private void names(CursorPath cursor, String base, String text, List<Completion> items) {
    boolean isOfCustomer = cursor.path().contains("who");
    boolean isOfEvent =
        cursor.path().contains("correlate")
            || cursor.path().contains("distinct")
            || cursor.path().contains("goal");
    Set<String> steps = isOfCustomer || isOfEvent ? Set.of() : steps(text);
    if (base.isEmpty()) {
      Set<String> heads = new LinkedHashSet<>(steps);
      if (!isOfCustomer) {
        heads.add("event");
      }
      if (isOfCustomer || cursor.path().contains("data")) {
        heads.add("customer");
      }
      add(heads, "name", "", items);
      return;
    }
    String[] words = base.split("\\.", -1);
    if (words[0].equals("customer")) {
      if (words.length == 1) {
        add(List.of("id", "stage", "traits"), "name", "of the customer", items);
      } else if (words.length == 2 && words[1].equals("traits")) {
        add(identifiers(), "property", "trait", items);
      }
    } else if (words[0].equals("event")) {
      touchpoint(words, 1, items);
    } else if (steps.contains(words[0])) {
      step(words, items);
    }
  }

  private void step(String[] words, List<Completion> items) {
    if (words.length == 1) {
      add(List.of("count", "first", "last", "sum"), "name", "of the step", items);
    } else if (words[1].equals("sum") && words.length == 2) {
      add(identifiers(), "property", "seen in the data", items);
    } else if (words[1].equals("first") || words[1].equals("last")) {
      touchpoint(words, 2, items);
    }
  }

  /** Adds what comes below a touchpoint, whose own name takes so many words. */
  private void touchpoint(String[] words, int own, List<Completion> items) {
    if (words.length == own) {
      add(FIELDS, "name", "of the touchpoint", items);
    } else if (words.length == own + 1 && words[own].equals("properties")) {
      add(identifiers(), "property", "seen in the data", items);
    }
  }

  /** Returns the names of properties that a path can hold; traits are properties, too. */
  private Set<String> identifiers() {
    Set<String> names = new TreeSet<>(seen.properties());
    names.removeIf(name -> !IDENTIFIER.matcher(name).matches());
    return names;
  }

  private static void add(
      Collection<String> names, String kind, String detail, List<Completion> items) {
    names.forEach(name -> items.add(Completion.of(name, kind, detail)));
  }

  private static Set<String> steps(String text) {
    Set<String> steps = new TreeSet<>();
    STEP.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(found -> found.replaceAll("[-\\s{:]", ""))
        .filter(name -> !STEP_KEYS.contains(name))
        .forEach(steps::add);
    if (text.contains("stall:")) {
      steps.add("entered");
    }
    return steps;
  }

  /** Returns the items that begin as a word does, without what comes twice. */
  static List<Completion> matching(List<Completion> items, String word) {
    String start = word.replaceAll("^[\"']", "").toLowerCase(Locale.ROOT);
    return items.stream()
        .filter(item -> item.label().toLowerCase(Locale.ROOT).startsWith(start))
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Returns a text as YAML takes it for one. */
  static String quoted(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
