package io.waymark.govern.rate;

import io.waymark.binary.Binary;
import io.waymark.govern.Breaker;
import io.waymark.govern.Selector;
import io.waymark.model.Pause;
import io.waymark.yaml.Durations;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches the rates of all rules, and finds those that leave the rail. Mutable, of one thread.
 *
 * <p>Slots are added up and looked at in their order, each once all subtasks have counted it, so
 * that the same history is judged in the same way whatever the number of subtasks. The customers of
 * the span, and of these the ones to whom a rule sent, are counted exactly up to {@link
 * Sample#MOST}. Of more a sample is kept, the same for all rules. Then a rule is paused only when
 * its rate is beyond the rail by {@value #ERRORS} standard errors, which is a percentage point at a
 * rail of 5% and half of the largest sample. When customers become few again, the sample is
 * widened, and is used when it has been collected for a span.
 */
public final class Rates {
  private static final int FORM = 1;
  private static final double ERRORS = 3;
  private static final double WHOLE = 10_000;

  /** A sample of fewer than one in this many of its most is widened. */
  private static final int FEW = 8;

  private final NavigableMap<Long, Headcount> counted = new TreeMap<>();
  private final LastMet met = new LastMet();
  private final Map<String, RuleSendings> rules = new HashMap<>();
  private @Nullable Breaker rail;
  private long passedSlot = Long.MIN_VALUE;
  private long tidySlot = Long.MIN_VALUE;

  /** The level at which customers are collected, and the higher one at which they are counted. */
  private int level;

  private int countedLevel;
  private long evenSlot = Long.MIN_VALUE;

  /** Takes the rail of the policy; one with another span begins to count anew. */
  public void take(Breaker breaker) {
    if (rail == null || rail.spanMillis() != breaker.spanMillis()) {
      counted.clear();
      met.clear();
      rules.values().removeIf(rule -> !rule.isPaused());
      rules.values().forEach(RuleSendings::forget);
      passedSlot = Long.MIN_VALUE;
      tidySlot = Long.MIN_VALUE;
      level = 0;
      countedLevel = 0;
    }
    rail = breaker;
  }

  /** Adds what a subtask has counted of a slot. */
  public void add(Headcount count) {
    if (count.slot() > passedSlot) {
      counted.computeIfAbsent(count.slot(), Headcount::new).add(count);
    }
  }

  /** Looks at all slots that ended before a time; returns the rules that are to be paused. */
  public List<Pause> pass(long clockMillis) {
    List<Pause> pauses = new ArrayList<>();
    Breaker breaker = rail;
    while (breaker != null
        && !counted.isEmpty()
        && (counted.firstKey() + 1) * breaker.slotMillis() <= clockMillis) {
      Headcount next = counted.pollFirstEntry().getValue();
      passedSlot = next.slot();
      add(next, breaker);
      look(next, breaker, pauses);
    }
    return pauses;
  }

  /** Notes that a version of a rule is paused, as the topic says. */
  public void notePause(Pause pause) {
    rules
        .computeIfAbsent(pause.rule(), id -> new RuleSendings())
        .pause(pause.version(), passedSlot);
  }

  /** Notes that a person has resumed a rule, which is counted anew. */
  public void noteResumed(String rule) {
    rules.computeIfAbsent(rule, id -> new RuleSendings()).resume(passedSlot);
  }

  private void add(Headcount next, Breaker breaker) {
    raise(next.level());
    for (long customer : next.met()) {
      if (Sample.chooses(customer, level)) {
        met.note(customer, next.slot());
      }
    }
    long before = next.slot() - breaker.spanMillis() / breaker.slotMillis();
    met.forgetUntil(before);
    while (met.size() > Sample.MOST) {
      raise(level + 1);
    }
    next.sent()
        .forEach(
            (rule, sent) -> {
              RuleSendings of = rules.computeIfAbsent(rule, id -> new RuleSendings());
              of.add(sent, next.slot(), level);
              of.customers().forgetUntil(before);
            });
    widen(next.slot(), next.slot() - before);
    tidy(next.slot(), before);
  }

  private void raise(int to) {
    if (to > level) {
      level = to;
      met.keep(to);
      rules.values().forEach(rule -> rule.customers().keep(to));
    }
    countedLevel = Math.max(countedLevel, level);
  }

  /** Collects more customers where the sample is small, and counts them when the span is full. */
  private void widen(long slot, long slots) {
    if (countedLevel > level && slot >= evenSlot) {
      countedLevel = level;
    } else if (countedLevel == level && level > 0 && met.size() < Sample.MOST / FEW) {
      // Each level has twice the customers of the next.
      for (int size = met.size(); level > 0 && size < Sample.MOST / FEW; size *= 2) {
        level--;
      }
      evenSlot = slot + slots;
    }
  }

  /** Forgets the rules that did not send in the last span, once a span. */
  private void tidy(long slot, long before) {
    if (before > tidySlot) {
      tidySlot = slot;
      rules.values().forEach(rule -> rule.customers().forgetUntil(before));
      rules.values().removeIf(rule -> !rule.isPaused() && rule.customers().size() == 0);
    }
  }

  private void look(Headcount next, Breaker breaker, List<Pause> pauses) {
    int all = count(met);
    if (all < Breaker.LEAST_CUSTOMERS) {
      return;
    }
    for (String rule : next.sent().keySet().stream().sorted().toList()) {
      RuleSendings of = rules.get(rule);
      int sent = of == null ? 0 : count(of.customers());
      if (of != null && isBeyond(sent, all, breaker.share())) {
        String version = Objects.requireNonNull(next.sent().get(rule)).version();
        of.pause(version, next.slot());
        long ended = (next.slot() + 1) * breaker.slotMillis();
        pauses.add(new Pause(rule, version, words(rule, sent, all, breaker), ended));
      }
    }
  }

  private int count(LastMet customers) {
    return countedLevel == level ? customers.size() : customers.count(countedLevel);
  }

  private boolean isBeyond(int sent, int all, int share) {
    double rate = (double) sent / all;
    double error = countedLevel == 0 ? 0 : ERRORS * Math.sqrt(rate * (1 - rate) / all);
    return sent * WHOLE > (double) share * all && (rate - error) * WHOLE > share;
  }

  private String words(String rule, int sent, int all, Breaker breaker) {
    return String.format(
        Locale.ROOT,
        "paused by the breaker: %.2f%% of %s%,d customers in %s, most %s%%; waymark rules resume %s",
        100.0 * sent / all,
        countedLevel == 0 ? "" : "about ",
        (long) all << countedLevel,
        Durations.inFull(breaker.spanMillis()),
        BigDecimal.valueOf(breaker.share(), 2).stripTrailingZeros().toPlainString(),
        rule);
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(FORM);
    Breaker breaker = rail;
    out.writeBoolean(breaker != null);
    if (breaker == null) {
      return;
    }
    Binary.writeInteger(out, breaker.share());
    Binary.writeInteger(out, breaker.spanMillis());
    Binary.writeInteger(out, passedSlot);
    Binary.writeInteger(out, tidySlot);
    Binary.writeInteger(out, level);
    Binary.writeInteger(out, countedLevel);
    Binary.writeInteger(out, evenSlot);
    met.write(out);
    Binary.writeInteger(out, rules.size());
    for (Map.Entry<String, RuleSendings> each : rules.entrySet()) {
      Binary.writeText(out, each.getKey());
      each.getValue().write(out);
    }
    Binary.writeInteger(out, counted.size());
    for (Headcount each : counted.values()) {
      each.write(out);
    }
  }

  public static Rates read(DataInput in) throws IOException {
    int form = in.readByte();
    if (form != FORM) {
      throw new IOException("unknown form of rates: " + form);
    }
    Rates rates = new Rates();
    if (in.readBoolean()) {
      rates.restore(in);
    }
    return rates;
  }

  private void restore(DataInput in) throws IOException {
    rail = new Breaker(Binary.readCount(in), Binary.readInteger(in), Selector.NONE);
    passedSlot = Binary.readInteger(in);
    tidySlot = Binary.readInteger(in);
    level = Binary.readCount(in);
    countedLevel = Binary.readCount(in);
    evenSlot = Binary.readInteger(in);
    met.read(in);
    for (int left = Binary.readCount(in); left > 0; left--) {
      rules.put(Binary.readText(in), RuleSendings.read(in));
    }
    for (int left = Binary.readCount(in); left > 0; left--) {
      Headcount count = Headcount.read(in);
      counted.put(count.slot(), count);
    }
  }
}
