package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the names of a {@link Vocabulary} their values for one evaluation. */
@FunctionalInterface
public interface Scope {
  /** Returns the value of a name; null when it is absent. */
  @Nullable Object value(String name);

  /** Returns the bound on an evaluation in this scope, and who is told when it fails. */
  default StepLimit limits() {
    return Limits.DEFAULT;
  }

  /** Returns a scope with the same names, for evaluations within other limits. */
  default Scope within(StepLimit limits) {
    Scope names = this;
    return new Scope() {
      @Override
      public @Nullable Object value(String name) {
        return names.value(name);
      }

      @Override
      public StepLimit limits() {
        return limits;
      }
    };
  }

  /**
   * Returns a scope with the names below {@code event.}, and {@code rest} for all others and for
   * the limits.
   */
  static Scope ofEvent(@Nullable Touchpoint event, Scope rest) {
    return new Scope() {
      @Override
      public @Nullable Object value(String name) {
        if (!name.startsWith("event.")) {
          return rest.value(name);
        }
        return event == null ? null : field(event, name.substring("event.".length()));
      }

      @Override
      public StepLimit limits() {
        return rest.limits();
      }
    };
  }

  /**
   * Returns a scope with {@code step.first.*}, {@code step.last.*}, {@code step.count} and {@code
   * step.sum.*} of the touchpoints chosen so far, and {@code rest} for all other names and for the
   * limits.
   */
  static Scope ofSteps(Chosen chosen, Scope rest) {
    return new Scope() {
      @Override
      public @Nullable Object value(String name) {
        int dot = name.indexOf('.');
        List<Touchpoint> touchpoints = dot < 0 ? List.of() : chosen.forStep(name.substring(0, dot));
        if (touchpoints.isEmpty()) {
          return rest.value(name);
        }
        String field = name.substring(dot + 1);
        if (field.equals("count")) {
          return (long) touchpoints.size();
        }
        if (field.equals("sum")) {
          return new Sums(touchpoints);
        }
        int at = field.startsWith("first.") ? 0 : touchpoints.size() - 1;
        return field(touchpoints.get(at), field.substring(field.indexOf('.') + 1));
      }

      @Override
      public StepLimit limits() {
        return rest.limits();
      }
    };
  }

  /** Returns {@link #ofSteps(Chosen, Scope)} for a complete choice. */
  static Scope ofSteps(Map<String, List<Touchpoint>> chosen, Scope rest) {
    return ofSteps(step -> chosen.getOrDefault(step, List.of()), rest);
  }

  /** The touchpoints chosen so far for the steps of a pattern, by the step's name. */
  @FunctionalInterface
  interface Chosen {
    List<Touchpoint> forStep(String step);
  }

  /** Returns the field of a touchpoint as {@link Vocabulary#touchpoint} declares it. */
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

  /** A scope without any names. */
  Scope NONE = name -> null;
}
