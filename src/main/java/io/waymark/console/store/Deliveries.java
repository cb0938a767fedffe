package io.waymark.console.store;

import io.waymark.model.EndpointStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attempts to deliver triggers, and the state of their destinations. */
public interface Deliveries {
  /** Which steps are asked for; null for all. */
  record Filter(
      @Nullable String to,
      @Nullable String customer,
      @Nullable String trigger,
      @Nullable String outcome) {
    public static final Filter ALL = new Filter(null, null, null, null);
  }

  /** A step of a trigger, as it is on the topic. */
  record Row(String id, long timeMillis, String document) {}

  /**
   * How many steps to a destination ended alike.
   *
   * @param answer the status of HTTP, or the reason with its digits left out
   */
  record Answer(String outcome, String answer, long count) {}

  /** The steps to a destination in a span of time. */
  record Rate(long fromMillis, long delivered, long failed) {}

  /**
   * A destination.
   *
   * @param status the last one that is known; null where none was ever given, as nothing ever went
   *     wrong
   * @param parked how many triggers are parked for it now
   * @param oldestParkedMillis since when the oldest of these is; null where none is
   * @param answers by number, the largest first
   * @param p50Millis at most so long took the half of what was delivered, from the topic of
   *     triggers on, to an eighth
   * @param p99Millis at most so long took 99 of 100
   * @param rates by time, spans without a step left out
   */
  record Endpoint(
      String to,
      @Nullable EndpointStatus status,
      long parked,
      @Nullable Long oldestParkedMillis,
      long delivered,
      long failed,
      long dead,
      long p50Millis,
      long p99Millis,
      List<Answer> answers,
      List<Rate> rates) {
    public Endpoint {
      answers = List.copyOf(answers);
      rates = List.copyOf(rates);
    }
  }

  /** Returns steps, the newest first. */
  Page<Row> page(Filter filter, PageRequest request);

  /**
   * Returns all destinations that are known, by name, and what happened since the begin of the span
   * of a moment.
   *
   * @param spanMinutes the length of the spans of rates, from 1 to 1,440; whole hours are read
   *     faster
   */
  List<Endpoint> endpoints(long sinceMillis, int spanMinutes);

  /** Returns the last status of each destination that has one, by name. */
  List<EndpointStatus> statuses();

  /** Returns the last step of each of some triggers, at most a page of them, by id. */
  Map<String, Row> last(Collection<String> triggers);
}
