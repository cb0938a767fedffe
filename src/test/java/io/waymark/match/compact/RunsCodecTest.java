package io.waymark.match.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunsCodecTest {
  @Test
  void writesTheBytesThatItAlwaysHas() throws Exception {
    RunsCodec codec = new RunsCodec(pattern(3), 3);
    Touchpoint first = touchpoint(1);
    Touchpoint second = touchpoint(2);
    CompactRuns runs = new CompactRuns(3);
    runs.chains[1] = Chain.of(null, 0, second);
    runs.chains[2] = Chain.of(Chain.of(null, 0, first), 1, second);

    byte[] written = codec.encode(runs);

    assertThat(HexFormat.of().formatHex(written))
        .isEqualTo("01d20f0600000000047432000200000000047431000004020204020204060000");
    assertThat(codec.encode(codec.decode("anna", written))).isEqualTo(written);
  }

  @Test
  void readsBackRunsThatAreManyAndShareTheirLinks() throws Exception {
    int places = 60;
    RunsCodec codec = new RunsCodec(pattern(places), places);
    CompactRuns runs = new CompactRuns(places);
    Chain shared = null;
    for (int place = 1; place < places; place++) {
      shared = Chain.of(shared, place - 1, touchpoint(place));
      runs.chains[place] = place % 3 == 0 ? chain(place, 1_000) : shared;
    }

    CompactRuns read = codec.decode("anna", codec.encode(runs));

    for (int place = 1; place < places; place++) {
      assertThat(links(read.chains[place])).isEqualTo(links(runs.chains[place]));
    }
    assertThat(read.chains[59].before()).isSameAs(read.chains[58]);
    assertThat(codec.encode(read)).isEqualTo(codec.encode(runs));
  }

  /** Eight steps with {@code times: 50}, each place with a chain that shares nothing. */
  @Test
  void takesTimeThatIsLinearInWhatItWrites() throws Exception {
    int places = 400;
    RunsCodec codec = new RunsCodec(pattern(places), places);
    CompactRuns runs = new CompactRuns(places);
    for (int place = 1; place < places; place++) {
      runs.chains[place] = chain(place, place * 1_000);
    }

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    byte[] written = codec.encode(runs);
    Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    assertThat(written.length).isGreaterThan(1_000_000);
    // About 30 ms, where looking for each of 80,000 links among all took more than 4 s.
    assertThat(took).isLessThan(Duration.ofSeconds(1));
  }

  /** Makes a chain that waits at a place, of touchpoints that no other has. */
  private static Chain chain(int place, int firstNumber) {
    Chain chain = Chain.of(null, 0, touchpoint(firstNumber));
    for (int i = 1; i < place; i++) {
      chain = Chain.of(chain, i, touchpoint(firstNumber + i));
    }
    return chain;
  }

  private static List<Touchpoint> links(Chain chain) {
    List<Touchpoint> touchpoints = new ArrayList<>();
    chain.links().forEach(link -> touchpoints.add(link.last()));
    return touchpoints;
  }

  private static Pattern pattern(int times) {
    Step.Times choice = new Step.Times(times, null);
    return new Pattern(
        null, 3_600_000, List.of(new Step.Positive("a", Types.of("A"), null, choice, false, 0)));
  }

  private static Touchpoint touchpoint(int number) {
    return new Touchpoint("t" + number, "anna", null, "A", null, 1_000 + number, null, Map.of());
  }
}
