package io.waymark.lab.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to Flink's web interface in this process, which is there to be looked at by whoever
 * sits at this machine.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param host the header {@code Host}
 * @param origin the header {@code Origin}, which browsers add where a page of another site asks
 * @param site the header {@code Sec-Fetch-Site}, by which browsers say who asks
 */
record WebRequest(
    String method,
    String path,
    @Nullable String host,
    @Nullable String origin,
    @Nullable String site) {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");

  private static final List<String> READING = List.of("GET", "HEAD");

  /** The beginning of the last part of paths that end a job although they are only read. */
  private static final String ENDING = "/yarn-";

  /**
   * Returns why the request is refused; empty if it is not.
   *
   * <p>A page in a browser may send requests to this machine: as another site, which {@code Origin}
   * and {@code Sec-Fetch-Site} show, or under a name of its own that it lets point here (DNS
   * rebinding), which {@code Host} shows.
   */
  Optional<String> refusal() {
    if (host == null || !THIS_MACHINE.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      return Optional.of("the web interface answers on localhost and 127.0.0.1 only");
    }
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return Optional.of("the web interface answers no pages of other sites");
    }
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return Optional.of("the web interface answers no pages of other sites");
    }
    if (!READING.contains(method)
        || !path.startsWith("/")
        || path.toLowerCase(Locale.ROOT).contains(ENDING)) {
      return Optional.of(
          "the web interface of this process only shows; Ctrl-C stops the job, and a cluster"
              + " (`waymark cluster`) takes commands");
    }
    return Optional.empty();
  }
}
