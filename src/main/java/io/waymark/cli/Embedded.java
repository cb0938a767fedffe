package io.waymark.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class Embedded {
  Embedded(Path d, @Nullable Path r, int p, Map<String, String> s) {}

  int run() {
    return 1;
  }
}
