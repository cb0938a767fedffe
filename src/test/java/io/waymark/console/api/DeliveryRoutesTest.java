package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Deliveries;
import io.waymark.model.EndpointStatus;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryRoutesTest {
  @RegisterExtension final Served served = new Served();

  @BeforeEach
  void deliverToADesk() {
    served.store.endpoints.add(
        new Deliveries.Endpoint("desk", null, 0, null, 0, 0, 0, 0, 0, List.of(), List.of()));
  }

  @Test
  void takesADestinationWithoutAStatusForLive() throws Exception {
    JsonNode desk = Served.json(served.get("/api/deliveries/endpoints")).at("/endpoints/0");

    assertThat(desk.path("state").asText()).isEqualTo("live");
    assertThat(desk.has("p99Millis")).isFalse();
  }

  @Test
  void disablesAndEnablesWithWhoAndWhy() throws Exception {
    HttpResponse<String> disabled =
        served.post("/api/deliveries/desk/disable", "{\"reason\": \"it moves\"}");
    HttpResponse<String> enabled =
        served.post("/api/deliveries/desk/enable", "{\"reason\": \"it is there\"}");

    assertThat(disabled.statusCode()).as(disabled.body()).isEqualTo(200);
    assertThat(enabled.statusCode()).isEqualTo(200);
    assertThat(served.deliveryDesk.statuses)
        .extracting(EndpointStatus::state, EndpointStatus::reason)
        .containsExactly(
            tuple(EndpointStatus.State.DISABLED, "local: it moves"),
            tuple(EndpointStatus.State.LIVE, "local: it is there"));
    assertThat(served.store.entries)
        .extracting(Audit.Entry::what, Audit.Entry::about, Audit.Entry::detail)
        .containsExactly(
            tuple("destination disabled", "desk", "it moves"),
            tuple("destination enabled", "desk", "it is there"));
  }

  @Test
  void countsBeforeItReplaysAndKeepsOnlyTheReplayInTheAudit() throws Exception {
    JsonNode counted =
        Served.json(
            served.post(
                "/api/deliveries/desk/replay",
                "{\"hours\": 24, \"tryHours\": 2, \"dryRun\": true}"));
    int audited = served.store.entries.size();
    served.post("/api/deliveries/desk/replay", "{\"hours\": 24, \"tryHours\": 2}");

    assertThat(counted.path("triggers").asInt()).isEqualTo(12);
    assertThat(counted.path("passedOver").asInt()).isEqualTo(1);
    assertThat(audited).isZero();
    assertThat(served.deliveryDesk.replays)
        .extracting(DeliveryDesk.Request::isTried)
        .containsExactly(true, false);
    assertThat(served.store.entries)
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.detail())
                    .isEqualTo("12 given up in the last 24 hours, to be tried for 2 hours"));
  }

  @Test
  void refusesNamesOfNobodyAndChangesWithoutAReason() throws Exception {
    HttpResponse<String> unknown =
        served.post("/api/deliveries/dsk/disable", "{\"reason\": \"x\"}");
    HttpResponse<String> silent = served.post("/api/deliveries/desk/disable", "{}");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("nothing was ever delivered to dsk");
    assertThat(silent.statusCode()).isEqualTo(400);
    assertThat(served.deliveryDesk.statuses).isEmpty();
    assertThat(served.store.entries).isEmpty();
  }

  @Test
  void changesNothingInTheAuditWhereKafkaDoesNotTakeIt() throws Exception {
    served.deliveryDesk.refusal = "no broker answers";

    HttpResponse<String> answer =
        served.post("/api/deliveries/desk/disable", "{\"reason\": \"x\"}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("no broker answers");
    assertThat(served.store.entries).isEmpty();
  }

  @Test
  void completesTheTriggersOfATimelineByTheirLastStep() throws Exception {
    served.store.states.put("ann", new Customers.State("ann", "k1", "s", 1L, 2, 3, 2, 1));
    served.store.moments.add(new Customers.Moment(Customers.Kind.TRIGGER, 5, "{\"id\": \"t1\"}"));
    served.store.moments.add(new Customers.Moment(Customers.Kind.TRIGGER, 4, "{\"id\": \"t0\"}"));
    served.store.lastSteps.put("t1", new Deliveries.Row("0-1", 9, "{\"outcome\": \"delivered\"}"));

    JsonNode moments = Served.json(served.get("/api/customers/k1/timeline")).path("moments");

    assertThat(moments.at("/0/delivery/outcome").asText()).isEqualTo("delivered");
    assertThat(moments.path(1).has("delivery")).isFalse();
  }
}
