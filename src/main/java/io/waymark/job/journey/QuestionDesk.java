package io.waymark.job.journey;

import io.waymark.customer.AnswerMaking;
import io.waymark.customer.Customer;
import io.waymark.job.metric.Metrics;
import io.waymark.model.Answer;
import io.waymark.model.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about customers where their state lies, at once and out of the order of event
 * time. A question changes nothing of a customer, not even which customers are on heap.
 *
 * <p>However many questions come, touchpoints wait for few: in a second of the wall clock so many
 * are answered, as many more are told to ask again, and the others are counted only. Nobody waits
 * for the answer of an old question any more.
 */
final class QuestionDesk {
  /** The most questions that a subtask answers in a second; they take a few percent of it. */
  static final int MOST_ANSWERS = 500;

  /** The age from which on a question is not answered. */
  static final Duration OLD = Duration.ofSeconds(20);

  private static final long SECOND_MILLIS = 1_000;

  private enum Outcome {
    ANSWERED,
    REFUSED,
    OLD,
    DROPPED
  }

  /** Looks customers up, without keeping them. */
  interface Lookup {
    @Nullable Customer find(String id) throws IOException;
  }

  private final Lookup customers;
  private final AnswerMaking answers;
  private final Consumer<Answer> outlet;
  private final LongSupplier eventMillis;
  private final LongSupplier wallMillis;
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  private long second;
  private int asked;

  /**
   * Creates a desk that nobody has asked.
   *
   * @param eventMillis the event time that customers have reached
   */
  QuestionDesk(
      Lookup customers,
      AnswerMaking answers,
      Consumer<Answer> outlet,
      LongSupplier eventMillis,
      LongSupplier wallMillis,
      Metrics metrics) {
    this.customers = customers;
    this.answers = answers;
    this.outlet = outlet;
    this.eventMillis = eventMillis;
    this.wallMillis = wallMillis;
    for (Outcome outcome : Outcome.values()) {
      Counter counter = new SimpleCounter();
      metrics.counter(Metrics.QUESTIONS, counter, outcome.name().toLowerCase(Locale.ROOT));
      counters.put(outcome, counter);
    }
  }

  /** Answers a question, unless it is old or one of too many. */
  void take(Question question) throws IOException {
    Objects.requireNonNull(counters.get(answer(question))).inc();
  }

  private Outcome answer(Question question) throws IOException {
    long now = wallMillis.getAsLong();
    if (now - question.askedMillis() > OLD.toMillis()) {
      return Outcome.OLD;
    }
    if (now / SECOND_MILLIS != second) {
      second = now / SECOND_MILLIS;
      asked = 0;
    }
    if (asked >= 2 * MOST_ANSWERS) {
      return Outcome.DROPPED;
    }
    asked++;
    if (asked > MOST_ANSWERS) {
      return refuse(question, "too many questions are asked at once; ask again in a second");
    }
    long clock = eventMillis.getAsLong();
    if (clock == Long.MIN_VALUE) {
      return refuse(
          question,
          "the job is starting and has not read its rules and inputs yet; ask again in a minute");
    }
    Customer customer = customers.find(question.customer());
    outlet.accept(answers.answer(question, customer, clock, Math.max(now, clock)));
    return Outcome.ANSWERED;
  }

  private Outcome refuse(Question question, String problem) {
    outlet.accept(Answer.refused(question, eventMillis.getAsLong(), problem));
    return Outcome.REFUSED;
  }
}
