package io.waymark.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProcessTest {
  @TempDir private Path folder;

  @Test
  void writesForItsOwnerOnlyAndTakesItsArgumentsAsTheyAre() throws Exception {
    String odd = "a $(b) \"c\" 'd' \\";
    ClusterProcess process =
        new ClusterProcess(
            "writer",
            List.of("/bin/sh", "-c", "printf %s \"$1\" > written; mkdir made; exit 3", "sh", odd),
            Map.of());

    int exit =
        process
            .process(ProcessBuilder.Redirect.DISCARD)
            .directory(folder.toFile())
            .start()
            .waitFor();

    assertThat(exit).isEqualTo(3);
    assertThat(folder.resolve("written")).hasContent(odd);
    assertThat(permissions("written")).isEqualTo("rw-------");
    assertThat(permissions("made")).isEqualTo("rwx------");
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
