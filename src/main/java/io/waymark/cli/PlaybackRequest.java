package io.waymark.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code waymark run --input}, as it was typed.
 *
 * @param inputs {@code FILE} or {@code FILE:MAPPING} each
 * @param mapping of inputs that name none
 * @param rules null for the bundled ones
 * @param policy its file, or the name of a bundled one; null for none
 * @param set settings
 * @param asIs whether files are played as they lie instead of in order of time
 * @param overwrite whether {@code out} may hold results already
 */
record PlaybackRequest(
    List<String> inputs,
    String mapping,
    @Nullable Path rules,
    @Nullable String policy,
    Path out,
    int parallelism,
    Map<String, String> set,
    boolean asIs,
    boolean overwrite) {
  PlaybackRequest {
    inputs = List.copyOf(inputs);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }
}
