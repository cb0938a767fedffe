package io.waymark.deliver.webhook;

import io.waymark.deliver.address.ForbiddenAddressException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Puts the failure of a connection into words. */
final class FailureText {
  private static final int MOST = 200;

  private FailureText() {}

  static String of(IOException failure, String host) {
    String text = text(failure, host).replaceAll("[^ -~]", "?");
    return text.length() > MOST ? text.substring(0, MOST) : text;
  }

  private static String text(IOException failure, String host) {
    if (failure instanceof ForbiddenAddressException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof UnknownHostException) {
      return "the host " + host + " is not known";
    }
    if (failure instanceof ConnectTimeoutException) {
      return "no connection to " + host + " within 3 s";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof SSLException) {
      return "TLS with " + host + " failed: " + failure.getMessage();
    }
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
