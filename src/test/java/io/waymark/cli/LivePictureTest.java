package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePictureTest {
  private final StringWriter written = new StringWriter();

  @Test
  void isRedrawnInPlaceOnATerminal() {
    LivePicture picture = new LivePicture(new PrintWriter(written), true);

    picture.show(List.of("one", "two"));
    picture.show(List.of("three"));
    picture.show(List.of("four"));

    assertThat(written.toString())
        .isEqualToNormalizingNewlines("one\ntwo\n\u001b[2F\u001b[Jthree\n\u001b[1F\u001b[Jfour\n");
  }

  @Test
  void isWrittenAnewElsewhere() {
    LivePicture picture = new LivePicture(new PrintWriter(written), false);

    picture.show(List.of("one", "two"));
    picture.show(List.of("three"));

    assertThat(written.toString()).isEqualToNormalizingNewlines("one\ntwo\n\nthree\n");
  }
}
