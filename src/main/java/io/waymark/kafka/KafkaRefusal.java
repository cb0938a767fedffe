package io.waymark.kafka;

import io.waymark.settings.Settings;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Says in words why Kafka, or its client, refuses, and what to do. */
final class KafkaRefusal {
  private KafkaRefusal() {}

  /** Whether asking again would not help. */
  static boolean isFinal(ExecutionException failure) {
    return failure.getCause() instanceof AuthenticationException
        || failure.getCause() instanceof AuthorizationException;
  }

  static String words(ExecutionException failure, Settings settings) {
    String kafka = "Kafka at " + settings.kafka().bootstrap();
    String reason = reason(failure);
    if (failure.getCause() instanceof SslAuthenticationException) {
      return kafka + " and the job do not agree on TLS: " + reason + "; " + tlsAdvice(failure);
    }
    if (failure.getCause() instanceof AuthenticationException) {
      return kafka
          + " does not accept the job's credentials: "
          + reason
          + "; check kafka.client.sasl.mechanism, and the user and the password in"
          + " kafka.client.sasl.jaas.config";
    }
    return kafka + " refuses: " + reason;
  }

  /** Of a client that cannot be made. */
  static String words(KafkaException failure) {
    return "no Kafka client can be made: "
        + reason(failure)
        + "; check what is set as kafka.client.*";
  }

  private static String tlsAdvice(Throwable failure) {
    if (causes(failure)
        .anyMatch(
            cause ->
                cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException)) {
      return "set kafka.client.ssl.truststore.location to the certificate of who signed the"
          + " broker's";
    }
    if (causes(failure).anyMatch(cause -> cause instanceof CertificateException)) {
      return "set kafka.bootstrap to names that are in the broker's certificate";
    }
    return "check kafka.client.security.protocol and kafka.client.ssl.*";
  }

  /** The innermost says it best: what is around it only says that something failed. */
  private static String reason(Throwable failure) {
    Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
