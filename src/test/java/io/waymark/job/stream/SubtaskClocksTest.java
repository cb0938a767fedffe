package io.waymark.job.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubtaskClocksTest {
  private final SubtaskClocks clocks = new SubtaskClocks();

  @Test
  void areTheTimeOfTheSlowestOnceAllHaveToldTheirs() {
    clocks.note(0, 2, 900);
    assertThat(clocks.millis()).isEmpty();

    clocks.note(1, 2, 700);

    assertThat(clocks.millis()).hasValue(700);
  }

  @Test
  void forgetASubtaskThatIsGone() {
    clocks.note(3, 4, 100);
    clocks.note(0, 2, 900);
    clocks.note(1, 2, 800);

    assertThat(clocks.millis()).hasValue(800);
  }
}
