package io.waymark.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;

/**
 * Refuses texts whose values are nested too deep or contain themselves. Composing and reading
 * recurse, and a pushed text must not end in a stack overflow.
 */
final class NestingCheck {
  /** Rules need six levels; the properties of an example may need some more. */
  static final int MOST_LEVELS = 32;

  /** The anchors of the collections that are open; an empty text for a collection without one. */
  private final Deque<String> open = new ArrayDeque<>();

  private final Problems problems;

  private NestingCheck(Problems problems) {
    this.problems = problems;
  }

  /** Returns whether the text may be composed; if not, a problem is reported. */
  static boolean isSound(LoadSettings settings, String text, Problems problems) {
    NestingCheck shape = new NestingCheck(problems);
    for (Event event : new Parse(settings).parseString(text)) {
      if (!shape.allows(event)) {
        return false;
      }
    }
    return true;
  }

  private boolean allows(Event event) {
    if (event instanceof CollectionEndEvent) {
      open.pop();
    } else if (event instanceof CollectionStartEvent start) {
      open.push(start.getAnchor().map(Anchor::getValue).orElse(""));
      if (open.size() > MOST_LEVELS) {
        return refuse(event, "values are nested more than " + MOST_LEVELS + " levels deep");
      }
    } else if (event instanceof AliasEvent alias && open.contains(alias.getAlias().getValue())) {
      return refuse(event, "'*" + alias.getAlias().getValue() + "' contains itself");
    }
    return true;
  }

  private boolean refuse(Event event, String message) {
    Optional.of(event)
        .flatMap(Event::getStartMark)
        .ifPresent(mark -> problems.add(mark.getLine() + 1, mark.getColumn() + 1, message));
    return false;
  }
}
