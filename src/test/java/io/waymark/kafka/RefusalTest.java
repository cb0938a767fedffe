package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.settings.Connection;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static final Refusal REFUSAL =
      new Refusal(new Connection("broker:9092", Map.of()), "the job");

  @Test
  void advisesOnCredentials() {
    assertThat(REFUSAL.explain(asked(new SaslAuthenticationException("wrong password"))))
        .isEqualTo(
            "Kafka at broker:9092 does not accept the credentials of the job: wrong password; check"
                + " kafka.client.sasl.mechanism, and the user and the password in"
                + " kafka.client.sasl.jaas.config");
  }

  @Test
  void advisesOnTlsByItsRootCause() {
    assertThat(tls(new CertPathBuilderException("no path")))
        .isEqualTo(
            "Kafka at broker:9092 and the job do not agree on TLS: no path; set"
                + " kafka.client.ssl.truststore.location to the certificate of the authority that"
                + " signed the broker's");
    assertThat(tls(new CertificateException("no such name")))
        .endsWith(
            "no such name; set kafka.bootstrap to names that are in the broker's certificate");
    assertThat(tls(new IllegalStateException("closed")))
        .endsWith("closed; check kafka.client.security.protocol and kafka.client.ssl.*");
  }

  @Test
  void explainsAnyOtherRefusalWithOrWithoutItsWrapper() {
    TopicAuthorizationException forbidden = new TopicAuthorizationException("not on t");
    String explained =
        "Kafka at broker:9092 refuses the job: not on t; check kafka.client.* and the rights of its"
            + " user";

    assertThat(REFUSAL.explain(forbidden)).isEqualTo(explained);
    assertThat(REFUSAL.explain(asked(forbidden))).isEqualTo(explained);
  }

  @Test
  void saysWhatToDoAboutSilence() {
    assertThat(REFUSAL.explainSilence(" (60 s waited)"))
        .isEqualTo(
            "no Kafka broker answers at broker:9092 (60 s waited); start it, or set"
                + " kafka.bootstrap, or set kafka.client.security.protocol, now PLAINTEXT, to what"
                + " it listens with");
  }

  @Test
  void saysWhyNoClientCanBeMade() {
    assertThat(
            Refusal.explainNoClient(
                new KafkaException("failed", new IllegalArgumentException("no truststore"))))
        .isEqualTo(
            "no Kafka client can be made: no truststore; check kafka.bootstrap and what is set as"
                + " kafka.client.*");
  }

  @Test
  void isFinalWhereAskingAgainWouldNotHelp() {
    assertThat(Refusal.isFinal(asked(new SaslAuthenticationException("wrong")))).isTrue();
    assertThat(Refusal.isFinal(asked(new TopicAuthorizationException("not on t")))).isTrue();
    assertThat(Refusal.isFinal(asked(new TimeoutException("away")))).isFalse();
  }

  @Test
  void namesTheClassOfARootCauseWithoutAMessage() {
    assertThat(RootCause.message(new KafkaException("failed", new NullPointerException())))
        .isEqualTo("java.lang.NullPointerException");
  }

  private static String tls(Throwable cause) {
    return REFUSAL.explain(asked(new SslAuthenticationException("handshake failed", cause)));
  }

  private static ExecutionException asked(Throwable answer) {
    return new ExecutionException(answer);
  }
}
