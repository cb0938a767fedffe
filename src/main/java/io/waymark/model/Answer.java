package io.waymark.model;

import io.waymark.model.Trigger.Evidence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Question}: a customer as the job knows them, and how a rule stands with
 * them. Produced by the journey operator, consumed by the console and {@code waymark explain}.
 *
 * @param question the id of the question
 * @param problem what could not be answered, and what to do; null where all was
 * @param clockMillis the event time that customers have reached; everything holds for this moment
 * @param profile null where nothing is known of the customer
 * @param runs open runs: of the rule that was asked about, or of all; at most {@link #MOST_RUNS}
 * @param openRuns how many there are
 * @param misses touchpoints of the last day at which a step's condition failed, the latest first
 * @param held triggers that a gate holds
 * @param sent when rules last sent the customer a trigger, the latest first
 * @param rule null where no rule was asked about, or none of that id runs
 */
public record Answer(
    String question,
    String customer,
    @Nullable String problem,
    long clockMillis,
    @Nullable Profile profile,
    List<OpenRun> runs,
    int openRuns,
    List<Miss> misses,
    List<Waiting> held,
    List<Sent> sent,
    @Nullable RuleCase rule)
    implements Outgoing {
  /** The most runs of an answer. */
  public static final int MOST_RUNS = 20;

  public Answer {
    runs = List.copyOf(runs);
    misses = List.copyOf(misses);
    held = List.copyOf(held);
    sent = List.copyOf(sent);
  }

  /** Returns an answer that says only why the question is not answered. */
  public static Answer refused(Question question, long clockMillis, String problem) {
    return new Answer(
        question.id(),
        question.customer(),
        problem,
        clockMillis,
        null,
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  @Override
  public long eventMillis() {
    return Long.MIN_VALUE;
  }

  /**
   * The facts that are known of a customer.
   *
   * @param sinceMillis when the stage was entered; null without a journey map, which keeps it
   * @param lastMillis the time of the last touchpoint; null without a journey map
   * @param segment on the journey map; null without one
   * @param consent by purpose; null where none was ever heard
   */
  public record Profile(
      @Nullable String stage,
      @Nullable Long sinceMillis,
      @Nullable Long lastMillis,
      @Nullable String segment,
      Map<String, Object> traits,
      @Nullable Map<String, Object> consent) {
    public Profile {
      traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
      consent = consent == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(consent));
    }
  }

  /**
   * A run that has begun and is not complete.
   *
   * @param version of the rule that it belongs to
   * @param correlation null where the rule does not correlate
   * @param chosen the touchpoints chosen so far, in order of time; of many the first and the last
   * @param waitsFor what it waits for, in words; several where a step is optional
   * @param untilMillis when it is over; a run that waits for silence completes then
   * @param isSilent whether it waits for silence
   */
  public record OpenRun(
      String rule,
      String version,
      @Nullable String correlation,
      List<Evidence> chosen,
      List<String> waitsFor,
      long untilMillis,
      boolean isSilent) {
    public OpenRun {
      chosen = List.copyOf(chosen);
      waitsFor = List.copyOf(waitsFor);
    }
  }

  /**
   * A touchpoint that a step would have taken if its condition had held.
   *
   * @param type of the touchpoint
   * @param failed the part of the condition that failed first
   * @param values what that part read; what was absent has no entry
   * @param isChanged whether the rule has another condition by now
   */
  public record Miss(
      String rule,
      String step,
      String type,
      long timeMillis,
      String failed,
      Map<String, Object> values,
      boolean isChanged) {
    public Miss {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * A trigger that a gate holds.
   *
   * @param id of the trigger
   */
  public record Waiting(String rule, String id, Gate gate, long untilMillis) {}

  /** The last trigger that a rule sent. */
  public record Sent(String rule, long timeMillis) {}

  /**
   * How a rule stands with the customer.
   *
   * @param status as its author gave it
   * @param steps in words, in their order
   * @param who the parts of whom the rule is for; none where it is for everybody
   * @param gates as they would decide about a match now, in their order
   */
  public record RuleCase(
      String id,
      String version,
      String title,
      String status,
      List<String> steps,
      List<Part> who,
      List<GateCase> gates) {
    public RuleCase {
      steps = List.copyOf(steps);
      who = List.copyOf(who);
      gates = List.copyOf(gates);
    }
  }

  /**
   * A part of whom a rule is for.
   *
   * @param values what it reads of the customer; what is absent has no entry
   */
  public record Part(String text, boolean holds, Map<String, Object> values) {
    public Part {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * A gate as it would decide now.
   *
   * @param numbers what it goes by, in words; null where it has nothing to say
   */
  public record GateCase(Gate gate, Outcome outcome, @Nullable String numbers) {}

  /** The decision of a gate. */
  public enum Outcome {
    PASSES,
    WITHHOLDS,
    HOLDS
  }
}
