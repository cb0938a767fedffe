package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.MapCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journey map of days of the shop equals a recount of them, with its rules and its policy. */
class ShopMapIT {
  @TempDir private Path temp;
  private String days;

  @BeforeEach
  void keepTheShop() {
    days = temp.resolve("shop.jsonl.gz").toString();
    int code =
        Waymark.commandLine()
            .execute("shop", days, "--days", "9", "--until", "2026-03-10T00:00:00Z", "--seed", "3");

    assertThat(code).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void equalsARecount(int parallelism) throws Exception {
    check(days, PlayedMap.of(request(days, parallelism, Map.of(), false)));
  }

  @Test
  void equalsARecountThoughTouchpointsAreDisorderedWithinTheBound() throws Exception {
    List<Touchpoint> inOrder = PlayedMap.history(days + ":waymark", SettingsReader.with(Map.of()));
    Path disordered = Files.write(temp.resolve("disordered.jsonl"), PlayedMap.disordered(inOrder));
    Map<String, String> set = Map.of("job.disorder", PlayedMap.DISORDER.toMinutes() + "m");

    check(disordered.toString(), PlayedMap.of(request(disordered.toString(), 4, set, true)));
  }

  private PlaybackRequest request(
      String input, int parallelism, Map<String, String> set, boolean asIs) {
    return new PlaybackRequest(
        List.of(input),
        "waymark",
        null,
        "default",
        temp.resolve("out"),
        parallelism,
        set,
        asIs,
        false);
  }

  private static void check(String input, MapCut cut) throws Exception {
    Settings settings = SettingsReader.with(Map.of());
    List<Touchpoint> history = PlayedMap.history(input + ":waymark", settings);

    assertThat(history).hasSizeGreaterThan(20_000);
    assertThat(cut.records()).hasSizeGreaterThan(100);
    assertThat(MapVerification.differences(cut, history, settings)).isEmpty();
  }
}
