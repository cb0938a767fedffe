package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * The words for what Kafka, or its client, refuses: why, and what to do.
 *
 * @param asker what is refused, such as {@code the job}
 */
public record Refusal(Connection kafka, String asker) {
  /** Returns whether asking again would not help. */
  static boolean isFinal(ExecutionException failure) {
    return failure.getCause() instanceof AuthenticationException
        || failure.getCause() instanceof AuthorizationException;
  }

  /**
   * Explains a failure that a broker answered with; the one inside an {@code ExecutionException}.
   */
  public String explain(Throwable failure) {
    String broker = "Kafka at " + kafka.bootstrap();
    String reason = RootCause.message(failure);
    Throwable answer =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (answer instanceof SslAuthenticationException) {
      return broker
          + " and "
          + asker
          + " do not agree on TLS: "
          + reason
          + "; "
          + tlsAdvice(failure);
    }
    if (answer instanceof AuthenticationException) {
      return broker
          + " does not accept the credentials of "
          + asker
          + ": "
          + reason
          + "; check kafka.client.sasl.mechanism, and the user and the password in"
          + " kafka.client.sasl.jaas.config";
    }
    return broker
        + " refuses "
        + asker
        + ": "
        + reason
        + "; check kafka.client.* and the rights of its user";
  }

  /**
   * Explains that no broker answers.
   *
   * @param waited how long was waited for one, such as <code>" (60 s waited)"</code>; or empty
   */
  public String explainSilence(String waited) {
    return "no Kafka broker answers at "
        + kafka.bootstrap()
        + waited
        + "; start it, or set kafka.bootstrap, or set kafka.client.security.protocol, now "
        + kafka.client().getOrDefault("security.protocol", "PLAINTEXT")
        + ", to what it listens with";
  }

  /** Explains a failure of a request: that nobody answered it, or what the answer was. */
  public String explainFailed(Throwable failure) {
    Throwable answer =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return answer instanceof RetriableException ? explainSilence("") : explain(answer);
  }

  /** Explains why a client cannot be made. */
  public static String explainNoClient(KafkaException failure) {
    return "no Kafka client can be made: "
        + RootCause.message(failure)
        + "; check kafka.bootstrap and what is set as kafka.client.*";
  }

  private static String tlsAdvice(Throwable failure) {
    if (RootCause.causes(failure)
        .anyMatch(
            cause ->
                cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException)) {
      return "set kafka.client.ssl.truststore.location to the certificate of the authority that"
          + " signed the broker's";
    }
    if (RootCause.causes(failure).anyMatch(cause -> cause instanceof CertificateException)) {
      return "set kafka.bootstrap to names that are in the broker's certificate";
    }
    return "check kafka.client.security.protocol and kafka.client.ssl.*";
  }
}
