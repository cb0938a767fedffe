package io.waymark.yaml;

import io.waymark.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The YAML texts of one kind that come with Waymark. Where one is named, a file may be named
 * instead.
 *
 * @param kind the folder of the texts, which is a plural, such as {@code lifecycles}
 * @param names of the texts; a jar cannot list its folders
 */
public record BundledTexts(String kind, List<String> names) {
  public BundledTexts {
    names = List.copyOf(names);
  }

  /** Returns the text that comes with Waymark under a name; empty for another name. */
  public Optional<String> bundled(String name) {
    if (!names.contains(name)) {
      return Optional.empty();
    }
    String path = "/" + kind + "/" + name + ".yaml";
    try (InputStream in = BundledTexts.class.getResourceAsStream(path)) {
      byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a bundled text or the one of a file.
   *
   * @throws IOException if it is neither bundled nor a file that can be read; the message says so
   */
  public String text(String nameOrFile) throws IOException {
    Optional<String> bundled = bundled(nameOrFile);
    if (bundled.isPresent()) {
      return bundled.get();
    }
    try {
      return TextFile.read(Path.of(nameOrFile));
    } catch (IOException | InvalidPathException e) {
      throw new IOException(
          "'"
              + nameOrFile
              + "' is neither one of the "
              + kind
              + " "
              + String.join(", ", names)
              + " nor a file that can be read: "
              + FileFailure.reason(e),
          e);
    }
  }

  /** Reads a text; what it returns is empty where it has problems, which it adds. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String text, Problems problems);
  }

  /**
   * Returns all problems that a reader finds in a bundled text or a file.
   *
   * @throws IOException if it is neither bundled nor a file that can be read; the message says so
   */
  public <T> List<Problem> problems(String nameOrFile, Reader<T> reader) throws IOException {
    String text = text(nameOrFile);
    Problems problems = new Problems(nameOrFile, text);
    reader.read(text, problems);
    return problems.list();
  }

  /** Reads a bundled text or a file, which must have no {@link #problems}. */
  public <T> T read(String nameOrFile, Reader<T> reader) {
    try {
      String text = text(nameOrFile);
      Problems problems = new Problems(nameOrFile, text);
      return reader
          .read(text, problems)
          .orElseThrow(
              () -> new IllegalArgumentException(nameOrFile + " has problems: " + problems.list()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
