package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trigger carries the customer as they are at the match. */
class TriggerDataTest {
  private static final Rule SILENCE =
      RulesFromYaml.rule(
          "r",
          "live",
          "pattern: {steps: [{a: A}, {absent: B, for: 1h}]}",
          "{to: desk, data: {segment: customer.segment, stage: customer.stage,"
              + " country: customer.traits.country, sms: customer.consent.sms,"
              + " mail: customer.consent.mail}}");

  @Test
  void dataNamesSegmentStageTraitsAndConsentOfTheDeadline() {
    try (OneCustomer anna = new OneCustomer(SILENCE)) {
      anna.on("identify", "0m", "country", "DE", "orders", 1L)
          .on("A", "1m")
          .on("Open", "2m", "consent", Map.of("sms", true))
          .on("identify", "3m", "country", "AT", "orders", 2L)
          .restore()
          .untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::data)
          .containsExactly(
              Map.of("segment", "returning", "stage", "visitor", "country", "AT", "sms", true));
    }
  }

  @Test
  void aCustomerWhomNoSegmentTakesIsInOther() {
    try (OneCustomer anna = new OneCustomer(SILENCE)) {
      anna.on("A", "0m").untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::data)
          .containsExactly(Map.of("segment", "other"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhetherOnlyADeviceIsKnownThoughADeadlineCompletesTheMatch(boolean isAnonymous) {
    try (OneCustomer one = new OneCustomer(SILENCE).named("cookie-5")) {
      String anonymousId = isAnonymous ? "cookie-5" : "cookie-6";
      one.apply(new Touchpoint("t", "cookie-5", anonymousId, "A", null, 0, null, Map.of()))
          .restore()
          .untilTheEnd();

      assertThat(one.triggers()).extracting(Trigger::isAnonymous).containsExactly(isAnonymous);
    }
  }

  @Test
  void whatIsHeldKnowsWhetherTheCustomerIsAnonymous() {
    try (OneCustomer one = new OneCustomer(SILENCE).named("cookie-5")) {
      one.govern(
          "policy: p\nzone: {missing: UTC}\nquiet: {from: \"00:00\", to: \"02:00\", then: hold}\n");
      one.apply(new Touchpoint("t", "cookie-5", "cookie-5", "A", null, 0, null, Map.of()))
          .until("1h")
          .restore()
          .untilTheEnd();

      assertThat(one.triggers()).extracting(Trigger::isAnonymous).containsExactly(true);
    }
  }
}
