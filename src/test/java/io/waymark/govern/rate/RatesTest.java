package io.waymark.govern.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.Breaker;
import io.waymark.govern.Selector;
import io.waymark.model.Pause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RatesTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long SLOT = 10_000;
  private static final Breaker RAIL = new Breaker(500, HOUR, Selector.NONE);

  private final Headcounts counts = new Headcounts();
  private Rates rates = new Rates();

  RatesTest() {
    counts.begin(RAIL.slotMillis());
    rates.take(RAIL);
  }

  @ParameterizedTest
  @CsvSource({"200, 10, false", "200, 11, true", "99, 99, false", "100, 6, true", "100, 5, false"})
  void pausesARuleThatSendsToMoreThanItsShareOfEnoughCustomers(
      int met, int sent, boolean isPaused) {
    meet(0, met, NOON);
    send("r", "v1", 0, sent, NOON);

    assertThat(pass(NOON + SLOT)).hasSize(isPaused ? 1 : 0);
  }

  @Test
  void saysTheRateTheRailAndTheCure() {
    meet(0, 12_400, NOON);
    send("r", "v1", 0, 893, NOON);

    assertThat(pass(NOON + SLOT))
        .containsExactly(
            new Pause(
                "r",
                "v1",
                "paused by the breaker: 7.20% of 12,400 customers in 1h, most 5%; waymark rules resume r",
                NOON + SLOT));
  }

  @Test
  void looksAtASlotOnlyWhenItHasEnded() {
    meet(0, 100, NOON);
    send("r", "v1", 0, 100, NOON);

    assertThat(pass(NOON + SLOT - 1)).isEmpty();
    assertThat(pass(NOON + SLOT)).hasSize(1);
  }

  @Test
  void countsACustomerOnceHoweverOftenARuleSends() {
    meet(0, 200, NOON);
    for (int i = 0; i < 50; i++) {
      send("r", "v1", 0, 10, NOON + i * SLOT);
    }

    assertThat(pass(NOON + HOUR)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3590, true", "3600, false"})
  void countsTheSpanThatEndsNow(int laterSeconds, boolean isPaused) {
    meet(0, 200, NOON);
    send("r", "v1", 0, 6, NOON);
    long later = NOON + laterSeconds * 1_000L;
    meet(0, 200, later);

    send("r", "v1", 100, 106, later);

    assertThat(pass(later + SLOT)).hasSize(isPaused ? 1 : 0);
  }

  @Test
  void aCustomerToWhomARuleSendsIsMet() {
    send("r", "v1", 0, 100, NOON);

    assertThat(pass(NOON + SLOT).get(0).words()).contains("100.00% of 100 customers");
  }

  @Test
  void pausesOnceUntilThePauseEnds() {
    meet(0, 200, NOON);
    send("r", "v1", 0, 20, NOON);
    List<Pause> first = pass(NOON + SLOT);
    rates.notePause(first.get(0));
    meet(0, 200, NOON + SLOT);
    send("r", "v1", 20, 60, NOON + SLOT);
    List<Pause> onItsWay = pass(NOON + 2 * SLOT);

    rates.noteResumed("r");
    send("r", "v1", 0, 10, NOON + 2 * SLOT);
    List<Pause> within = pass(NOON + 3 * SLOT);
    send("r", "v1", 10, 11, NOON + 3 * SLOT);
    List<Pause> beyond = pass(NOON + 4 * SLOT);

    assertThat(first).hasSize(1);
    assertThat(onItsWay).isEmpty();
    assertThat(within).isEmpty();
    assertThat(beyond).hasSize(1);
  }

  @Test
  void anotherVersionIsCountedFromItsFirstTrigger() {
    meet(0, 200, NOON);
    send("r", "v1", 0, 20, NOON);
    pass(NOON + SLOT);
    send("r", "v2", 0, 10, NOON + SLOT);
    List<Pause> within = pass(NOON + 2 * SLOT);

    send("r", "v2", 10, 11, NOON + 2 * SLOT);

    assertThat(within).isEmpty();
    assertThat(pass(NOON + 3 * SLOT)).extracting(Pause::version).containsExactly("v2");
  }

  @Test
  void anotherSpanBeginsAnewAndKeepsWhatIsPaused() {
    meet(0, 200, NOON);
    send("r", "v1", 0, 20, NOON);
    send("other", "v1", 0, 10, NOON);
    pass(NOON + SLOT);

    Breaker shorter = new Breaker(500, HOUR / 2, Selector.NONE);
    rates.take(shorter);
    counts.begin(shorter.slotMillis());
    meet(0, 200, NOON + SLOT);
    send("r", "v1", 0, 20, NOON + SLOT);
    send("other", "v1", 10, 20, NOON + SLOT);

    assertThat(pass(NOON + 2 * SLOT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.06, true", "0.052, false"})
  void aSampleOfManyPausesOnlyWhatIsSurelyBeyond(double rate, boolean isPaused) {
    int many = 200_000;
    meet(0, many, NOON);
    send("r", "v1", 0, (int) (many * rate), NOON);

    List<Pause> pauses = pass(NOON + SLOT);

    assertThat(pauses).hasSize(isPaused ? 1 : 0);
    for (Pause pause : pauses) {
      assertThat(pause.words())
          .matches(
              ".* 6\\.[0-9]{2}% of about (19|20)\\d,\\d{3} customers .*|.* 5\\.[5-9][0-9]% .*");
    }
  }

  @Test
  void countsExactlyAgainASpanAfterCustomersBecameFew() {
    meet(0, 200_000, NOON);
    long now = NOON;
    for (int slot = 0; slot < 3 * 360; slot++) {
      now += SLOT;
      meet(0, 200, now);
    }
    pass(now + SLOT);
    meet(0, 200, now + SLOT);
    send("r", "v1", 0, 11, now + SLOT);

    assertThat(pass(now + 2 * SLOT).get(0).words()).contains("5.50% of 200 customers");
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Random histories, each with one rule that goes wild, counted by one and by four subtasks. */
  @ParameterizedTest
  @MethodSource("seeds")
  void judgesTheSameHoweverManySubtasksAndAfterARestoreAnywhere(long seed) throws Exception {
    List<Pause> one = play(seed, 1, false);

    assertThat(play(seed, 4, false)).isEqualTo(one);
    assertThat(play(seed, 4, true)).isEqualTo(one);
    assertThat(one).extracting(Pause::rule).contains("wild").doesNotContain("tame");
  }

  private static List<Pause> play(long seed, int subtasks, boolean restores) throws Exception {
    Random random = new Random(seed);
    Random restoring = new Random(seed + 1);
    List<Headcounts> each = new ArrayList<>();
    for (int i = 0; i < subtasks; i++) {
      each.add(new Headcounts());
      each.get(i).begin(SLOT);
    }
    Rates judge = new Rates();
    judge.take(RAIL);
    List<Pause> pauses = new ArrayList<>();
    long now = NOON;
    for (int i = 0; i < 5_000; i++) {
      now += random.nextInt(3_000);
      int number = random.nextInt(20_000);
      Headcounts counts = each.get(number % subtasks);
      counts.note("c" + number, now);
      if (random.nextInt(100) == 0) {
        counts.noteSent("tame", "v1", "c" + number, now);
      }
      if (i > 3_000 && random.nextInt(3) == 0) {
        counts.noteSent("wild", "v1", "c" + number, now);
      }
      if (random.nextInt(20) == 0) {
        for (Headcounts of : each) {
          of.pass(now);
          of.drain().forEach(judge::add);
        }
        pauses.addAll(judge.pass(now));
      }
      if (restores && restoring.nextInt(200) == 0) {
        for (Headcounts of : each) {
          of.drain().forEach(judge::add);
        }
        judge = restored(judge);
      }
    }
    return pauses;
  }

  @Test
  void addsCountsOfASlotInAnyOrder() {
    List<Headcount> parts = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      Headcounts of = new Headcounts();
      of.begin(SLOT);
      for (int i = 0; i < 15_000; i++) {
        of.note("c" + (10_000 * part + i), NOON);
        if (i % 50 == 0) {
          of.noteSent("r", "v1", "c" + (10_000 * part + i), NOON);
        }
      }
      parts.addAll(of.drain());
    }
    Headcount forth = new Headcount(NOON / SLOT);
    parts.forEach(forth::add);
    Headcount back = new Headcount(NOON / SLOT);
    for (int i = parts.size() - 1; i >= 0; i--) {
      back.add(parts.get(i));
    }

    assertThat(back).isEqualTo(forth);
    assertThat(forth.met().size()).isBetween(Sample.MOST / 2, Sample.MOST);
  }

  private static Rates restored(Rates rates) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rates.write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Rates read = Rates.read(in);
    assertThat(in.available()).isZero();
    return read;
  }

  private void meet(int from, int to, long millis) {
    for (int i = from; i < to; i++) {
      counts.note("c" + i, millis);
    }
  }

  private void send(String rule, String version, int from, int to, long millis) {
    for (int i = from; i < to; i++) {
      counts.noteSent(rule, version, "c" + i, millis);
    }
  }

  private List<Pause> pass(long clockMillis) {
    counts.drain().forEach(rates::add);
    try {
      rates = restored(rates);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rates.pass(clockMillis);
  }
}
