package io.waymark.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** Expressions from CEL's grammar; most have the right types, and many ask for much. */
public final class RandomCel {
  private static final int MOST_DEPTH = 5;

  private final Random random;

  /** The names below which there are properties. */
  private final List<String> maps;

  /** The names of single values. */
  private final List<String> values;

  private int loops;

  private RandomCel(Random random, List<String> maps, List<String> values) {
    this.random = random;
    this.maps = List.copyOf(maps);
    this.values = List.copyOf(values);
  }

  /** Returns expressions over a touchpoint, and over the touchpoints chosen for earlier steps. */
  public static RandomCel ofEvent(Random random, List<String> steps) {
    List<String> maps = new ArrayList<>(List.of("event.properties", "event.properties"));
    List<String> values = new ArrayList<>();
    for (String field : List.of("id", "type", "channel", "time", "sentiment")) {
      values.add("event." + field);
    }
    for (String step : steps) {
      maps.addAll(List.of(step + ".first.properties", step + ".last.properties", step + ".sum"));
      values.addAll(List.of(step + ".count", step + ".last.id"));
    }
    return new RandomCel(random, maps, values);
  }

  /** Returns expressions over a customer. */
  public static RandomCel ofCustomer(Random random) {
    return new RandomCel(
        random, List.of("customer.traits"), List.of("customer.id", "customer.stage"));
  }

  /** Returns a condition. */
  public String condition() {
    return once(60) ? huge() : truth(0);
  }

  /** Returns an expression of any type. */
  public String value() {
    return once(60) ? huge() : any(0);
  }

  private String any(int depth) {
    String value =
        switch (random.nextInt(8)) {
          case 0 -> truth(depth + 1);
          case 1 -> number(depth + 1);
          case 2 -> text(depth + 1);
          case 3 -> list(depth + 1);
          case 4 -> "{'a': %s, %s: 1}".formatted(text(depth + 1), text(depth + 1));
          case 5 -> maps.get(random.nextInt(maps.size()));
          default -> field();
        };
    // The checker knows the types of few values; most errors show only when it is evaluated.
    return once(20) ? value : "dyn(" + value + ")";
  }

  private String truth(int depth) {
    if (depth >= MOST_DEPTH) {
      return pick("true", "false", property());
    }
    int next = depth + 1;
    return switch (random.nextInt(14)) {
      case 0, 1 -> "(%s && %s)".formatted(truth(next), truth(next));
      case 2, 3 -> "(%s || %s)".formatted(truth(next), truth(next));
      case 4 -> "!" + truth(next);
      case 5 -> "%s ? %s : %s".formatted(truth(next), truth(next), truth(next));
      case 6 -> number(next) + pick(" < ", " <= ", " == ", " != ", " > ") + number(next);
      case 7 -> text(next) + pick(" == ", " != ", " < ") + text(next);
      case 8 -> "%s in %s".formatted(any(next), list(next));
      case 9 -> "%s.%s(%s)".formatted(text(next), pick("contains", "startsWith"), text(next));
      case 10 -> "%s.matches('%s')".formatted(text(next), regex(0));
      case 11 -> loop(list(next), pick("all", "exists", "exists_one"), next);
      case 12 -> "has(" + maps.get(random.nextInt(maps.size())) + ".none)";
      default -> any(next) + pick(" == ", " != ") + any(next);
    };
  }

  private String number(int depth) {
    if (depth >= MOST_DEPTH) {
      return pick("1", "dyn(2.5)", "-3", "9223372036854775807", "dyn(1e308)", property());
    }
    int next = depth + 1;
    return switch (random.nextInt(8)) {
      case 0, 1 ->
          "(%s %s %s)".formatted(number(next), pick("+", "-", "*", "/", "%"), number(next));
      case 2 -> "size(" + pick(text(next), list(next)) + ")";
      case 3 -> "dyn(%s(%s))".formatted(pick("int", "double", "uint"), any(next));
      default -> pick("0", "1", "dyn(2.5)", property(), property());
    };
  }

  private String text(int depth) {
    if (depth >= MOST_DEPTH) {
      return pick("'a'", "''", "'é\\u0000'", property());
    }
    int next = depth + 1;
    return switch (random.nextInt(6)) {
      case 0, 1 -> "(%s + %s)".formatted(text(next), text(next));
      case 2 -> "string(" + any(next) + ")";
      case 3 -> "string(timestamp(" + text(next) + "))";
      default -> pick("'a'", "'card'", property(), property());
    };
  }

  private String list(int depth) {
    if (depth >= MOST_DEPTH) {
      return pick("[]", "[1, 2]", property());
    }
    int next = depth + 1;
    return switch (random.nextInt(7)) {
      case 0 -> loop(list(next), "filter", next);
      case 1 -> loop(list(next), "map", next);
      case 2 -> "(%s + %s)".formatted(list(next), list(next));
      case 3 -> literal(next);
      case 4 -> doubled();
      default -> property();
    };
  }

  private String loop(String list, String macro, int depth) {
    String name = "x" + loops++;
    String body = macro.equals("map") ? any(depth + 1) : truth(depth + 1);
    String uses = once(2) ? body.replaceFirst("[\\w.]+\\.properties\\.\\w+", name) : body;
    return "%s.%s(%s, %s)".formatted(list, macro, name, uses);
  }

  private String literal(int depth) {
    StringJoiner items = new StringJoiner(", ", "[", "]");
    for (int i = random.nextInt(once(10) ? 200 : 4); i > 0; i--) {
      items.add(i > 5 ? "'i" + i + "'" : any(depth + 1));
    }
    return items.toString();
  }

  /** Returns a value that is doubled again and again. */
  private String doubled() {
    StringBuilder text = new StringBuilder("[" + property() + "]");
    for (int i = random.nextInt(once(4) ? 40 : 3); i > 0; i--) {
      String name = "x" + loops++;
      text.append(
          ".map(%s, %s)"
              .formatted(name, once(2) ? name + " + " + name : "[" + name + ", " + name + "]"));
    }
    return text.toString();
  }

  private String regex(int depth) {
    if (depth > 4 || once(3)) {
      return pick("a", "b", ".", "[a-z]", "[^x]", "\\\\d", "\\\\pL", "(?i)x", "(", "^", "$", "");
    }
    int next = depth + 1;
    return switch (random.nextInt(5)) {
      case 0 -> regex(next) + regex(next) + regex(next);
      case 1 -> "(%s|%s)".formatted(regex(next), regex(next));
      case 2 -> "(%s){%d}".formatted(regex(next), random.nextInt(60));
      case 3 -> "(%s){0,%d}".formatted(regex(next), random.nextInt(60));
      default -> "(%s)%s".formatted(regex(next), pick("*", "+", "?", "*?"));
    };
  }

  private String field() {
    return once(2) ? values.get(random.nextInt(values.size())) : property();
  }

  private String property() {
    String property =
        maps.get(random.nextInt(maps.size()))
            + pick(".n", ".s", ".t", ".list", ".map", ".none", ".long");
    return property.contains(".sum") || !once(5)
        ? property
        : property + pick(".n", "[0]", "['n']", ".none.deep");
  }

  /** Returns an expression that is long or deep. */
  private String huge() {
    String part = pick("(", "!", "-", "[", "1 + ", "true || ", "'a' + ", "true ? 1 : ");
    String flood = part.repeat(1 + random.nextInt(8_000 / part.length())) + "1";
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(400); i > 0; i--) {
      all.add(property() + " == " + i);
    }
    return once(2) ? flood : String.join(pick(" && ", " || "), all) + "true";
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }
}
