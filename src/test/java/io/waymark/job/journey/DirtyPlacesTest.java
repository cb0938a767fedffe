package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class DirtyPlacesTest {
  /** Compares with a list that is searched. */
  @RepeatedTest(20)
  void keepsTheOrderInWhichPlacesBecameDirty(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int places = 1 + random.nextInt(8);
    DirtyPlaces dirty = new DirtyPlaces(places);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Integer place = random.nextInt(places);
      assertThat(dirty.contains(place)).isEqualTo(expected.contains(place));
      if (expected.remove(place)) {
        dirty.remove(place);
      } else {
        dirty.add(place);
        expected.add(place);
      }
      assertThat(dirty.size()).isEqualTo(expected.size());
      assertThat(dirty.first()).isEqualTo(expected.isEmpty() ? DirtyPlaces.NONE : expected.get(0));
    }
  }
}
