package io.waymark.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how fast rows are stored and asked for, and prints it. {@code
 * -Dstore.touchpoints=5000000} measures the size that a console of 200,000 customers has. The
 * bounds are ten times as wide as what is aimed at, 5,000 rows a second and 100 ms, as other work
 * may be going on: they find what has become slower by its kind.
 */
class StoreSpeedIT {
  private static final int TOUCHPOINTS = Integer.getInteger("store.touchpoints", 60_000);
  private static final int CUSTOMERS = 200_000;
  private static final int DAYS = 30;
  private static final int BATCH = 2_000;
  private static final int ASKED = 100;
  private static final int LEAST_PER_SECOND = 500;
  private static final long MOST_MILLIS = 1_000;
  private static final String[] TYPES = {
    "Product Viewed", "Payment Failed", "Chat Started", "Order Completed", "Email Opened"
  };

  @TempDir private Path folder;
  private final Random random = new Random(42);

  @Test
  void sqliteKeepsUpAndAnswersAtOnce() {
    measure(new Database.Sqlite(folder.resolve("store")));
  }

  @Test
  void postgresKeepsUpAndAnswersAtOnce() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      measure(new Database.Postgres(server.getJdbcUrl("postgres", "postgres"), null, null));
    }
  }

  private void measure(Database database) {
    StoreSettings settings = new StoreSettings(database, Duration.ofDays(DAYS), 1L << 40);
    try (RowStore store = RowStore.open(settings)) {
      double perSecond = fill(store);
      Map<String, Long> p95 = ask(store);
      System.out.printf(
          "%s: %,d touchpoints, %,.0f stored a second, %,d bytes, p95 in microseconds %s%n",
          database.name(), TOUCHPOINTS, perSecond, store.state().usedBytes(), p95);

      assertThat(perSecond).isGreaterThan(LEAST_PER_SECOND);
      assertThat(p95)
          .isNotEmpty()
          .allSatisfy((query, micros) -> assertThat(micros).isLessThan(MOST_MILLIS * 1_000));
    }
  }

  /** Returns the touchpoints that were stored a second, with their reading from JSON. */
  private double fill(RowStore store) {
    long begin = System.nanoTime();
    long preparing = 0;
    for (int from = 0; from < TOUCHPOINTS; from += BATCH) {
      long before = System.nanoTime();
      byte[][] documents = new byte[BATCH][];
      for (int i = 0; i < BATCH; i++) {
        documents[i] = Topics.APPLIED.document().write(touchpoint(from + i), 0);
      }
      preparing += System.nanoTime() - before;
      store.write(batch(documents, from));
    }
    return TOUCHPOINTS * 1e9 / (System.nanoTime() - begin - preparing);
  }

  private static Batch batch(byte[][] documents, int from) {
    Batch batch = new Batch();
    try {
      for (int i = 0; i < documents.length; i++) {
        Applied applied = Topics.APPLIED.document().read(documents[i]);
        int number = from + i;
        batch.add(applied, number, StoredSamples.json(documents[i]));
        if (number % 50 == 0) {
          Trigger trigger =
              StoredSamples.trigger("t-" + number, applied.customer(), applied.eventMillis(), 90);
          batch.add(trigger, StoredSamples.json(Topics.TRIGGERS.document().write(trigger, 0)));
          Decision decision =
              StoredSamples.decision(
                  "t-" + number, applied.customer(), applied.eventMillis(), null);
          batch.add(decision, StoredSamples.json(Topics.DECISIONS.document().write(decision, 0)));
        }
      }
    } catch (io.waymark.wire.MalformedDocumentException e) {
      throw new AssertionError("we wrote them", e);
    }
    batch.read("applied", 0, from + documents.length);
    return batch;
  }

  private Applied touchpoint(int number) {
    long time = StoredSamples.NOON + number * (DAYS * StoredSamples.DAY / TOUCHPOINTS);
    return new Applied(
        new Touchpoint(
            "e-" + number,
            customer(),
            null,
            TYPES[random.nextInt(TYPES.length)],
            "web",
            time,
            0.5,
            Map.of(
                "orderId", "o-" + number, "total", "59.90", "page", "/shop/shoes/" + number % 977)),
        "consideration",
        number % 4 == 0 ? "gold" : "other",
        false);
  }

  private String customer() {
    return "customer-" + random.nextInt(CUSTOMERS);
  }

  private Map<String, Long> ask(RowStore store) {
    long newest = StoredSamples.NOON + DAYS * StoredSamples.DAY;
    Map<String, Long> p95 = new LinkedHashMap<>();
    PageRequest fifty = PageRequest.first(50);
    p95.put("timeline", p95(() -> store.customers().timeline(customer(), fifty)));
    p95.put("state", p95(() -> store.customers().state(customer())));
    p95.put(
        "prefix", p95(() -> store.customers().beginningWith(customer().substring(0, 11), fifty)));
    p95.put(
        "cell",
        p95(
            () ->
                store
                    .customers()
                    .ofCell(
                        new Customers.Cell("consideration", "web", TYPES[random.nextInt(5)], null),
                        fifty)));
    p95.put("cell, second page", p95(() -> secondPage(store, fifty)));
    p95.put("triggers", p95(() -> store.triggers().page(Triggers.Filter.ALL, fifty)));
    p95.put(
        "triggers of a rule",
        p95(() -> store.triggers().page(new Triggers.Filter("r", null, null, null), fifty)));
    p95.put(
        "triggers of nobody",
        p95(() -> store.triggers().page(new Triggers.Filter(null, null, null, "nobody"), fifty)));
    p95.put("rates of a day", p95(() -> store.triggers().rates(newest - StoredSamples.DAY, 5, 20)));
    p95.put("rates of a month", p95(() -> store.triggers().rates(0, 1_440, 20)));
    p95.put(
        "decisions",
        p95(() -> store.decisions().page(new Decisions.Filter("sent", null, null), fifty)));
    p95.put("funnel of a month", p95(() -> store.decisions().counts(0)));
    p95.put("dead letters", p95(() -> store.deadLetters().byReason(0, 3)));
    return p95;
  }

  private Page<Customers.Visitor> secondPage(RowStore store, PageRequest first) {
    Page<Customers.Visitor> page =
        store.customers().ofCell(new Customers.Cell("consideration", "web", TYPES[0], null), first);
    return store
        .customers()
        .ofCell(
            new Customers.Cell("consideration", "web", TYPES[0], null),
            new PageRequest(page.after(), 50));
  }

  private static long p95(Runnable query) {
    long[] micros = new long[ASKED];
    for (int i = -ASKED / 5; i < ASKED; i++) {
      long begin = System.nanoTime();
      query.run();
      micros[Math.max(0, i)] = (System.nanoTime() - begin) / 1_000;
    }
    Arrays.sort(micros);
    return micros[ASKED * 95 / 100];
  }
}
