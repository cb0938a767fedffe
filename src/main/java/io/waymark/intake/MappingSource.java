package io.waymark.intake;

import io.waymark.model.Problem;
import io.waymark.yaml.BundledTexts;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A mapping as text, to be compiled on the machine where it is used.
 *
 * @param name as its author knows it: a built-in one or a file
 * @param text its YAML; empty for the native form, which needs none
 */
public record MappingSource(String name, String text) implements Serializable {
  private static final String NATIVE = "waymark";

  /** The mappings that come with Waymark; the native form has no text. */
  private static final BundledTexts TEXTS =
      new BundledTexts("mappings", List.of(NATIVE, "segment"));

  /**
   * Returns all problems of a mapping that {@link #named} is to find; none when it can be used.
   *
   * @throws IOException if it is neither built in nor a file that can be read; the message says so
   */
  public static List<Problem> problems(String name) throws IOException {
    return name.equals(NATIVE) ? List.of() : TEXTS.problems(name, MappingReader::read);
  }

  /** Returns a built-in mapping or the one in a file, which must have no {@link #problems}. */
  public static MappingSource named(String name) {
    try {
      return new MappingSource(name, name.equals(NATIVE) ? "" : TEXTS.text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles the mapping. */
  public CompiledMapping compile() {
    if (name.equals(NATIVE)) {
      return new CompiledMapping(new JsonFormat(), new NativeShaper(), MappedFields.NONE);
    }
    Problems problems = new Problems(name, text);
    Mapping mapping =
        MappingReader.read(text, problems)
            .orElseThrow(
                () -> new IllegalArgumentException("mapping with problems: " + problems.list()));
    // A built-in mapping names fields that many sources do not have.
    MappedFields fields =
        TEXTS.names().contains(name) ? MappedFields.NONE : MappedFields.of(mapping);
    return new CompiledMapping(mapping.format(), new MappedShaper(mapping), fields);
  }
}
