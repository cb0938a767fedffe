package io.waymark.settings;

import io.waymark.settings.Settings.Input;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the text of a setting. */
@FunctionalInterface
interface Parser<T> {
  /** Separates the items of a list. */
  Pattern COMMA = Pattern.compile("\\s*,\\s*");

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
      List<String> malformed = parts(text).filter(part -> input(part).isEmpty()).toList();
      if (!malformed.isEmpty()) {
        throw new MalformedException(
            malformed.stream()
                .map(part -> "'" + part + "' is not of the form topic:mapping")
                .toList());
      }
      List<Input> inputs = wellFormedInputs(text);
      checkTopicsDiffer(inputs);
      return inputs;
    };
  }

  private static void checkTopicsDiffer(List<Input> inputs) throws MalformedException {
    List<String> topics = inputs.stream().map(Input::topic).toList();
    List<String> repeated =
        topics.stream()
            .filter(topic -> Collections.frequency(topics, topic) > 1)
            .distinct()
            .toList();
    if (!repeated.isEmpty()) {
      throw new MalformedException(
          repeated.stream()
              .map(
                  topic ->
                      "topic '"
                          + topic
                          + "' is named more than once; a topic is read once, with one mapping,"
                          + " whose expressions may tell kinds of records apart")
              .toList());
    }
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
