package io.waymark.job.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.DeadLetter.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeOrderTest {
  private static final long SMALL = 3_000;
  private static final PlaybackTime TIME =
      new PlaybackTime(10_000_000, Duration.ofMinutes(5), Duration.ofSeconds(1));

  @TempDir private Path temp;

  @Test
  void playsAFileInOrderAsItLies() throws IOException {
    Input input = file("in-order.jsonl", List.of(line(1, 5), "no json", line(2, 5), line(3, 6)));

    List<PlaybackPart> parts = order(SMALL, input);

    assertThat(parts).containsExactly(input.asItLies());
    assertThat(temp.resolve("sorted")).doesNotExist();
  }

  @Test
  void sortsByTimeAndKeepsTheOrderOfTheFileAtEqualTimes() throws IOException {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    List<long[]> expected = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      long time = random.nextInt(500);
      lines.add(line(i, time));
      expected.add(new long[] {time, i});
    }
    expected.sort(Comparator.comparingLong(each -> each[0]));
    Input input = file("shuffled.jsonl", lines);

    List<PlaybackPart> parts = order(SMALL, input);

    assertThat(parts).hasSizeBetween(2, 128);
    assertThat(positions(read(parts, 0)))
        .isEqualTo(expected.stream().map(each -> each[1]).toList());
  }

  @Test
  void givesTheSameWhateverFitsIntoMemory() throws IOException {
    Random random = new Random(12);
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      lines.add(random.nextInt(5) == 0 ? "no json" : line(i, random.nextInt(100)));
    }
    Input input = file("mixed.jsonl", lines);

    List<Long> inSmallRuns = positions(read(order(SMALL, input), 0));

    assertThat(inSmallRuns).hasSize(3_000).doesNotHaveDuplicates();
    assertThat(positions(read(order(1 << 30, input), 0))).isEqualTo(inSmallRuns);
  }

  @Test
  void letsAnInputWithoutATimeFollowTheTouchpointBeforeIt() throws IOException {
    Input input =
        file("letters.jsonl", List.of("first", line(2, 9), "after 9", line(4, 3), "after 3"));

    assertThat(positions(read(order(SMALL, input), 0))).containsExactly(1L, 4L, 5L, 2L, 3L);
  }

  @Test
  void continuesFromAnyPosition() throws IOException {
    Random random = new Random(13);
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      lines.add(line(i, random.nextInt(50)));
    }
    List<PlaybackPart> parts = new ArrayList<>(order(SMALL, file("a.jsonl", lines)));
    parts.add(file("b.jsonl", lines).asItLies());
    List<Long> whole = positions(read(parts, 0));

    for (int position : new int[] {0, 1, 499, 500, 999, 1000}) {
      assertThat(positions(read(parts, position))).isEqualTo(whole.subList(position, whole.size()));
    }
  }

  @Test
  void mergesFilesByTimeAndTheEarlierFileFirst() throws IOException {
    Input a = file("a.jsonl", List.of(line(1, 1), line(2, 5), line(3, 9)));
    Input b = file("b.jsonl", List.of(line(1, 5), line(2, 6), line(3, 20)));

    List<IntakeResult> merged = read(List.of(a.asItLies(), b.asItLies()), 0);

    assertThat(merged)
        .extracting(
            each ->
                Path.of(each.position().source()).getFileName() + " " + each.position().offset())
        .containsExactly(
            "a.jsonl 1", "a.jsonl 2", "b.jsonl 1", "b.jsonl 2", "a.jsonl 3", "b.jsonl 3");
  }

  @Test
  void callsALineLateByItsPositionAloneWhenItIsPlayedAsItLies() throws IOException {
    Input input = file("lying.jsonl", List.of(line(1, 10), line(2, 9), line(3, 8), line(4, 11)));

    List<IntakeResult> results = read(List.of(input.asItLies()), 0);

    assertThat(results.get(1)).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(results.get(2)).isInstanceOf(IntakeResult.Refused.class);
    assertThat(((IntakeResult.Refused) results.get(2)).letter().reason()).isEqualTo(Reason.LATE);
    assertThat(results.get(3)).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void deletesItsRuns() throws IOException {
    Input input = file("shuffled.jsonl", List.of(line(1, 3), line(2, 1)));

    try (TimeOrder order = new TimeOrder(temp.resolve("sorted"), TIME, SMALL, read -> {})) {
      order.order(input);
      assertThat(temp.resolve("sorted")).isNotEmptyDirectory();
    }

    assertThat(temp.resolve("sorted")).doesNotExist();
  }

  @Test
  void noticesARunThatWasCut() throws IOException {
    PlaybackPart run = order(SMALL, file("shuffled.jsonl", List.of(line(1, 3), line(2, 1)))).get(0);
    byte[] whole = Files.readAllBytes(Path.of(run.name()));
    Files.write(Path.of(run.name()), Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> read(List.of(run), 0)).hasRootCauseInstanceOf(EOFException.class);
  }

  private List<PlaybackPart> order(long runBytes, Input input) throws IOException {
    return new TimeOrder(temp.resolve("sorted"), TIME, runBytes, read -> {}).order(input);
  }

  private static List<IntakeResult> read(List<PlaybackPart> parts, long position) {
    return all(new PlaybackSplit(parts, TIME, position).getIterator());
  }

  private static List<IntakeResult> all(Iterator<IntakeResult> inputs) {
    List<IntakeResult> all = new ArrayList<>();
    inputs.forEachRemaining(all::add);
    return all;
  }

  private static List<Long> positions(List<IntakeResult> results) {
    return results.stream().map(each -> each.position().offset()).toList();
  }

  private Input file(String name, List<String> lines) throws IOException {
    return new Input(Files.write(temp.resolve(name), lines), MappingSource.named("waymark"));
  }

  private static String line(int number, long seconds) {
    return String.format(
        "{\"id\": \"%d\", \"customer\": \"c\", \"type\": \"t\", \"time\": %d}",
        number, seconds * 1_000);
  }
}
