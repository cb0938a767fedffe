package io.waymark.deliver.webhook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the heads of answers and refuses one that breaks off. HttpCore takes the end of a
 * connection for the end of the head, so that {@code HTTP/1.1 200} would be an acceptance, and so
 * would be the first bytes of a proxy that dies.
 */
final class WholeHeads extends DefaultHttpResponseParser {
  WholeHeads(Http1Config limits) {
    super(limits);
  }

  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream connection)
      throws IOException, HttpException {
    return super.parse(buffer, new Unended(connection));
  }

  /** A connection that must not end yet. */
  private static final class Unended extends FilterInputStream {
    Unended(InputStream connection) {
      super(connection);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int read = super.read(bytes, from, most);
      if (read < 0) {
        throw new ConnectionClosedException(
            "the connection ended before the head of an answer did");
      }
      return read;
    }
  }
}
