package io.waymark.console.authoring;

import io.waymark.console.store.Customers;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.replay.Retrospect;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Plays one rule over stored histories and adds up its decisions. */
final class Previewing {
  /** The newest touchpoints of a customer that are played. */
  private static final int MOST_TOUCHPOINTS = 10_000;

  private final Retrospect retrospect;
  private final Pattern pattern;
  private final long sinceMillis;
  private final long untilMillis;
  private final BooleanSupplier mayGoOn;
  private final Map<String, Integer> withheld = new TreeMap<>();
  private final List<Decision> samples = new ArrayList<>();
  private int played;
  private int matched;
  private int matches;
  private int sent;
  private boolean isWhole = true;

  private Previewing(
      Retrospect retrospect, Rule rule, long since, long until, BooleanSupplier mayGoOn) {
    this.retrospect = retrospect;
    this.pattern = rule.pattern();
    this.sinceMillis = since;
    this.untilMillis = until;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Plays a rule.
   *
   * @param fromMillis where histories begin, which is before matches count: runs that were open
   *     then, and traits, are known so
   * @param sinceMillis from when on matches count
   * @param mayGoOn whether there is time for another customer
   */
  static Preview play(
      Lifecycle lifecycle,
      Rule rule,
      Customers customers,
      long fromMillis,
      long sinceMillis,
      long untilMillis,
      BooleanSupplier mayGoOn) {
    try (Retrospect retrospect = new Retrospect(lifecycle, rule)) {
      Previewing previewing = new Previewing(retrospect, rule, sinceMillis, untilMillis, mayGoOn);
      customers.histories(fromMillis, MOST_TOUCHPOINTS, previewing::take);
      return previewing.preview();
    }
  }

  /** Leaves out customers without a touchpoint that the rule asks for, which cannot match. */
  private boolean take(String customer, List<String> documents) {
    List<Applied> history = new ArrayList<>(documents.size());
    boolean isAskedFor = false;
    for (String document : documents) {
      Applied applied = applied(document);
      isAskedFor |= pattern.asksFor(applied.touchpoint().type());
      history.add(applied);
    }
    if (isAskedFor) {
      played++;
      count(retrospect.play(history, untilMillis));
    }
    isWhole = mayGoOn.getAsBoolean();
    return isWhole;
  }

  private static Applied applied(String document) {
    try {
      return Topics.APPLIED.document().read(document.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the store holds documents of its topic only", e);
    }
  }

  private void count(List<Decision> decisions) {
    boolean isFirst = true;
    for (Decision decision : decisions) {
      if (decision.timeMillis() < sinceMillis) {
        continue;
      }
      matches++;
      Gate gate = decision.gate();
      if (gate == null) {
        sent++;
      } else {
        withheld.merge(gate.code(), 1, Integer::sum);
      }
      if (isFirst) {
        matched++;
        isFirst = false;
        if (samples.size() < Preview.SAMPLES) {
          samples.add(decision);
        }
      }
    }
  }

  private Preview preview() {
    return new Preview(
        sinceMillis, untilMillis, played, matched, matches, sent, withheld, samples, isWhole);
  }
}
