package io.waymark.lab.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Shop SHOP = new Shop(7, OPENED, Shop.HISTORY);
  private static final int CUSTOMERS = 10_000;
  private static final List<Journey> JOURNEYS = journeys(SHOP, CUSTOMERS);

  @Test
  void tellsTheSameJourneysForTheSameSeed() {
    Shop again = new Shop(7, OPENED, Shop.HISTORY);

    assertThat(journeys(again, CUSTOMERS)).isEqualTo(JOURNEYS);
  }

  @Test
  void tellsOtherJourneysForAnotherSeed() {
    Shop other = new Shop(8, OPENED, Shop.HISTORY);

    assertThat(other.plan(0)).isNotEqualTo(SHOP.plan(0));
  }

  @Test
  void tellsEachJourneyInOrderOfTime() {
    assertThat(JOURNEYS)
        .allSatisfy(
            journey ->
                assertThat(journey.touchpoints())
                    .isSortedAccordingTo(Comparator.comparingLong(Touchpoint::timeMillis)));
  }

  @Test
  void mergesAllJourneysInOrderOfTimeAndLeavesNothingOut() {
    Crowd crowd = SHOP.touchpoints();
    List<Touchpoint> merged = new ArrayList<>();
    while (crowd.nextMillis() < OPENED.plusSeconds(60).toEpochMilli()) {
      merged.add(crowd.next());
    }

    Set<String> planned =
        JOURNEYS.stream()
            .flatMap(journey -> journey.touchpoints().stream())
            .filter(touchpoint -> touchpoint.timeMillis() < OPENED.plusSeconds(60).toEpochMilli())
            .map(Touchpoint::id)
            .collect(Collectors.toSet());

    assertThat(merged).isSortedAccordingTo(Comparator.comparingLong(Touchpoint::timeMillis));
    assertThat(merged).hasSameSizeAs(planned);
    assertThat(merged.stream().map(Touchpoint::id).collect(Collectors.toSet())).isEqualTo(planned);
  }

  @Test
  void goesOnFromAnyTimeAsIfItHadBeenToldFromTheStart() {
    Instant start = OPENED.minusSeconds(600);
    Crowd fromTheStart = SHOP.touchpoints();
    while (fromTheStart.nextMillis() < start.toEpochMilli()) {
      fromTheStart.next();
    }
    Crowd later = SHOP.touchpointsFrom(start);

    for (int i = 0; i < 5_000; i++) {
      assertThat(later.next()).isEqualTo(fromTheStart.next());
    }
  }

  @Test
  void hasAHistoryThatAJobReadsInSeconds() {
    Crowd crowd = SHOP.touchpoints();
    int history = 0;
    while (crowd.nextMillis() < OPENED.toEpochMilli()) {
      crowd.next();
      history++;
    }

    assertThat(history).isBetween(60_000, 120_000);
  }

  @Test
  void beginsWithHistoryAndGoesOnWithTwoCustomersASecond() {
    long day = Duration.ofDays(1).toMillis();
    long[] arrivals =
        JOURNEYS.stream().mapToLong(journey -> journey.touchpoints().get(0).timeMillis()).toArray();

    long opened = OPENED.toEpochMilli();
    assertThat(arrivals[0])
        .isBetween(opened - Shop.HISTORY.toMillis(), opened - Shop.HISTORY.toMillis() + day);
    assertThat(LongStream.of(arrivals).filter(at -> at >= opened && at < opened + 600_000).count())
        .isBetween(1199L, 1201L);
  }

  @Test
  void happensOnManyChannels() {
    assertThat(touchpoints())
        .extracting(Touchpoint::channel)
        .contains("web", "app", "email", "chat", "store", "phone", "social", "delivery");
  }

  @Test
  void tellsSentimentsThatWereMeasuredFromThoseThatWereInferred() {
    Map<Boolean, Set<String>> types =
        touchpoints()
            .filter(touchpoint -> touchpoint.sentiment() != null)
            .collect(
                Collectors.partitioningBy(
                    Touchpoint::sentimentInferred,
                    Collectors.mapping(Touchpoint::type, Collectors.toSet())));

    assertThat(types.get(false)).containsExactlyInAnyOrder("Product Reviewed", "Survey Answered");
    assertThat(types.get(true)).containsExactlyInAnyOrder("Chat Started", "Brand Mentioned");
  }

  @Test
  void knowsACustomerByOneIdBeforeAndAfterTheLogin() {
    assertThat(JOURNEYS)
        .allSatisfy(
            journey ->
                assertThat(journey.touchpoints())
                    .extracting(Touchpoint::customer)
                    .containsOnly(journey.touchpoints().get(0).customer()));
    assertThat(touchpoints()).anyMatch(touchpoint -> touchpoint.anonymousId() != null);
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheStoryOfEveryBundledRuleNowAndThen(RuleStory story) {
    long told =
        JOURNEYS.stream()
            .filter(journey -> story.completed(journey.touchpoints()).isPresent())
            .count();

    assertThat(told).isBetween(CUSTOMERS / 100L, CUSTOMERS / 5L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 42})
  void hasFrustrationAndAdvocacyToShowInTheFirstMinute(long seed) {
    Shop shop = new Shop(seed, OPENED, Duration.ofHours(2));

    assertThat(signalsOfTheFirstMinute(shop)).contains("frustration", "advocacy");
  }

  @Test
  void letsStallsComeDueInTheFirstHour() {
    Instant hourLater = OPENED.plusSeconds(3600);

    for (RuleStory story : RuleStory.values()) {
      if (story.signal.equals("stall")) {
        assertThat(completed(SHOP, story, hourLater)).as(story.name()).isPositive();
      }
    }
  }

  private static Set<String> signalsOfTheFirstMinute(Shop shop) {
    return Stream.of(RuleStory.values())
        .filter(story -> completed(shop, story, OPENED.plusSeconds(60)) > 0)
        .map(story -> story.signal)
        .collect(Collectors.toSet());
  }

  private static Stream<Touchpoint> touchpoints() {
    return JOURNEYS.stream().flatMap(journey -> journey.touchpoints().stream());
  }

  private static List<Journey> journeys(Shop shop, int customers) {
    return LongStream.range(0, customers).mapToObj(shop::plan).toList();
  }

  /** Counts the customers who complete the story between the opening and a time. */
  private static long completed(Shop shop, RuleStory story, Instant then) {
    return journeys(shop, CUSTOMERS).stream()
        .map(journey -> story.completed(journey.touchpoints()))
        .flatMap(Optional::stream)
        .filter(at -> at >= OPENED.toEpochMilli() && at < then.toEpochMilli())
        .count();
  }
}
