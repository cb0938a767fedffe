package io.waymark.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of documents that wait, in memory and on disk. */
class WaitingLinesTest {
  private static final int LINES = 20_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 100_000, Long.MAX_VALUE})
  void givesLinesInOrderWhateverFitsIntoMemory(long mostBytes) throws IOException {
    List<WaitingLine> lines = lines(new Random(11), mostBytes == 1 ? 500 : LINES);
    List<WaitingLine> polled = new ArrayList<>();
    try (WaitingLines waiting = new WaitingLines(folder, mostBytes)) {
      for (WaitingLine line : lines) {
        waiting.add(line);
      }
      pollBefore(waiting, Long.MAX_VALUE, polled);
    }

    assertThat(texts(polled)).isEqualTo(texts(lines.stream().sorted().toList()));
    assertThat(files()).isEmpty();
  }

  @Test
  void givesOnlyWhatIsBeforeAWatermarkAlsoFromDisk() throws IOException {
    List<WaitingLine> lines = lines(new Random(12), LINES);
    List<WaitingLine> polled = new ArrayList<>();
    List<WaitingLine> expected = new ArrayList<>();
    try (WaitingLines waiting = new WaitingLines(folder, 50_000)) {
      List<WaitingLine> left = new ArrayList<>();
      boolean spilled = false;
      for (int i = 0; i < LINES; i++) {
        waiting.add(lines.get(i));
        spilled |= waiting.runs() > 0;
        left.add(lines.get(i));
        if (i % 1_000 == 999) {
          long mark = i / 40;
          pollBefore(waiting, mark, polled);
          left.stream().filter(line -> line.timeMillis() < mark).sorted().forEach(expected::add);
          left.removeIf(line -> line.timeMillis() < mark);
          assertThat(texts(polled)).isEqualTo(texts(expected));
        }
      }
      assertThat(spilled).isTrue();
      assertThat(polled).hasSizeGreaterThan(1_000);
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void opensFewFilesAtOnce() throws IOException {
    try (WaitingLines waiting = new WaitingLines(folder, 1)) {
      for (WaitingLine line : lines(new Random(13), 1_000)) {
        waiting.add(line);
        assertThat(waiting.runs()).isBetween(1, 64);
      }
    }
  }

  private static void pollBefore(WaitingLines waiting, long millis, List<WaitingLine> into)
      throws IOException {
    for (WaitingLine line = waiting.pollBefore(millis);
        line != null;
        line = waiting.pollBefore(millis)) {
      into.add(line);
    }
  }

  private static List<WaitingLine> lines(Random random, int number) {
    List<WaitingLine> lines = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      long timeMillis = random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextInt(1_000);
      byte[] document = ("{\"n\": " + i + "}").getBytes(StandardCharsets.UTF_8);
      lines.add(new WaitingLine(timeMillis, "Gr\u00f6\u00dfe " + random.nextInt(5), i, document));
    }
    return lines;
  }

  private static List<String> texts(List<WaitingLine> lines) {
    return lines.stream()
        .map(
            line ->
                line.timeMillis()
                    + " "
                    + line.key()
                    + " "
                    + line.number()
                    + " "
                    + new String(line.document(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
