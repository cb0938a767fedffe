package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a wrong call of {@code waymark map} is refused before Kafka is asked. */
class MapCommandTest {
  @TempDir private Path temp;
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhichWindowWasMeant() {
    assertThat(execute("--window", "weak")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("waymark: no window 'weak'; did you mean 'week'?\n");
  }

  @Test
  void saysWhichWindowsThereAre() {
    assertThat(execute("--window", "fortnight")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "waymark: no window 'fortnight'; there are hour, day, week, month, all\n");
  }

  @Test
  void doesNotFollowWhatIsOneDocument() {
    assertThat(execute("--json", "--live")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--json prints one cut");
  }

  @Test
  void saysThatToVerifyTakesTheFiles() {
    assertThat(execute("--verify")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--verify and --input go together");
  }

  @Test
  void saysThatAFileIsNoMap() throws Exception {
    Path file = Files.writeString(temp.resolve("map.json"), "{\"asOf\": 1}");

    assertThat(execute("--from", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "waymark: --from "
                + file
                + " is no journey-map.json of `waymark run`: records is missing\n");
  }

  @Test
  void saysThatNoClientCanBeMade() {
    assertThat(execute("--set", "kafka.bootstrap=no-such-host.invalid:9092")).isEqualTo(1);
    assertThat(err.toString()).startsWith("waymark: no Kafka client can be made: ");
  }

  private int execute(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "map";
    System.arraycopy(options, 0, args, 1, options.length);
    return Waymark.commandLine().setErr(new PrintWriter(err)).execute(args);
  }
}
