package io.waymark.kafka;

import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;

/** The failure that others are wrapped around. Its message says best what happened. */
public final class RootCause {
  private RootCause() {}

  public static Throwable of(Throwable failure) {
    return causes(failure).reduce(failure, (outer, inner) -> inner);
  }

  /** Returns the message of the root cause, or its class where it has none. */
  public static String message(Throwable failure) {
    Throwable root = of(failure);
    if (root instanceof UnresolvedAddressException) {
      return "no host of this name is known";
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** Returns a failure and its causes from the outside to the inside. */
  static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
