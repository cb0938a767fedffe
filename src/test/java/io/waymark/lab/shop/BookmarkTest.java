package io.waymark.lab.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookmarkTest {
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Bookmark BOOKMARK =
      Bookmark.atStart(new Shop(-7, OPENED, Duration.ofDays(35)))
          .movedTo(OPENED.plusMillis(1234).toEpochMilli());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("shop");
  }

  @Test
  void readsWhatItWrote() throws Exception {
    BOOKMARK.write(file);

    assertThat(Bookmark.read(file)).contains(BOOKMARK);
  }

  @Test
  void replacesTheOlderOneAndLeavesNothingElse() throws Exception {
    Bookmark.atStart(BOOKMARK.shop()).write(file);
    BOOKMARK.write(file);

    assertThat(Bookmark.read(file)).contains(BOOKMARK);
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void isAbsentBeforeTheFirstRun() throws Exception {
    assertThat(Bookmark.read(file)).isEmpty();
  }

  @Test
  void saysWhatToDoWithAFileThatIsNone() throws Exception {
    Files.writeString(file, "seed=7\nopened=yesterday\n");

    assertThatThrownBy(() -> Bookmark.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not a bookmark of the shop; choose another --data folder");
  }
}
