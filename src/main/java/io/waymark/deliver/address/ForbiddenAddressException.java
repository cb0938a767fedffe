package io.waymark.deliver.address;

import java.net.UnknownHostException;

/** A host has an address that must not be connected to; the message says which and why. */
public final class ForbiddenAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1;

  ForbiddenAddressException(String message) {
    super(message);
  }
}
