package io.waymark.match.selection;

import io.waymark.match.Criteria;
import io.waymark.match.Footprint;
import io.waymark.match.GeneralMatchers;
import io.waymark.match.LatestStart;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.match.NoMatcherException;
import io.waymark.match.compact.CompactFootprint;
import io.waymark.match.compact.CompactMatchers;
import io.waymark.rule.Rule;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes the matcher of each rule as the job does: compact unless {@link LatestStart} objects. */
public final class SelectedMatchers implements Matchers {
  /** Empty where Flink's CEP library is not. */
  private static final Optional<GeneralMatchers> GENERAL =
      ServiceLoader.load(GeneralMatchers.class, SelectedMatchers.class.getClassLoader())
          .findFirst();

  private final Matchers compact = new CompactMatchers();
  private final @Nullable Matchers general;

  public SelectedMatchers(DroppedRuns drops) {
    this.general = GENERAL.map(service -> service.open(drops)).orElse(null);
  }

  /** Returns what the open runs of a rule take in a customer's state. */
  public static Footprint footprint(Rule rule) {
    Optional<String> objection = LatestStart.objection(rule.pattern());
    if (objection.isEmpty()) {
      return CompactFootprint.of(rule);
    }
    return GENERAL
        .orElseThrow(() -> new NoMatcherException(rule, objection.get()))
        .footprint(rule, objection.get());
  }

  /**
   * Makes the matcher of a rule.
   *
   * @throws NoMatcherException if the rule is not for compact matchers and there are no others
   */
  @Override
  public Matcher matcher(Rule rule, Criteria criteria) {
    return select(rule).matcher(rule, criteria);
  }

  @Override
  public Matcher drain(Rule rule, Criteria criteria) {
    return select(rule).drain(rule, criteria);
  }

  @Override
  public void close() {
    compact.close();
    if (general != null) {
      general.close();
    }
  }

  private Matchers select(Rule rule) {
    Optional<String> objection = LatestStart.objection(rule.pattern());
    if (objection.isEmpty()) {
      return compact;
    }
    if (general == null) {
      throw new NoMatcherException(rule, objection.get());
    }
    return general;
  }
}
