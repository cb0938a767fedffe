package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Touchpoints whose properties are small, of mixed kinds, and often missing. */
public final class RandomTouchpoint {
  private static final List<Object> NUMBERS = List.of(0L, 1L, 2L, 0L, 1L, 2L, 1.0, 1.5, -1L);
  private static final List<Object> OTHERS =
      List.of("a", "1", true, false, List.of(1L), Map.of("x", 1L));

  private RandomTouchpoint() {}

  /** Returns a random touchpoint of the only customer. */
  public static Touchpoint of(Random random, String id, String type, long timeMillis) {
    return of(random, id, type, timeMillis, NUMBERS);
  }

  /** Returns a random touchpoint with numbers of the caller. */
  static Touchpoint of(
      Random random, String id, String type, long timeMillis, List<Object> numbers) {
    Map<String, Object> properties = new LinkedHashMap<>();
    put(properties, "v", random.nextInt(7) == 0 ? null : pick(random, numbers));
    put(properties, "w", mixed(random, numbers));
    put(properties, "s", random.nextInt(5) == 0 ? null : pick(random, List.of("a", "ab", "1", "")));
    put(properties, "b", random.nextInt(5) == 0 ? null : random.nextInt(3) > 0);
    put(properties, "k", random.nextInt(8) == 0 ? null : (long) random.nextInt(2));
    put(properties, "m", nested(random, numbers));
    return new Touchpoint(
        id,
        "c",
        null,
        type,
        random.nextInt(3) == 0 ? null : (String) pick(random, List.of("a", "web")),
        timeMillis,
        random.nextInt(3) == 0 ? null : random.nextInt(5) / 2.0 - 1,
        properties);
  }

  private static @Nullable Object nested(Random random, List<Object> numbers) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> pick(random, OTHERS);
      default -> Map.of("x", pick(random, numbers));
    };
  }

  private static @Nullable Object mixed(Random random, List<Object> numbers) {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> pick(random, OTHERS);
      default -> pick(random, numbers);
    };
  }

  private static void put(Map<String, Object> properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  private static Object pick(Random random, List<?> items) {
    return items.get(random.nextInt(items.size()));
  }
}
