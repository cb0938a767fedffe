package io.waymark.lab.cluster;

import io.waymark.cli.JobUnderTest;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.Patience;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
import io.waymark.recount.MapDifferences;
import io.waymark.recount.Recount;
import io.waymark.wire.CutReader;
import io.waymark.wire.MapCut;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The journey map that a job has published, held against a recount of its touchpoints. */
final class MapOnTopic {
  private static final Patience PATIENCE = Patience.of(Duration.ofMinutes(2));

  /** A job publishes every 2 s what has changed. */
  private static final Duration LONGER_THAN_BETWEEN_CUTS = Duration.ofSeconds(5);

  private MapOnTopic() {}

  /**
   * Waits until the event time of the map stands still.
   *
   * @param history all touchpoints that the job was sent; those after the event time of the map do
   *     not count
   * @return where map and recount differ
   */
  static List<String> differences(JobUnderTest job, List<Touchpoint> history) throws Exception {
    PATIENCE.await(
        "the map stands still",
        () -> {
          long before = newest(job).asOfMillis();
          TimeUnit.MILLISECONDS.sleep(LONGER_THAN_BETWEEN_CUTS.toMillis());
          return newest(job).asOfMillis() == before;
        });
    MapCut cut = newest(job);
    List<MapRecord> map = new ArrayList<>(cut.records());
    map.add(MapRecord.closing(cut.asOfMillis(), new CutFigures(map.size())));
    List<Touchpoint> inOrder =
        history.stream().sorted(Comparator.comparingLong(Touchpoint::timeMillis)).toList();
    return MapDifferences.of(
        map,
        Recount.like(
            map, inOrder, LifecycleReader.named("commerce"), SegmentsReader.named("default")));
  }

  private static MapCut newest(JobUnderTest job) throws Exception {
    CutReader reader = new CutReader();
    for (Read read : job.readAll(Topics.JOURNEY_MAP)) {
      byte[] json = read.json().toString().getBytes(StandardCharsets.UTF_8);
      reader.add(Topics.JOURNEY_MAP.document().read(json));
    }
    return reader.cut().orElseThrow();
  }
}
