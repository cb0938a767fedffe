package io.waymark.console.api;

import java.time.Duration;
import java.util.Optional;

/** The request for a preview: of a text, over the last days that are kept. One runs at a time. */
final class PreviewTurn {
  private static final int MOST_DAYS = 30;

  /** A preview, which is empty while another one runs. */
  @FunctionalInterface
  interface Previewing<T> {
    Optional<T> preview(String text, Duration window, long newestMillis) throws Exception;
  }

  private PreviewTurn() {}

  /**
   * Runs the preview that a call asks for.
   *
   * @param lacking the records that are needed and of which none is kept, such as {@code decision}
   * @param cure how to come by them
   */
  static <T> T run(Call call, ApiParts parts, String lacking, String cure, Previewing<T> previewing)
      throws Exception {
    Long newestDay = parts.store().state().newestDay();
    if (newestDay == null) {
      throw new AnswerException(
          409, "There is nothing to play", "no " + lacking + " is kept", null, cure);
    }
    long endOfDay = (newestDay + 1) * Duration.ofDays(1).toMillis() - 1;
    return previewing
        .preview(
            call.text("text"),
            Duration.ofDays(call.number("days", 1, MOST_DAYS)),
            Math.min(parts.clock().millis(), endOfDay))
        .orElseThrow(
            () ->
                new AnswerException(
                    429,
                    "Another preview runs",
                    "one preview runs at a time",
                    null,
                    "try again in some seconds"));
  }
}
