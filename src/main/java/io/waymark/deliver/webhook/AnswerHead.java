package io.waymark.deliver.webhook;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** The status of an answer and the pause that it asks for. */
record AnswerHead(int status, String reason, long retryAfterMillis) {
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int MOST_REASON = 100;

  static AnswerHead of(ClassicHttpResponse response, long nowMillis) {
    int status = response.getCode();
    String phrase = response.getReasonPhrase();
    String text = phrase == null ? "" : " " + phrase.replaceAll("[^ -~]", "?");
    String reason = "HTTP " + status + text;
    Header retryAfter = response.getFirstHeader("Retry-After");
    return new AnswerHead(
        status,
        reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason,
        retryAfter == null ? 0 : pauseMillis(retryAfter.getValue(), nowMillis));
  }

  Answer answer(int bytes, long tookMillis) {
    String text = status / 100 == 3 ? reason + "; redirects are not followed" : reason;
    return new Answer(kind(), cause(), status, text, retryAfterMillis, bytes, tookMillis);
  }

  private Answer.Kind kind() {
    if (status / 100 == 2) {
      return Answer.Kind.DELIVERED;
    }
    return switch (status) {
      case GONE -> Answer.Kind.GONE;
      case TOO_MANY_REQUESTS, UNAVAILABLE -> Answer.Kind.BUSY;
      default -> Answer.Kind.FAILED;
    };
  }

  private Cause cause() {
    return switch (kind()) {
      case DELIVERED -> Cause.NONE;
      case GONE -> Cause.GONE;
      case BUSY -> Cause.BUSY;
      default ->
          switch (status / 100) {
            case 3 -> Cause.REDIRECT;
            case 4 -> Cause.REFUSED;
            case 5 -> Cause.ERROR;
            default -> Cause.BROKEN_ANSWER;
          };
    };
  }

  /** Returns the pause that {@code Retry-After} asks for, in either form; 0 for any other text. */
  static long pauseMillis(String text, long nowMillis) {
    String stripped = text.strip();
    if (stripped.matches("\\d{1,9}")) {
      return TimeUnit.SECONDS.toMillis(Long.parseLong(stripped));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(stripped));
      return Math.max(0, date.toEpochMilli() - nowMillis);
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
