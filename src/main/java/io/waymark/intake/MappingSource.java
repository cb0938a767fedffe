package io.waymark.intake;

import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A mapping as text, to be compiled on the machine where it is used.
 *
 * @param name as its author knows it: a built-in one or a file
 * @param text its YAML; empty for the native form, which needs none
 */
public record MappingSource(String name, String text) implements Serializable {
  private static final String NATIVE = "waymark";

  /** The mappings that come with Waymark. */
  static final List<String> BUILT_IN = List.of(NATIVE, "segment");

  /** Returns all problems of a mapping that {@link #named} is to find; none when it can be used. */
  public static List<Problem> problems(String name) {
    try {
      MappingSource source = find(name);
      Problems problems = new Problems(name, source.text());
      if (!name.equals(NATIVE)) {
        MappingReader.read(source.text(), problems);
      }
      return problems.list();
    } catch (IOException e) {
      String message =
          "'"
              + name
              + "' is neither one of the mappings "
              + String.join(", ", BUILT_IN)
              + " nor a file that can be read";
      return List.of(new Problem(name, 1, 1, message, name));
    }
  }

  /** Returns a built-in mapping or the one in a file, which must have no {@link #problems}. */
  public static MappingSource named(String name) {
    try {
      return find(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles the mapping. */
  public CompiledMapping compile() {
    if (name.equals(NATIVE)) {
      return new CompiledMapping(new JsonFormat(), new NativeShaper());
    }
    Problems problems = new Problems(name, text);
    Mapping mapping =
        MappingReader.read(text, problems)
            .orElseThrow(
                () -> new IllegalArgumentException("mapping with problems: " + problems.list()));
    return new CompiledMapping(mapping.format(), new MappedShaper(mapping));
  }

  private static MappingSource find(String name) throws IOException {
    if (name.equals(NATIVE)) {
      return new MappingSource(name, "");
    }
    if (BUILT_IN.contains(name)) {
      try (InputStream in =
          MappingSource.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
        return new MappingSource(
            name, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return new MappingSource(name, Files.readString(Path.of(name)));
  }
}
