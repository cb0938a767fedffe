package io.waymark.match;

import io.waymark.binary.SmallMap;
import io.waymark.rule.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value for each type of touchpoint that steps tell apart: for each that they name, and one for
 * all others where a step asks for any type. Immutable.
 */
public final class ByType<V> {
  /** A type that no touchpoint has, and so no step names: it stands for all that are not named. */
  static final String UNNAMED = "";

  private final Map<String, V> named;
  private final @Nullable V others;

  private ByType(Map<String, V> named, @Nullable V others) {
    this.named = named;
    this.others = others;
  }

  /**
   * Makes the values.
   *
   * @param asked the types that steps ask for
   * @param of makes the value of a type
   */
  public static <V> ByType<V> of(Collection<Types> asked, Function<String, V> of) {
    Map<String, V> named = new HashMap<>();
    asked.forEach(types -> types.names().forEach(name -> named.computeIfAbsent(name, of)));
    boolean isOpen = asked.stream().anyMatch(Types::isAnyBut);
    return new ByType<>(SmallMap.copyOf(named), isOpen ? of.apply(UNNAMED) : null);
  }

  /** Returns the value of a type; null where no step asks for it. */
  public @Nullable V get(String type) {
    V own = named.get(type);
    return own == null ? others : own;
  }
}
