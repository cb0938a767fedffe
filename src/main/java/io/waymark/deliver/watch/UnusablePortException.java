package io.waymark.deliver.watch;

import io.waymark.kafka.RootCause;

/** The address for metrics and health cannot be listened on. */
public final class UnusablePortException extends Exception {
  private static final long serialVersionUID = 1;

  UnusablePortException(String host, int port, Throwable cause) {
    super(
        "cannot listen on "
            + host
            + ":"
            + port
            + ", where metrics and health are asked for: "
            + RootCause.message(cause)
            + "; set deliver.host and deliver.port, 0 for a free one",
        cause);
  }
}
