package io.waymark.lab.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What Flink is told besides what every measurement tells it. */
public final class Tuning {
  @Option(
      names = "--flink",
      paramLabel = "KEY=VALUE",
      description =
          "a setting of Flink, such as state.backend.rocksdb.use-bloom-filter=true, to see what it does; may be given several times")
  private Map<String, String> flink = new LinkedHashMap<>();

  Map<String, String> flink() {
    return flink;
  }
}
