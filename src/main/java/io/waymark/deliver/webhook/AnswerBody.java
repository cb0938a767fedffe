package io.waymark.deliver.webhook;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** Reads an answer so far that its connection can be used again, and no farther. */
final class AnswerBody {
  static final int MOST_BYTES = 64 * 1024;
  private static final int CHUNK = 8 * 1024;

  private AnswerBody() {}

  /** Returns how many bytes were read; cuts the connection of an answer that is longer. */
  static int read(ClassicHttpResponse response, HttpPost post) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return 0;
    }
    InputStream in = entity.getContent();
    byte[] chunk = new byte[CHUNK];
    int total = 0;
    while (total < MOST_BYTES) {
      int read = in.read(chunk, 0, Math.min(CHUNK, MOST_BYTES - total));
      if (read < 0) {
        return total;
      }
      total += read;
    }
    // Closing it would read the rest.
    post.cancel();
    return total;
  }

  /** Gives the connection back, or closes it where it was cut. */
  static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // It was cut; the rest of the answer does not matter.
    }
  }
}
