package io.waymark.deliver;

import java.util.List;

/** Destinations cannot be used on this machine; the message has a line for each problem. */
public final class UnusableDestinationsException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableDestinationsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
