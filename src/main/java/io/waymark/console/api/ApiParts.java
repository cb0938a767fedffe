package io.waymark.console.api;

import io.waymark.console.access.Access;
import io.waymark.console.authoring.Authoring;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.store.Store;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.wire.MapCut;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts that answers are made of.
 *
 * @param map the newest whole cut of the journey map; empty before the first
 * @param segments in the order of their file, with the names that people read
 */
public record ApiParts(
    String version,
    Access access,
    Authoring authoring,
    PolicyAuthoring policyAuthoring,
    Store store,
    Supplier<Optional<MapCut>> map,
    Supplier<HealthReport> health,
    DeadLetterReplay deadLetters,
    CustomerQuestions questions,
    DeliveryDesk deliveryDesk,
    Lifecycle lifecycle,
    List<SegmentTitle> segments,
    Clock clock) {
  public ApiParts {
    segments = List.copyOf(segments);
  }

  /** A segment and the name that people read. */
  public record SegmentTitle(String id, String title) {}
}
