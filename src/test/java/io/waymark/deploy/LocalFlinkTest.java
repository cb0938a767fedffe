package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.local.LocalFlink;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class LocalFlinkTest {
  private static final FlinkOptions OPTIONS = FlinkOptions.ofTheClassPath();
  private static final String ROCKSDB = "state.backend.rocksdb.";

  private final Configuration cluster = Deployed.flinkConf();
  private final Configuration local = LocalFlink.finite(2);

  @Test
  void tunesRocksDbAsTheClusterDoes() {
    Set<String> keys = tuning(local);

    assertThat(keys).isNotEmpty();
    assertThat(keys)
        .allSatisfy(
            key -> {
              ConfigOption<?> option = OPTIONS.find(key).orElseThrow();
              assertThat(local.get(option)).isEqualTo(cluster.get(option));
            });
  }

  private static Set<String> tuning(Configuration flink) {
    return flink.keySet().stream()
        .filter(key -> key.startsWith(ROCKSDB))
        .collect(Collectors.toSet());
  }
}
