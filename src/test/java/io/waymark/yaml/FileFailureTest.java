package io.waymark.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
  @TempDir private Path temp;

  @Test
  void putsTheUsualFailuresIntoWords() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    Path loop = Files.createSymbolicLink(temp.resolve("loop"), temp.resolve("loop"));

    assertThat(reading(temp.resolve("gone"))).isEqualTo("there is no such file or folder");
    assertThat(reading(temp)).isEqualTo("Is a directory");
    assertThat(reading(file.resolve("in-a-file"))).isEqualTo("Not a directory");
    assertThat(reading(loop)).startsWith("Too many levels of symbolic links");
    assertThat(FileFailure.reason(new AccessDeniedException("x"))).contains("may not");
    assertThat(FileFailure.reason(new FileSystemException("x", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileFailure.reason(new EOFException())).isEqualTo("EOF");
  }

  private static String reading(Path file) {
    return FileFailure.reason(
        catchThrowableOfType(IOException.class, () -> Files.readAllBytes(file)));
  }
}
