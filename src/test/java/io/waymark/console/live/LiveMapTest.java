package io.waymark.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveMapTest {
  private static final SegmentFigures NOTHING = new SegmentFigures(List.of(), Map.of(), List.of());

  private final LiveMap map = new LiveMap();

  @Test
  void showsWholeCutsOnly() {
    map.add(MapRecord.ofSegment("all", 1, NOTHING));

    assertThat(map.show()).isEmpty();
    assertThat(map.cut()).isEmpty();

    map.add(MapRecord.closing(2, new CutFigures(1)));

    assertThat(map.show()).hasValueSatisfying(cut -> assertThat(cut.asOfMillis()).isEqualTo(2));
    assertThat(map.cut()).isPresent();
    assertThat(map.show()).as("it is shown already").isEmpty();
  }

  @Test
  void keepsTheCutWhileTheNextOneComes() {
    map.add(MapRecord.closing(2, new CutFigures(0)));
    boolean isShown = map.show().isPresent();
    map.add(MapRecord.ofSegment("all", 3, NOTHING));

    assertThat(isShown).isTrue();
    assertThat(map.show()).isEmpty();
    assertThat(map.cut().orElseThrow().records()).isEmpty();
  }
}
