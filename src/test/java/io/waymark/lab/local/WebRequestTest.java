package io.waymark.lab.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebRequestTest {
  private static final String JOB = "/jobs/0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "LOCALHOST", "127.0.0.1:18081", "[::1]:8081"})
  void answersThisMachine(String host) {
    assertThat(read(host, null, null)).isTrue();
    assertThat(read(host, "http://" + host, "same-origin")).isTrue();
    assertThat(read(host, null, "none")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8081",
        "192.168.0.7:8081",
        "localhost:8081@evil.example",
        ""
      })
  void refusesAHostOfAnotherName(String host) {
    assertThat(read(host, null, null)).isFalse();
  }

  @Test
  void refusesARequestWithoutAHost() {
    assertThat(read(null, null, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://localhost:8081",
        "http://localhost:3000",
        "http://localhost:8081.evil.example",
        "null",
        ""
      })
  void refusesAPageOfAnotherOrigin(String origin) {
    assertThat(read("localhost:8081", origin, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void refusesWhatABrowserSaysComesFromAnotherSite(String site) {
    assertThat(read("localhost:8081", null, site)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
  void refusesWhateverDoesMoreThanRead(String method) {
    assertThat(new WebRequest(method, JOB, "localhost:8081", null, null).refusal()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JOB + "/yarn-cancel",
        JOB + "/yarn-stop",
        "/v1" + JOB + "/YARN-cancel/",
        "http://localhost" + JOB + "/yarn-cancel",
        "http://localhost/overview",
        "*"
      })
  void refusesPathsThatDoMoreThanRead(String path) {
    assertThat(new WebRequest("GET", path, "localhost:8081", null, null).refusal()).isPresent();
  }

  private static boolean read(
      @Nullable String host, @Nullable String origin, @Nullable String site) {
    return new WebRequest("GET", JOB, host, origin, site).refusal().isEmpty();
  }
}
