package io.waymark.cli;

import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.sink.FileSinks;
import io.waymark.model.Touchpoint;
import io.waymark.settings.Settings;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.TouchpointDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The map of a playback, and the touchpoints that it is drawn from. */
final class PlayedMap {
  /** The bound within which inputs are disordered. */
  static final Duration DISORDER = Duration.ofMinutes(10);

  private PlayedMap() {}

  /** Plays an input and returns the map at its end. */
  static MapCut of(PlaybackRequest request) throws Exception {
    new Playback(request, System.currentTimeMillis()).play();
    byte[] document = Files.readAllBytes(request.out().resolve(FileSinks.MAP_DOCUMENT));
    return MapCutDocument.read(document).orElseThrow();
  }

  /** Returns the touchpoints of an input as they are applied, in the order of the file. */
  static List<Touchpoint> history(String input, Settings settings) throws Exception {
    StartProblems problems = new StartProblems();
    List<Input> inputs = PlaybackInputs.find(List.of(input), "", problems, "");
    problems.refuseAny();
    return InputHistory.of(inputs, settings.future(), System.currentTimeMillis());
  }

  /** Returns touchpoints as lines, none further behind the latest than the bound. */
  static List<String> disordered(List<Touchpoint> history) {
    Random random = new Random(1);
    Map<Touchpoint, Long> turns = new IdentityHashMap<>();
    history.forEach(
        each -> turns.put(each, each.timeMillis() + random.nextLong(DISORDER.toMillis())));
    List<Touchpoint> disordered = new ArrayList<>(history);
    disordered.sort(Comparator.comparing(turns::get));
    return disordered.stream()
        .map(each -> new String(TouchpointDocument.INSTANCE.write(each), StandardCharsets.UTF_8))
        .toList();
  }
}
