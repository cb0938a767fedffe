package io.waymark.lab.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.cli.LiveRule;
import io.waymark.cli.Waymark;
import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The touchpoints of many customers in six past hours, drawn from a seed, with inputs that cannot
 * be used in between; and rules of each kind for them, one of which fails whenever it is asked.
 */
record History(List<Touchpoint> touchpoints) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CUSTOMERS = 4_000;
  private static final Duration LENGTH = Duration.ofHours(6);
  private static final int POISON_ONE_IN = 1_000;
  private static final byte[] POISON = "{\"id\": \"cut off".getBytes(StandardCharsets.UTF_8);

  private static final List<String> TYPES =
      List.of(
          "Product Viewed",
          "Product Viewed",
          "Product Viewed",
          "Checkout Started",
          "Order Completed",
          "Payment Failed",
          "Payment Failed",
          "Chat Started",
          "Order Returned");

  static final Map<String, String> RULES =
      LiveRule.texts(
          Map.of(
              "paid-badly",
              "{within: 30m, steps: [{failure: Payment Failed, times: 2}, {absent: Order"
                  + " Completed}, {help: Chat Started}]}",
              "no-order",
              "{steps: [{begun: Checkout Started}, {absent: Order Completed, for: 1h}]}",
              "returned",
              "{correlate: event.properties.order, within: 2h, steps: [{done: Order"
                  + " Completed}, {back: Order Returned}]}",
              "always-fails",
              "{steps: [{seen: Product Viewed, where: \"10 / event.properties.zero > 1\"}]}"));

  static History of(long seed, int many) {
    Random random = new Random(seed);
    long begin = Instant.now().minus(LENGTH.plusHours(2)).toEpochMilli();
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String customer = "c" + (int) (CUSTOMERS * random.nextDouble() * random.nextDouble());
      touchpoints.add(
          new Touchpoint(
              seed + "-" + i,
              customer,
              null,
              TYPES.get(random.nextInt(TYPES.size())),
              null,
              begin + i * LENGTH.toMillis() / many,
              null,
              Map.of("zero", 0L, "order", (long) random.nextInt(3))));
    }
    return new History(touchpoints);
  }

  /** Gives inputs in order, those that cannot be used included. */
  void play(int from, int to, Consumer<Touchpoint> touchpoint, Runnable poison) {
    for (int i = from; i < to; i++) {
      touchpoint.accept(touchpoints.get(i));
      if (i % POISON_ONE_IN == 0) {
        poison.run();
      }
    }
  }

  /** Returns one last touchpoint for each partition, so late that all deadlines have passed. */
  List<Touchpoint> ends(int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(
            partition ->
                new Touchpoint(
                    "end-" + partition,
                    "end-" + partition,
                    null,
                    "Cart Viewed",
                    null,
                    System.currentTimeMillis(),
                    null,
                    Map.of()))
        .toList();
  }

  int size() {
    return touchpoints.size();
  }

  static byte[] poison() {
    return POISON.clone();
  }

  long poisons() {
    return (touchpoints.size() + POISON_ONE_IN - 1) / POISON_ONE_IN;
  }

  /**
   * Returns the ids of the triggers of an undisturbed run, which takes files through the same job.
   */
  Set<String> undisturbed(Path folder) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      Files.writeString(rules.resolve(rule.getKey() + ".yaml"), rule.getValue());
    }
    Path input = folder.resolve("history.jsonl");
    try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(input))) {
      play(
          0,
          size(),
          touchpoint -> line(lines, TouchpointDocument.INSTANCE.write(touchpoint)),
          () -> line(lines, POISON));
    }
    Path found = folder.resolve("found");
    int exit =
        Waymark.execute(
            "run",
            "--input",
            input.toString(),
            "--rules",
            rules.toString(),
            "--out",
            found.toString());
    if (exit != 0) {
      throw new IllegalStateException("the undisturbed run ends with " + exit);
    }
    Set<String> ids = new TreeSet<>();
    for (String line : Files.readAllLines(found.resolve("triggers.jsonl"))) {
      ids.add(JSON.readTree(line).get("id").asText());
    }
    return ids;
  }

  private static void line(OutputStream out, byte[] json) {
    try {
      out.write(json);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
