package io.waymark.console.authoring;

import io.waymark.console.authoring.AuthoredSchema.Place;
import io.waymark.console.store.Rules;
import io.waymark.console.store.SeenNames;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Completes the text of a policy from its schema, the names that were seen, and the rules. */
final class PolicyCompleter {
  private static final Pattern DESTINATION =
      Pattern.compile("(?m)^\\s+to:[ \\t]*([^\\s#{}\\[\\],]+)");
  private static final Pattern TAGS = Pattern.compile("(?m)^tags:[ \\t]*\\[([^\\]]*)]");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final List<String> ZONE_OF = List.of("zone", "from");
  private static final List<String> ZONE_MISSING = List.of("zone", "missing");
  private static final String TRAITS = "customer.traits.";

  private final AuthoredSchema schema = AuthoredSchema.of("policy");
  private final SeenNames seen;
  private final Rules rules;

  PolicyCompleter(SeenNames seen, Rules rules) {
    this.seen = seen;
    this.rules = rules;
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
    if (cursor.mayBeValue()) {
      addNames(cursor.path(), place.definitions(), items);
      if (items.isEmpty() || !cursor.path().equals(ZONE_OF)) {
        Set<String> there = items.stream().map(Completion::label).collect(Collectors.toSet());
        place.values().stream()
            .filter(value -> !there.contains(value))
            .forEach(value -> items.add(Completion.of(value, "value", "")));
      }
    }
    if (cursor.mayBeKey()) {
      place.keys().forEach((key, what) -> items.add(new Completion(key, "key", key + ": ", what)));
    }
    return new Completions(
        column - cursor.word().length(), Completer.matching(items, cursor.word()));
  }

  private void addNames(List<String> path, Set<String> definitions, List<Completion> items) {
    if (path.equals(ZONE_OF)) {
      seen.properties().stream()
          .filter(name -> IDENTIFIER.matcher(name).matches())
          .forEach(name -> items.add(Completion.of(TRAITS + name, "property", "trait")));
    } else if (path.equals(ZONE_MISSING)) {
      new TreeSet<>(ZoneId.getAvailableZoneIds())
          .forEach(zone -> items.add(Completion.of(zone, "value", "zone")));
    } else if (definitions.contains("rule")) {
      add(rules.texts().stream().map(Rules.Version::rule).toList(), "rule", items);
    } else if (definitions.contains("name")) {
      add(found(DESTINATION), "destination of a rule", items);
    } else if (definitions.contains("tag")) {
      Set<String> tags = new TreeSet<>();
      found(TAGS).forEach(list -> tags.addAll(List.of(list.strip().split("\\s*,\\s*", -1))));
      add(tags, "tag of a rule", items);
    }
  }

  private Set<String> found(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    for (Rules.Version version : rules.texts()) {
      String text = version.text();
      if (text != null) {
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
      }
    }
    return found;
  }

  private static void add(Collection<String> names, String detail, List<Completion> items) {
    names.forEach(name -> items.add(new Completion(name, "value", Completer.quoted(name), detail)));
  }
}
