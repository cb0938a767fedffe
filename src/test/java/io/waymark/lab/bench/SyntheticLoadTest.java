package io.waymark.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyntheticLoadTest {
  private static final int CUSTOMERS = 1_000;

  private final List<Touchpoint> touchpoints = first(200_000).toList();

  @Test
  void isTheSameEachTime() {
    assertThat(first(200_000)).isEqualTo(touchpoints);
  }

  @Test
  void comesInOrderOfTime() {
    assertThat(touchpoints)
        .isSortedAccordingTo(Comparator.comparingLong(Touchpoint::timeMillis))
        .extracting(Touchpoint::id)
        .doesNotHaveDuplicates();
    assertThat(SyntheticLoad.before(SyntheticLoad.timeMillis(41))).isEqualTo(42);
  }

  @Test
  void hasAFewBusyCustomersAmongMany() {
    Map<String, Long> visits = count(Touchpoint::customer);

    List<Long> busiestFirst = visits.values().stream().sorted(Comparator.reverseOrder()).toList();
    long busiestHundredth = busiestFirst.stream().limit(CUSTOMERS / 100).mapToLong(n -> n).sum();
    assertThat(visits).hasSize(CUSTOMERS);
    assertThat(busiestHundredth).isBetween(16_000L, 24_000L);
  }

  @Test
  void hasEachTypeAndCategoryAboutEquallyOften() {
    assertThat(count(Touchpoint::type))
        .hasSize(40)
        .allSatisfy((type, often) -> assertThat(often).isBetween(4_500L, 5_500L));
    assertThat(count(touchpoint -> touchpoint.properties().get("category").toString()))
        .hasSize(SyntheticLoad.CATEGORIES)
        .allSatisfy((category, often) -> assertThat(often).isBetween(1_000L, 3_000L));
  }

  @Test
  void comesInVisits() {
    Touchpoint one = touchpoints.get(0);

    List<Touchpoint> visit =
        LongStream.range(0, SyntheticLoad.SESSION_LENGTH)
            .mapToObj(turn -> touchpoints.get((int) turn * SyntheticLoad.OPEN_SESSIONS))
            .toList();

    assertThat(visit).extracting(Touchpoint::customer).containsOnly(one.customer());
  }

  @Test
  void introducesEachCustomerOnceBeforeTheVisits() {
    SyntheticLoad load = SyntheticLoad.introduced(CUSTOMERS);

    assertThat(LongStream.range(0, CUSTOMERS).mapToObj(load::touchpoint))
        .extracting(Touchpoint::customer)
        .doesNotHaveDuplicates();
    assertThat(load.touchpoint(CUSTOMERS + 77L).customer())
        .isEqualTo(touchpoints.get(77).customer());
  }

  private static Stream<Touchpoint> first(long count) {
    SyntheticLoad load = SyntheticLoad.ofVisits(CUSTOMERS);
    return LongStream.range(0, count).mapToObj(load::touchpoint);
  }

  private Map<String, Long> count(Function<Touchpoint, String> of) {
    return touchpoints.stream().collect(Collectors.groupingBy(of, Collectors.counting()));
  }
}
