package io.waymark.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code waymark run} without files, as it was typed.
 *
 * @param data where all state lies
 * @param rules null for a folder inside {@code data}, which gets the bundled rules
 * @param policy null for a file inside {@code data}, which gets the bundled policy together with
 *     the bundled rules
 * @param set settings
 * @param beginAnew whether the job may start without the state in {@code data}
 * @param isDelivering whether triggers are delivered
 * @param isUntested whether rules are pushed, too, of which a test that they bring along fails
 * @param kafkaPort of the broker; null for the one of the last start
 */
record EmbeddedRequest(
    Path data,
    @Nullable Path rules,
    @Nullable String policy,
    int parallelism,
    Map<String, String> set,
    boolean beginAnew,
    boolean isDelivering,
    boolean isUntested,
    @Nullable Integer kafkaPort) {
  EmbeddedRequest {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }
}
