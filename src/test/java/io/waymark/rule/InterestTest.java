package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          event.properties.amount > 5.0                           | web  | true
          event.properties.amount > 5.0                           | none | true
          event.channel == "web"                                  | web  | true
          event.channel == "web"                                  | app  | false
          event.channel == "web"                                  | none | false
          event.channel in ["web", "7"]                           | 7    | true
          event.channel in ["web", "7"]                           | app  | false
          event.channel != "app"                                  | web  | true
          event.channel != "app"                                  | app  | false
          event.channel == "web" && event.properties.amount > 5.0 | app  | false
          """)
  void coversTheChannelsThatItsConditionAllows(
      String condition, @Nullable String channel, boolean covered) {
    Interest interest = interests(condition).get(0);

    assertThat(interest.covers("Paid", channel)).isEqualTo(covered);
    assertThat(interest.covers("Viewed", channel)).isFalse();
  }

  @Test
  void coversEveryChannelWhereTheChannelDoesNotDecide() {
    Interest interest =
        interests("event.channel == \"web\" || event.properties.amount > 5.0").get(0);

    assertThat(interest.covers("Paid", "app")).isTrue();
  }

  @Test
  void isOfStepsThatHaveToComeAndNotOfAbsences() {
    List<Interest> interests = interests("true");

    assertThat(interests).extracting(Interest::types).containsExactly(Types.of("Paid"));
  }

  private static List<Interest> interests(String condition) {
    String text =
        """
        rule: r
        title: t
        signal: advocacy
        owner: o
        status: live
        pattern:
          within: 1h
          steps:
            - paid: Paid
              where: '%s'
            - absent: Refunded
              for: 10m
        trigger:
          to: crm
          priority: 1
          cooldown: 1d
          expires: 1h
        """
            .formatted(condition);
    RuleReader.Result result = new RuleReader(Set.of()).read("r", text);
    assertThat(result).isInstanceOf(RuleReader.Result.Ok.class);
    return ((RuleReader.Result.Ok) result).rule().pattern().interests();
  }
}
