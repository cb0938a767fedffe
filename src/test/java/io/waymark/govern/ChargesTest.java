package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChargesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsKeptIsEnoughForEveryCapAndBounded(long seed) {
    Random random = new Random(seed);
    List<Cap> caps = new ArrayList<>();
    for (long rule = 0; rule < 5; rule++) {
      Names rules = new Names(Set.of(), Set.of(rule, rule + 1));
      Selector of = new Selector(Set.of(), Names.NONE, Names.NONE, rules, 0);
      caps.add(
          new Cap(1 + random.nextInt(20), new Cap.Span.Rolling(random.nextLong(9) * HOUR), of));
    }
    int bound = Charges.KEPT + caps.stream().mapToInt(Cap::most).sum();
    Charges kept = new Charges();
    List<Charge> all = new ArrayList<>();
    long now = 0;

    for (int i = 0; i < 3_000; i++) {
      now += random.nextLong(HOUR);
      Charge charge =
          new Charge(now, new Labels(random.nextLong(7), Signal.STALL, 50, 1, new long[0]));
      kept.note(charge, caps);
      all.add(charge);

      assertThat(kept.all()).hasSizeLessThanOrEqualTo(bound).endsWith(charge);
      for (Cap cap : caps) {
        long after = now - ((Cap.Span.Rolling) cap.span()).millis();
        long sent =
            all.stream()
                .filter(each -> each.millis() > after && cap.of().chooses(each.labels()))
                .count();
        assertThat(Math.min(cap.most(), kept.millisAfter(after, cap.of()).size()))
            .isEqualTo((int) Math.min(cap.most(), sent));
      }
    }
  }
}
