package io.waymark.console.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Answers that many people ask for at the same time: each is made and compressed once, and given to
 * all who ask within two seconds, in which a cut of the map stays the same.
 */
final class SharedAnswers {
  private static final long FRESH_MILLIS = 2_000;

  /** The answers that are kept; the one asked for the longest ago makes room. */
  private static final int MOST = 64;

  /**
   * An answer.
   *
   * @param tag changes when the answer does
   * @param state of what it was made from, which makes it stale when it changes
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes that are written and never handed on.
  record Answer(String tag, long state, long madeMillis, byte[] json, byte[] gzip) {
    static Answer of(String tag, long state, long madeMillis, byte[] json) {
      return new Answer(tag, state, madeMillis, json, compressed(json));
    }
  }

  /** Makes an answer. */
  @FunctionalInterface
  interface Maker {
    Answer make() throws AnswerException;
  }

  private final Map<Object, Answer> answers = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * Returns a fresh answer, made by this caller where there is none.
   *
   * @param asked all that the answer depends on besides the state
   */
  synchronized Answer find(Object asked, long state, long nowMillis, Maker maker)
      throws AnswerException {
    Answer known = answers.get(asked);
    if (known != null
        && known.state() == state
        && Math.abs(nowMillis - known.madeMillis()) < FRESH_MILLIS) {
      return known;
    }
    Answer made = maker.make();
    answers.put(asked, made);
    if (answers.size() > MOST) {
      answers.remove(answers.keySet().iterator().next());
    }
    return made;
  }

  private static byte[] compressed(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
