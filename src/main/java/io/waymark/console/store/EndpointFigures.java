package io.waymark.console.store;

import io.waymark.console.store.Deliveries.Answer;
import io.waymark.console.store.Deliveries.Endpoint;
import io.waymark.console.store.Deliveries.Rate;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.EndpointStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of one destination, while they are added up. */
final class EndpointFigures {
  private static final double HALF = 0.5;
  private static final double NINETY_NINE = 0.99;

  private final Map<String, Long> labels = new HashMap<>();
  private final Lateness lateness = new Lateness();
  private final TreeMap<Long, Rate> rates = new TreeMap<>();
  private @Nullable EndpointStatus status;
  private long parked;
  private @Nullable Long oldestParkedMillis;

  void status(EndpointStatus last) {
    status = last;
  }

  void parked(long count, long oldestMillis) {
    parked = count;
    oldestParkedMillis = oldestMillis;
  }

  void add(String label, long count) {
    labels.merge(label, count, Long::sum);
  }

  void addDelivered(long fromMillis, String bucket, long count) {
    rates.merge(fromMillis, new Rate(fromMillis, count, 0), EndpointFigures::sum);
    if (!bucket.equals(AttemptLabels.UNKNOWN)) {
      lateness.add(Long.parseLong(bucket), count);
    }
  }

  void addFailed(long fromMillis, long count) {
    rates.merge(fromMillis, new Rate(fromMillis, 0, count), EndpointFigures::sum);
  }

  private static Rate sum(Rate one, Rate other) {
    return new Rate(
        one.fromMillis(), one.delivered() + other.delivered(), one.failed() + other.failed());
  }

  Endpoint endpoint(String to) {
    List<Answer> answers = new ArrayList<>();
    labels.forEach((label, count) -> answers.add(AttemptLabels.read(label, count)));
    answers.sort(
        Comparator.comparingLong(Answer::count)
            .reversed()
            .thenComparing(Answer::outcome)
            .thenComparing(Answer::answer));
    return new Endpoint(
        to,
        status,
        parked,
        oldestParkedMillis,
        sum(answers, Outcome.DELIVERED),
        sum(answers, Outcome.FAILED),
        sum(answers, Outcome.DEAD),
        lateness.quantile(HALF),
        lateness.quantile(NINETY_NINE),
        answers,
        List.copyOf(rates.values()));
  }

  private static long sum(List<Answer> answers, Outcome outcome) {
    return answers.stream()
        .filter(each -> each.outcome().equals(outcome.code()))
        .mapToLong(Answer::count)
        .sum();
  }
}
