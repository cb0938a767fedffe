package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellNamesTest {
  private final CellNames names = new CellNames();

  @Test
  void areNotTooManyWhereEachStageHasAsManyTypesAsTheMapTellsApart() {
    for (String stage : new String[] {"awareness", "purchase"}) {
      for (int type = 0; type < CellBounds.MOST_TYPES; type++) {
        names.idOf(new Cell(stage, "web", "type " + type));
        names.idOf(new Cell(stage, "app", "type " + type));
      }
    }

    assertThat(names.areTooMany()).isFalse();
  }

  @Test
  void areTooManyFromTheFirstTypeThatTheMapCountsAsOther() {
    for (int type = 0; type < CellBounds.MOST_TYPES; type++) {
      names.idOf(new Cell("purchase", "web", "order " + type));
    }

    names.idOf(new Cell("purchase", "web", "one more"));

    assertThat(names.areTooMany()).isTrue();
  }

  @Test
  void areOneCellAndTooManyBeyondWhatIsKept() {
    for (int channel = 0; channel < CellNames.MOST; channel++) {
      names.idOf(new Cell("purchase", "web " + channel, "page"));
    }
    assertThat(names.areTooMany()).isFalse();

    long id = names.idOf(new Cell("purchase", "one more", "page"));

    assertThat(id).isEqualTo(Cell.otherOf("purchase").id());
    assertThat(names.areTooMany()).isTrue();
  }
}
