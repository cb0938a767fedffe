package io.waymark.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names that an expression may use, with their types. Immutable. */
public final class Vocabulary {
  private static final CelType SUMS = MapType.create(SimpleType.STRING, NumberTypes.NUMBER);
  private static final CelType CONSENT = MapType.create(SimpleType.STRING, SimpleType.BOOL);
  private static final CelType PROPERTIES = MapType.create(SimpleType.STRING, SimpleType.DYN);

  /**
   * The options of CEL. Its own comparison of integers with fractions is not asked for, as {@link
   * Operators} replaces it; {@link Meter} bounds loops, with all else that an evaluation does.
   */
  static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(-1)
          .maxExpressionCodePointSize(8_192)
          .populateMacroCalls(true)
          .build();

  /** Names the customer's segment. */
  public static final String SEGMENT = "customer.segment";

  public static final Vocabulary NONE = new Vocabulary(new TreeMap<>());

  /** {@code record}: the raw record of a mapping. */
  public static final Vocabulary RECORD = NONE.with("record", PROPERTIES);

  /** {@code customer.*}: whom the touchpoint belongs to. */
  public static final Vocabulary CUSTOMER = NONE.customer();

  /** {@code event.*}: the current touchpoint. */
  public static final Vocabulary EVENT = NONE.touchpoint("event");

  private final SortedMap<String, CelType> names;

  private Vocabulary(SortedMap<String, CelType> names) {
    this.names = names;
  }

  /** Adds {@code customer.*}: id, stage, traits and consent. */
  public Vocabulary customer() {
    return with("customer.id", SimpleType.STRING)
        .with("customer.stage", SimpleType.STRING)
        .with("customer.traits", PROPERTIES)
        .with("customer.consent", CONSENT);
  }

  /** Adds {@code customer.segment}, which only triggers may use: its conditions read the others. */
  public Vocabulary segment() {
    return with(SEGMENT, SimpleType.STRING);
  }

  /** Adds a touchpoint's fields below a prefix. */
  public Vocabulary touchpoint(String prefix) {
    return with(prefix + ".id", SimpleType.STRING)
        .with(prefix + ".type", SimpleType.STRING)
        .with(prefix + ".channel", SimpleType.STRING)
        .with(prefix + ".time", SimpleType.TIMESTAMP)
        .with(prefix + ".sentiment", NumberTypes.NUMBER)
        .with(prefix + ".properties", PROPERTIES);
  }

  /**
   * Adds what a step of a pattern offers to the steps after it and to the trigger: its first and
   * last touchpoint, their count, and the sums over them of properties that are numbers.
   */
  public Vocabulary step(String name) {
    return touchpoint(name + ".first")
        .touchpoint(name + ".last")
        .with(name + ".count", NumberTypes.NUMBER)
        .with(name + ".sum", SUMS);
  }

  Set<String> names() {
    return names.keySet();
  }

  CelValidationResult compile(String text) {
    return Compiler.compile(text, names);
  }

  private Vocabulary with(String name, CelType type) {
    SortedMap<String, CelType> more = new TreeMap<>(names);
    more.put(name, type);
    return new Vocabulary(more);
  }
}
