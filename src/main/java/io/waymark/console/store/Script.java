package io.waymark.console.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** A file of SQL beside this class. */
final class Script {
  private final List<String> statements;

  private Script(List<String> statements) {
    this.statements = statements;
  }

  static Script of(String name) {
    try (InputStream file = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
      String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String code = sql.replaceAll("(?m)^--.*$", "");
      return new Script(
          Stream.of(code.split(";", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the class path has " + name, e);
    }
  }

  void run(Handle handle, Product product, String day) {
    for (String statement : statements) {
      handle.execute(statement.replace("${text}", product.text()).replace("${day}", day));
    }
  }

  /** Returns the names of the tables that it makes. */
  List<String> tables(String day) {
    return statements.stream()
        .filter(statement -> statement.startsWith("CREATE TABLE "))
        .map(statement -> statement.split("\\s+", -1)[2].replace("${day}", day))
        .toList();
  }
}
