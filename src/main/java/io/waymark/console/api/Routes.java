package io.waymark.console.api;

import io.waymark.console.access.Role;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the API; {@code openapi.yaml} describes the same. */
final class Routes {
  private Routes() {}

  /** Returns the routes in the order in which they are matched. */
  static List<Route> of(ApiParts parts, LiveEvents events) {
    return Stream.of(
            new SessionRoutes(parts).routes(),
            ApiDescription.routes(),
            new JourneyRoutes(parts).routes(),
            new CustomerRoutes(parts).routes(),
            new TriggerRoutes(parts).routes(),
            new DecisionRoutes(parts).routes(),
            new DeliveryRoutes(parts).routes(),
            new RuleRoutes(parts).routes(),
            new AuthoringRoutes(parts).routes(),
            new PolicyRoutes(parts).routes(),
            new PolicyPreviewRoutes(parts).routes(),
            new HealthRoutes(parts, events::trouble).routes(),
            List.of(Route.get("/api/events", Role.VIEWER, events::answer)))
        .flatMap(List::stream)
        .toList();
  }
}
