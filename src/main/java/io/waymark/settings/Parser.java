package io.waymark.settings;

import io.waymark.settings.Settings.Input;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the text of a setting. */
@FunctionalInterface
interface Parser<T> {
  /** Separates the items of a list. */
  Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /** A size of at most a petabyte. */
  Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})(MB|GB)");

  Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/\\-]*)?");

  T parse(String text) throws MalformedException;

  static Parser<String> text() {
    return text -> text;
  }

  /**
   * Returns a parser of texts that must not be blank.
   *
   * @param otherwise the message for a blank one
   */
  static Parser<String> name(String otherwise) {
    return text -> {
      if (text.isBlank()) {
        throw new MalformedException(otherwise);
      }
      return text;
    };
  }

  static Parser<Duration> duration() {
    return text -> {
      OptionalLong millis = Durations.parseMillis(text);
      if (millis.isEmpty()) {
        throw new MalformedException(
            "'" + text + "' is no duration; write 500ms, 30s, 5m, 2h or 7d");
      }
      return Duration.ofMillis(millis.getAsLong());
    };
  }

  static Parser<Integer> integer(int least, int most) {
    return text -> {
      try {
        int number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // The same message.
      }
      throw new MalformedException("'" + text + "' is no integer from " + least + " to " + most);
    };
  }

  /** Returns a parser of sizes such as 500MB and 20GB, of 1,000 and not of 1,024. */
  static Parser<Long> bytes() {
    return text -> {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw new MalformedException("'" + text + "' is no size; write 500MB or 20GB");
      }
      long unit = matcher.group(2).equals("MB") ? 1_000_000 : 1_000_000_000;
      return Long.parseLong(matcher.group(1)) * unit;
    };
  }

  /** Returns a parser of addresses on the web; empty for none. */
  static Parser<String> address() {
    return text -> {
      if (!text.isEmpty() && !ADDRESS.matcher(text).matches()) {
        throw new MalformedException(
            "'" + text + "' is no address; write https://host or http://host:port");
      }
      return text;
    };
  }

  /** Returns a parser of networks such as 10.20.0.0/16; empty for none. */
  static Parser<List<Network>> networks() {
    return text -> {
      List<String> parts = text.isBlank() ? List.of() : parts(text.strip()).toList();
      List<String> problems =
          parts.stream()
              .filter(part -> Network.parse(part).isEmpty())
              .map(part -> "'" + part + "' is no network; write 10.20.0.0/16 or fd00::/8")
              .toList();
      if (!problems.isEmpty()) {
        throw new MalformedException(problems);
      }
      return parts.stream().flatMap(part -> Network.parse(part).stream()).toList();
    };
  }

  static Parser<Boolean> flag() {
    return choice(List.of("false", "true"), List.of(false, true));
  }

  /**
   * Returns a parser of one of several values.
   *
   * @param names in the order in which messages show them
   * @param values in the order of their names
   */
  static <T> Parser<T> choice(List<String> names, List<T> values) {
    return text -> {
      int chosen = names.indexOf(text);
      if (chosen < 0) {
        throw new MalformedException("'" + text + "' is none of " + String.join(", ", names));
      }
      return values.get(chosen);
    };
  }

  /** Returns a parser of topics of touchpoints, each with its mapping. */
  static Parser<List<Input>> inputs() {
    return text -> {
      List<String> problems =
          new ArrayList<>(
              parts(text)
                  .filter(part -> input(part).isEmpty())
                  .map(part -> "'" + part + "' is not of the form topic:mapping")
                  .toList());
      problems.addAll(repeated(wellFormedInputs(text)));
      if (!problems.isEmpty()) {
        throw new MalformedException(problems);
      }
      return wellFormedInputs(text);
    };
  }

  /** Returns what is wrong with topics that are named more than once: a topic is read once only. */
  private static List<String> repeated(List<Input> inputs) {
    Map<String, List<String>> mappings = new LinkedHashMap<>();
    for (Input input : inputs) {
      mappings.computeIfAbsent(input.topic(), topic -> new ArrayList<>()).add(input.mapping());
    }
    return mappings.entrySet().stream()
        .filter(topic -> topic.getValue().size() > 1)
        .map(
            topic ->
                "topic '"
                    + topic.getKey()
                    + "' is named "
                    + topic.getValue().size()
                    + " times, with the mappings "
                    + String.join(", ", topic.getValue())
                    + "; name it once, with one mapping that tells its records apart")
        .toList();
  }

  /** Returns the inputs of a text that can be read, whatever else is in it. */
  static List<Input> wellFormedInputs(String text) {
    return parts(text).flatMap(part -> input(part).stream()).toList();
  }

  private static Stream<String> parts(String text) {
    return Arrays.stream(COMMA.split(text, -1));
  }

  private static Optional<Input> input(String part) {
    int colon = part.indexOf(':');
    return colon < 1 || colon == part.length() - 1
        ? Optional.empty()
        : Optional.of(new Input(part.substring(0, colon), part.substring(colon + 1)));
  }
}
