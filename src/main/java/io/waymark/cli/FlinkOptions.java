package io.waymark.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of benches that sets something of Flink. */
final class FlinkOptions {
  @Option(
      names = "--flink",
      paramLabel = "KEY=VALUE",
      description =
          "a setting of Flink, such as state.backend.rocksdb.use-bloom-filter=true, to see what it does; may be given several times")
  private Map<String, String> flink = new LinkedHashMap<>();

  Map<String, String> settings() {
    return flink;
  }
}
