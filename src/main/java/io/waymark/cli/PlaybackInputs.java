package io.waymark.cli;

import io.waymark.intake.CompiledMapping;
import io.waymark.intake.InputCheck;
import io.waymark.intake.MappingSource;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.Problem;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the files of a playback and their mappings. */
final class PlaybackInputs {
  private final StartProblems problems;
  private final String option;
  private final List<Input> found = new ArrayList<>();

  /** Mappings whose problems have been noted; once is enough. */
  private final Set<String> unusable = new HashSet<>();

  private PlaybackInputs(StartProblems problems, String option) {
    this.problems = problems;
    this.option = option + " ";
  }

  /**
   * Returns the inputs, those with the same name by their paths, so that the order in which they
   * were typed does not change the result of a playback.
   *
   * @param inputs {@code FILE} or {@code FILE:MAPPING} each
   * @param mapping of inputs that name none
   * @param option by which the inputs are given, for messages
   */
  static List<Input> find(
      List<String> inputs, String mapping, StartProblems problems, String option) {
    PlaybackInputs all = new PlaybackInputs(problems, option);
    inputs.forEach(input -> all.add(input, mapping));
    all.found.sort(
        Comparator.comparing((Input input) -> String.valueOf(input.file().getFileName()))
            .thenComparing(input -> input.file().toString()));
    return all.found;
  }

  private void add(String input, String otherwise) {
    int colon = colonBeforeMapping(input);
    Path file = Path.of(colon < 0 ? input : input.substring(0, colon));
    String mapping = colon < 0 ? otherwise : input.substring(colon + 1);
    boolean isFile = isReadable(input, file);
    if (isUsable(mapping) && isFile) {
      checkTwice(file);
      MappingSource source = MappingSource.named(mapping);
      found.add(new Input(file, source));
      checkFields(file, source);
    }
  }

  /** Holds the mapping against the first records of a file that can be read more than once. */
  private void checkFields(Path file, MappingSource mapping) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      CompiledMapping compiled = mapping.compile();
      String which = option + file + " with mapping " + mapping.name() + ": ";
      if (isCsv(file) && !compiled.readsCsv()) {
        problems.add(
            which
                + "the mapping reads JSON, but the file is CSV; write a mapping of its columns and"
                + " give both as FILE:MAPPING");
        return;
      }
      InputCheck check = InputCheck.of(file, compiled);
      check.refusal().ifPresent(why -> problems.add(which + why));
      check.warnings().forEach(warning -> problems.warn(which + warning));
    } catch (IOException e) {
      problems.add(option + file + " cannot be read: " + FileFailure.reason(e));
    }
  }

  private static boolean isCsv(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  /**
   * Returns the colon between file and mapping; -1 where there is none. Both may have colons in
   * their names: the longest name of a file that exists counts.
   */
  private static int colonBeforeMapping(String input) {
    if (Files.exists(Path.of(input))) {
      return -1;
    }
    for (int colon = input.lastIndexOf(':'); colon > 0; colon = input.lastIndexOf(':', colon - 1)) {
      if (Files.exists(Path.of(input.substring(0, colon)))) {
        return colon;
      }
    }
    int last = input.lastIndexOf(':');
    return last > 0 ? last : -1;
  }

  private boolean isReadable(String input, Path file) {
    if (!Files.exists(file)) {
      String whole = input.equals(file.toString()) ? "" : ", nor " + input;
      problems.add(option + input + ": there is no file " + file + whole);
    } else if (Files.isDirectory(file)) {
      problems.add(
          option
              + input
              + ": "
              + file
              + " is a folder; give each of its files by "
              + option.strip());
    } else if (!Files.isReadable(file)) {
      problems.add(
          option + input + ": this user may not read " + file + "; give it the right (chmod u+r)");
    } else {
      return canBeRead(input, file);
    }
    return false;
  }

  /** Reads the first byte of a file; what is no regular one, such as a pipe, has it only once. */
  private boolean canBeRead(String input, Path file) {
    if (!Files.isRegularFile(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.read();
      return true;
    } catch (IOException e) {
      problems.add(option + input + ": " + file + " cannot be read: " + FileFailure.reason(e));
      return false;
    }
  }

  private boolean isUsable(String mapping) {
    String found = found(mapping);
    if (!found.isEmpty() && unusable.add(mapping)) {
      problems.add("mapping " + mapping + " cannot be used:\n" + found);
    }
    return found.isEmpty();
  }

  private static String found(String mapping) {
    try {
      return MappingSource.problems(mapping).stream()
          .map(Problem::toString)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Notes a file that is given twice: each of its touchpoints would be a duplicate of itself. */
  private void checkTwice(Path file) {
    for (Input other : found) {
      try {
        if (Files.isSameFile(other.file(), file)) {
          problems.add(
              option
                  + file
                  + " is the same file as "
                  + option
                  + other.file()
                  + "; a file is played once, with one mapping");
        }
      } catch (IOException e) {
        problems.add(option + file + " cannot be looked at: " + FileFailure.reason(e));
      }
    }
  }
}
