package io.waymark.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Refuses texts whose values are nested too deep, contain themselves, or become too many by aliases
 * that name each other. Composing and reading recurse into each value, also where an alias repeats
 * it, and a pushed text must end neither in a stack overflow nor in reading it for hours.
 */
final class NestingCheck {
  /** Rules need six levels; the properties of an example may need some more. */
  static final int MOST_LEVELS = 32;

  /**
   * The values that aliases repeat, all in all; a text without aliases has fewer than it is long.
   */
  static final int MOST_REPEATED = 10_000;

  /** The collections that are open, the innermost first. */
  private final Deque<Container> open = new ArrayDeque<>();

  /** The collections that are closed and have an anchor. */
  private final Map<String, Container> closed = new HashMap<>();

  private long repeated;

  private final Problems problems;

  /** A collection: its anchor, if it has one, how many values it holds, and how deep. */
  private static final class Container {
    private final Optional<String> anchor;
    private long values = 1;
    private int levels = 1;

    Container(Optional<String> anchor) {
      this.anchor = anchor;
    }

    void add(long added, int below) {
      values = Math.min(Integer.MAX_VALUE, values + added);
      levels = Math.max(levels, below + 1);
    }
  }

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
      close(open.pop());
    } else if (event instanceof CollectionStartEvent start) {
      open.push(new Container(start.getAnchor().map(Anchor::getValue)));
      return open.size() <= MOST_LEVELS || refuseLevels(event);
    } else if (event instanceof ScalarEvent && !open.isEmpty()) {
      open.peek().add(1, 0);
    } else if (event instanceof AliasEvent alias) {
      return allowsAlias(alias, alias.getAlias().getValue());
    }
    return true;
  }

  private void close(Container collection) {
    collection.anchor.ifPresent(anchor -> closed.put(anchor, collection));
    if (!open.isEmpty()) {
      open.peek().add(collection.values, collection.levels);
    }
  }

  private boolean allowsAlias(AliasEvent event, String anchor) {
    if (open.stream().anyMatch(each -> each.anchor.filter(anchor::equals).isPresent())) {
      return refuse(event, "'*" + anchor + "' contains itself");
    }
    Container meant = closed.get(anchor);
    if (meant == null || open.isEmpty()) {
      return true;
    }
    open.peek().add(meant.values, meant.levels);
    repeated += meant.values;
    if (repeated > MOST_REPEATED) {
      return refuse(
          event,
          "aliases repeat more than " + MOST_REPEATED + " values in all; write fewer of them");
    }
    return open.size() + meant.levels <= MOST_LEVELS || refuseLevels(event);
  }

  private boolean refuseLevels(Event event) {
    return refuse(event, "values are nested more than " + MOST_LEVELS + " levels deep");
  }

  private boolean refuse(Event event, String message) {
    Optional.of(event)
        .flatMap(Event::getStartMark)
        .ifPresent(mark -> problems.add(mark.getLine() + 1, mark.getColumn() + 1, message));
    return false;
  }
}
