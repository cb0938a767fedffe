package io.waymark.deliver.webhook;

import io.waymark.deliver.address.ForbiddenAddressException;
import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Puts the failure of a connection into words. */
final class FailureText {
  private static final int MOST = 200;
  private static final int MOST_CAUSES = 10;

  private FailureText() {}

  static Answer answer(IOException failure, String host, long tookMillis) {
    String text = text(failure, host).replaceAll("[^ -~]", "?");
    return Answer.failed(
        cause(failure), text.length() > MOST ? text.substring(0, MOST) : text, tookMillis);
  }

  private static Cause cause(IOException failure) {
    if (failure instanceof ForbiddenAddressException) {
      return Cause.FORBIDDEN_ADDRESS;
    }
    if (failure instanceof UnknownHostException) {
      return Cause.UNKNOWN_HOST;
    }
    if (failure instanceof ConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof NoRouteToHostException) {
      return Cause.NO_CONNECTION;
    }
    if (failure instanceof SocketTimeoutException) {
      return Cause.NO_ANSWER;
    }
    return failure instanceof SSLException ? Cause.TLS : Cause.BROKEN_ANSWER;
  }

  private static String text(IOException failure, String host) {
    return switch (cause(failure)) {
      case FORBIDDEN_ADDRESS -> String.valueOf(failure.getMessage());
      case UNKNOWN_HOST -> "the host " + host + " is not known";
      case NO_CONNECTION ->
          failure instanceof ConnectTimeoutException
              ? "no connection to " + host + " within 3 s"
              : "no connection to " + host + ": " + failure.getMessage();
      case NO_ANSWER -> "no answer in time";
      case TLS -> tls((SSLException) failure, host);
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }

  private static String tls(SSLException failure, String host) {
    if (isCausedBy(failure, CertificateExpiredException.class)) {
      return "the certificate of " + host + " has expired";
    }
    if (isCausedBy(failure, CertificateNotYetValidException.class)) {
      return "the certificate of " + host + " is not valid yet";
    }
    if (isCausedBy(failure, CertPathBuilderException.class)) {
      return "the certificate of " + host + " is signed by nobody that this Java trusts";
    }
    if (failure instanceof SSLPeerUnverifiedException
        || String.valueOf(failure.getMessage()).contains("No subject alternative")
        || String.valueOf(failure.getMessage()).contains("No name matching")) {
      return "the certificate of " + host + " is for another host";
    }
    return "TLS with " + host + " failed: " + failure.getMessage();
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
    Throwable each = failure;
    for (int i = 0; i < MOST_CAUSES && each != null; i++) {
      if (kind.isInstance(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
