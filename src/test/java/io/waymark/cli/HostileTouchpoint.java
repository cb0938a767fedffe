package io.waymark.cli;

import io.waymark.rule.RandomRuleText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values of records for the topic of touchpoints, from good ones to garbage. About half of them are
 * touchpoints that rules of {@link RandomRuleText} ask for.
 */
final class HostileTouchpoint {
  private static final int CUSTOMERS = 200;

  private static final List<String> TYPES =
      List.of("A", "A", "B", "C", "identify", "Order Completed", "Stage Entered");

  /** The properties that the rules of {@link RandomRuleText} ask for. */
  private static final List<String> PROPERTIES = List.of("n", "s", "t", "list", "map", "long");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "50",
          "39.99",
          "1e3",
          "1E-400",
          "1e400",
          "-1e999999999",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "10000000000000000001",
          "0.1",
          "0.30000000000000004",
          "1.7976931348623157e308",
          "5e-324",
          "123456789012345678901234567890.123456789",
          "NaN",
          "Infinity",
          "-Infinity",
          "01",
          "+1",
          "1.",
          ".5",
          "0x1F");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "o1",
          "1001",
          "1001.0",
          "120.50",
          " 120.50",
          "null",
          "undefined",
          "NaN",
          "\\u0000",
          "\\ud800",
          "\\udc00\\ud800",
          "\u00e4\u00df",
          "\uD83D\uDE00",
          "\\\"",
          "\\n",
          "\u202e",
          "()[]{}*+?",
          "DE",
          "card_declined");

  private static final List<String> TIMES =
      List.of(
          "\"\"",
          "0",
          "-1",
          "\"2026-02-30T09:00:00Z\"",
          "\"9999-12-31T23:59:59.999Z\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"1969-12-31T23:59:59Z\"",
          "1e18",
          "null",
          "{}",
          "\"soon\"",
          "\"2026-03-01T24:00:00Z\"",
          "9223372036854775807");

  private final Random random;
  private final long nowMillis;

  HostileTouchpoint(Random random, long nowMillis) {
    this.random = random;
    this.nowMillis = nowMillis;
  }

  byte[] next() {
    return switch (random.nextInt(40)) {
      case 0 -> garbage(random.nextInt(300));
      case 1 -> new byte[0];
      case 2, 3, 4 -> damaged(utf8(touchpoint(properties(2))));
      case 5 -> utf8("{\"a\":".repeat(random.nextInt(5_000)));
      case 6 -> utf8("[".repeat(random.nextInt(20_000)) + "]".repeat(random.nextInt(20_000)));
      case 7 -> utf8(touchpoint(keys(random.nextInt(2_000))));
      case 8 -> utf8(touchpoint("\"long\":\"" + "x".repeat(random.nextInt(40_000)) + "\""));
      case 9 -> utf8(touchpoint("\"long\":\"" + "\\u0001".repeat(random.nextInt(5_000)) + "\""));
      case 10 -> utf8(touchpoint("\"s\":\"" + "a".repeat(random.nextInt(30_000)) + "\""));
      case 11 -> utf8("\uFEFF" + touchpoint(properties(1)));
      case 12 -> touchpoint(properties(1)).getBytes(StandardCharsets.UTF_16);
      case 13 -> random.nextInt(100) == 0 ? garbage(900_000) : garbage(40_000);
      default -> utf8(touchpoint(properties(2)));
    };
  }

  private String touchpoint(String properties) {
    String id = random.nextInt(30) == 0 ? pick(TEXTS) : "t" + random.nextInt(1_000_000_000);
    String customer = random.nextInt(40) == 0 ? pick(TEXTS) : "c" + random.nextInt(CUSTOMERS);
    String whom = random.nextInt(20) == 0 ? "anonymousId" : "customer";
    return "{\"id\":\"%s\",\"%s\":\"%s\",\"type\":\"%s\",\"time\":%s,\"sentiment\":%s,%s}"
        .formatted(id, whom, customer, type(), time(), sentiment(), extra(properties));
  }

  private String extra(String properties) {
    String own = "\"properties\":{" + properties + "}";
    return random.nextInt(50) == 0 ? "\"channel\":" + value(1) + "," + own : own;
  }

  private String type() {
    return random.nextInt(40) == 0 ? "x".repeat(random.nextInt(400)) : pick(TYPES);
  }

  private String time() {
    return random.nextInt(20) == 0
        ? pick(TIMES)
        : "\"" + Instant.ofEpochMilli(nowMillis - random.nextInt(900)) + "\"";
  }

  private String sentiment() {
    return random.nextInt(10) == 0 ? pick(NUMBERS) : Double.toString(random.nextInt(21) / 10.0 - 1);
  }

  /** Returns the properties that rules ask for, with values of any type. */
  private String properties(int depth) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(i -> "\"" + pick(PROPERTIES) + "\":" + value(depth))
        .collect(Collectors.joining(","));
  }

  private String keys(int many) {
    int size = random.nextInt(200);
    return IntStream.range(0, many)
        .mapToObj(i -> "\"k" + i + "\":\"" + "y".repeat(size) + "\"")
        .collect(Collectors.joining(","));
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0, 1 -> pick(NUMBERS);
      case 2 -> Integer.toString(random.nextInt(100));
      case 3, 4 -> "\"" + pick(TEXTS) + "\"";
      case 5 -> pick(List.of("true", "false", "null"));
      case 6 -> "{" + properties(depth - 1) + "}";
      case 7 -> list(random.nextInt(4), depth);
      default -> random.nextInt(20) == 0 ? list(1_200, 0) : "\"" + "a".repeat(500) + "\"";
    };
  }

  private String list(int size, int depth) {
    return IntStream.range(0, size)
        .mapToObj(i -> value(Math.max(0, depth - 1)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private byte[] damaged(byte[] bytes) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private byte[] garbage(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
