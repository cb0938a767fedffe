package io.waymark.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Answer.Kind;
import io.waymark.deliver.lane.Clocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCarrierTest {
  private static final Clocks CLOCKS = Clocks.of(Clock.systemUTC());
  private static final String LONG =
      new String(DeliveryParts.trigger("a-trigger-with-a-rather-long-id"), UTF_8);
  private static final String SHORT = new String(DeliveryParts.trigger("t"), UTF_8);

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("triggers.jsonl");
  }

  @Test
  void aLineThatFailsLeavesNothingBehindAShorterOne() throws Exception {
    TearingChannel disk = new TearingChannel(FileChannel.open(file, READ, WRITE, CREATE));
    try (FileCarrier carrier = new FileCarrier(disk, CLOCKS)) {
      assertThat(carry(carrier, SHORT).kind()).isEqualTo(Kind.DELIVERED);

      disk.full(true);
      assertThat(carry(carrier, LONG).cause()).isEqualTo(Cause.FILE);
      assertThat(carry(carrier, LONG).reason()).contains("No space left");
      disk.full(false);
      assertThat(carry(carrier, SHORT).kind()).isEqualTo(Kind.DELIVERED);
    }

    assertThat(Files.readAllLines(file)).containsExactly(SHORT, SHORT);
  }

  @Test
  void aLineThatFailsLeavesNothingAtTheEnd() throws Exception {
    TearingChannel disk = new TearingChannel(FileChannel.open(file, READ, WRITE, CREATE));
    try (FileCarrier carrier = new FileCarrier(disk, CLOCKS)) {
      carry(carrier, SHORT);
      disk.full(true);
      carry(carrier, LONG);
    }

    assertThat(Files.readString(file)).isEqualTo(SHORT + "\n");
  }

  @Test
  void writesBehindWhatIsThereAndAtTheBeginningOfAFileThatWasEmptied() throws Exception {
    Files.writeString(file, "an earlier line\n");
    try (FileCarrier carrier = FileCarrier.open(file, CLOCKS)) {
      carry(carrier, SHORT);
      assertThat(Files.readAllLines(file)).containsExactly("an earlier line", SHORT);

      Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      carry(carrier, LONG);
      assertThat(Files.readAllLines(file)).containsExactly(LONG);
    }
  }

  @Test
  void writesNothingWhenTheTriggerHasExpired() throws Exception {
    try (FileCarrier carrier = FileCarrier.open(file, CLOCKS)) {
      var answer = carrier.carry(TriggerText.read(SHORT.getBytes(UTF_8)), CLOCKS.wallMillis());

      assertThat(answer.kind()).isEqualTo(Kind.NOT_SENT);
      assertThat(answer.reason()).isEqualTo("there was no time left");
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void refusesAFileThatThisProcessWritesAlready() throws Exception {
    try (FileCarrier first = FileCarrier.open(file, CLOCKS)) {
      assertRefused();
      assertThat(carry(first, SHORT).kind()).isEqualTo(Kind.DELIVERED);
    }
    FileCarrier.open(file, CLOCKS).close();
  }

  @Test
  void refusesAFileThatAnotherProcessWrites() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FileCarrierTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("writes");
      assertRefused();
    } finally {
      other.destroyForcibly().waitFor();
    }
    FileCarrier.open(file, CLOCKS).close();
  }

  /** Writes a file until it is killed. */
  public static void main(String[] args) throws Exception {
    try (FileCarrier carrier = FileCarrier.open(Path.of(args[0]), CLOCKS)) {
      System.out.println("writes");
      while (System.in.read() >= 0) {
        carry(carrier, SHORT);
      }
    }
  }

  private void assertRefused() {
    assertThatThrownBy(() -> FileCarrier.open(file, CLOCKS))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the file "
                + file
                + " is written by another process or destination; give each a file of its own");
  }

  private static Answer carry(FileCarrier carrier, String trigger) throws Exception {
    return carrier.carry(TriggerText.read(trigger.getBytes(UTF_8)), Long.MAX_VALUE);
  }
}
