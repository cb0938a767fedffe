package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives the names of a {@link Vocabulary} their values for one evaluation. */
@FunctionalInterface
public interface Scope {
  /** The value of a name; null when it is absent. */
  @Nullable Object value(String name);

  /** The names below {@code event.}, and {@code rest} for all others. */
  static Scope ofEvent(@Nullable Touchpoint event, Scope rest) {
    return name -> {
      if (!name.startsWith("event.")) {
        return rest.value(name);
      }
      return event == null ? null : field(event, name.substring("event.".length()));
    };
  }

  /** The field of a touchpoint as {@link Vocabulary#touchpoint} declares it. */
  static @Nullable Object field(Touchpoint touchpoint, String field) {
    return switch (field) {
      case "id" -> touchpoint.id();
      case "type" -> touchpoint.type();
      case "channel" -> touchpoint.channel();
      case "time" -> Instant.ofEpochMilli(touchpoint.timeMillis());
      case "sentiment" -> touchpoint.sentiment();
      case "properties" -> touchpoint.properties();
      default -> null;
    };
  }

  /** Has no names at all. */
  Scope NONE = name -> null;
}
