package io.waymark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenTest {
  @Test
  void namesAreThoseThatSavepointsKnow() throws Exception {
    Path list = Path.of(FrozenTest.class.getResource("/frozen.txt").toURI());

    List<String> known =
        Files.readAllLines(list).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(Arrays.stream(Frozen.values()).map(name -> name + " " + name.id()))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void noTwoNamesAreTheSame() {
    assertThat(Frozen.values()).extracting(Frozen::id).doesNotHaveDuplicates();
  }
}
