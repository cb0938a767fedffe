package io.waymark.job.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.stream.MapTally;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtaskClocksTest {
  private final SubtaskClocks clocks = new SubtaskClocks();

  @Test
  void areTheTimeOfTheSlowestOnceAllHaveToldTheirs() {
    clocks.note(tally(0, 2, 900));
    assertThat(clocks.millis()).isEmpty();

    clocks.note(tally(1, 2, 700));

    assertThat(clocks.millis()).hasValue(700);
  }

  @Test
  void forgetASubtaskThatIsGone() {
    clocks.note(tally(3, 4, 100));
    clocks.note(tally(0, 2, 900));
    clocks.note(tally(1, 2, 800));

    assertThat(clocks.millis()).hasValue(800);
  }

  private static MapTally tally(int subtask, int subtasks, long millis) {
    return new MapTally(subtask, subtasks, millis, List.of());
  }
}
