package io.waymark.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  @TempDir private Path folder;

  @Test
  void createsFoldersAndFilesForTheirOwner() throws IOException {
    Path inner = OwnerOnly.folder(folder.resolve("a/b"));
    Path file = OwnerOnly.file(inner.resolve("pid"));

    assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(inner)).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void leavesWhatIsThereAsItIs() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Path file = Files.writeString(open.resolve("file"), "kept");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    OwnerOnly.folder(open);
    OwnerOnly.file(file);

    assertThat(permissions(open)).isEqualTo("rwxr-xr-x");
    assertThat(file).hasContent("kept");
  }

  @Test
  void closesAFolder() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    OwnerOnly.close(open);

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
