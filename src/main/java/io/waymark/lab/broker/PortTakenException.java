package io.waymark.lab.broker;

import java.io.IOException;
import java.net.BindException;

/** Another process listens on the port; the message tells a person what to do. */
public final class PortTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String host, int port, BindException cause) {
    super(
        "port " + port + " on " + host + " is taken; stop what listens there or choose another",
        cause);
  }
}
