package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Digest;
import io.waymark.model.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final Labels PROMOTER = labels("promoter", Signal.ADVOCACY, 40, "mail", "a", "b");

  @Test
  void allChoosesEveryTriggerAndNoneChoosesNone() {
    Labels least = labels("r", Signal.STALL, 0, "x");
    Labels most = labels("r", Signal.STALL, 100, "x");

    assertThat(Selector.ALL.chooses(least)).isTrue();
    assertThat(Selector.NONE.chooses(most)).isFalse();
  }

  @Test
  void anyValueOfAKeyWillDoAndEveryKeyMustHold() {
    Selector selector =
        new Selector(
            Set.of(Signal.ADVOCACY, Signal.STALL),
            Names.of(Set.of("mail", "desk")),
            Names.of(Set.of("b", "c")),
            Names.of(Set.of("promoter")),
            40);

    assertThat(selector.chooses(PROMOTER)).isTrue();
    assertThat(selector.chooses(labels("other", Signal.ADVOCACY, 40, "mail", "b"))).isFalse();
    assertThat(selector.chooses(labels("promoter", Signal.FRUSTRATION, 40, "mail", "b"))).isFalse();
    assertThat(selector.chooses(labels("promoter", Signal.ADVOCACY, 39, "mail", "b"))).isFalse();
    assertThat(selector.chooses(labels("promoter", Signal.ADVOCACY, 40, "chat", "b"))).isFalse();
    assertThat(selector.chooses(labels("promoter", Signal.ADVOCACY, 40, "mail", "a"))).isFalse();
    assertThat(selector.chooses(labels("promoter", Signal.ADVOCACY, 40, "mail"))).isFalse();
  }

  @Test
  void whatCoversAnotherChoosesAllThatTheOtherChooses() {
    long seed = 20260601;
    Random random = new Random(seed);
    List<Labels> triggers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      triggers.add(drawnLabels(random));
    }
    int covering = 0;

    for (int i = 0; i < 20_000; i++) {
      Selector one = drawn(random);
      Selector other = drawn(random);
      if (one.covers(other)) {
        covering++;
        assertThat(triggers)
            .as("seed %d: %s covers %s", seed, one, other)
            .allMatch(labels -> !other.chooses(labels) || one.chooses(labels));
      }
    }

    assertThat(covering).isGreaterThan(500);
    assertThat(Selector.ALL.covers(drawn(random))).isTrue();
  }

  private static Selector drawn(Random random) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    for (Signal signal : Signal.values()) {
      if (random.nextInt(6) == 0) {
        signals.add(signal);
      }
    }
    return new Selector(
        signals,
        names(random),
        names(random),
        names(random),
        random.nextBoolean() ? 0 : random.nextInt(101));
  }

  private static Names names(Random random) {
    return random.nextInt(3) > 0
        ? Names.NONE
        : Names.of(Set.of("a", random.nextBoolean() ? "b" : "c"));
  }

  private static Labels drawnLabels(Random random) {
    List<String> names = List.of("a", "b", "c", "d");
    return labels(
        names.get(random.nextInt(4)),
        Signal.values()[random.nextInt(4)],
        random.nextInt(101),
        names.get(random.nextInt(4)),
        names.subList(0, random.nextInt(4)).toArray(String[]::new));
  }

  private static Labels labels(
      String rule, Signal signal, int priority, String to, String... tags) {
    long[] digests = new long[tags.length];
    for (int i = 0; i < tags.length; i++) {
      digests[i] = Digest.number(tags[i]);
    }
    return new Labels(Digest.number(rule), signal, priority, Digest.number(to), digests);
  }
}
