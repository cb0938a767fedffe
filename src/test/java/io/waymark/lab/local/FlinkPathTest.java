package io.waymark.lab.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkPathTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with blank", "Größe", "50%", "a+b"})
  void isTheFolderThatFlinkFinds(String name) throws Exception {
    Path file = Files.createDirectories(folder.resolve(name));
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(FlinkPath.of(file));

    FileSystem files = FileSystem.get(path.toUri());

    assertThat(files.exists(path)).isTrue();
    assertThat(files.exists(new org.apache.flink.core.fs.Path(path, "other"))).isFalse();
  }
}
