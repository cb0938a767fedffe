package io.waymark.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.MadeDecision;
import io.waymark.model.Position;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stores keep in tests, and how tests read it. */
final class StoredSamples {
  static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  static final long HOUR = 3_600_000;
  static final long DAY = 86_400_000;

  static final String RTL = "\u202e\u05d0\u05d1\u05d2";
  static final String MARKUP = "<script>alert('x')</script>";

  private StoredSamples() {}

  static Applied touchpoint(String customer, String id, String type, long time) {
    return touchpoint(customer, id, type, time, null);
  }

  static Applied touchpoint(
      String customer, String id, String type, long time, @Nullable String segment) {
    return new Applied(
        new Touchpoint(id, customer, null, type, "web", time, null, Map.of("total", "59.90")),
        "consideration",
        segment,
        false);
  }

  static Trigger trigger(String id, String customer, long time, long late) {
    return trigger("r", id, customer, time, late);
  }

  static Trigger trigger(String rule, String id, String customer, long time, long late) {
    return new Trigger(
        id,
        rule,
        "v",
        "title",
        Signal.STALL,
        "crm",
        "email",
        50,
        customer,
        null,
        null,
        null,
        "why",
        time,
        null,
        List.of(new Trigger.Evidence("s", "e", "t", time)),
        Map.of(),
        new Trigger.Latency(time, time, time, time + late));
  }

  static Decision decision(String id, String customer, long time, @Nullable Gate gate) {
    return MadeDecision.of(id, "r", customer, null, time, gate);
  }

  static DeadLetter letter(long offset, long received) {
    byte[] bytes = "{".getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(
        new Position("touchpoints", 0, offset),
        DeadLetter.Reason.NOT_JSON,
        "no JSON",
        bytes,
        1,
        received);
  }

  static String json(byte[] document) {
    return new String(document, StandardCharsets.UTF_8);
  }

  static String id(String document) {
    return document.replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1");
  }

  static <T> List<T> all(Function<PageRequest, Page<T>> list, int limit) {
    List<T> all = new ArrayList<>();
    Page<T> page = list.apply(PageRequest.first(limit));
    all.addAll(page.rows());
    while (page.after() != null) {
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      page = list.apply(new PageRequest(page.after(), limit));
      all.addAll(page.rows());
    }
    return all;
  }
}
