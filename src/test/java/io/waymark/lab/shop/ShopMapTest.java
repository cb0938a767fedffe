package io.waymark.lab.shop;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the journey map says of the shop against what is planted in it. */
class ShopMapTest {
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Influences PLANTED = Influences.PLANTED;
  private static final String IN_VAIN = "Search Found Nothing";
  private static final String FAILED = "Payment Failed";
  private static final String DELAY = "Delay Reported";
  private static final String CHAT = "Chat Started";
  private static final String DISCOUNT = "Discount Offered";
  private static final Map<String, Influence> PAIN_POINTS =
      Map.of(
          IN_VAIN, PLANTED.searchInVain(),
          FAILED, PLANTED.failedPayment(),
          DELAY, PLANTED.lateParcel());

  /** The most of 20 maps that may show something where there is nothing. */
  private static final int CHANCE_FINDINGS = 2;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void ranksThePlantedPainPointsByTheCustomersLost(long seed) {
    List<MapRecord> cells = cellsOfEverybody(shop(seed, PLANTED));

    Map<String, Long> found =
        painPoints(cells)
            .collect(
                groupingBy(MapRecord::type, summingLong(cell -> lastMonth(cell).lostAtLeast())));
    Map<String, Double> planted =
        painPoints(cells).collect(groupingBy(MapRecord::type, summingDouble(ShopMapTest::lost)));
    assertThat(painPoints(cells).filter(cell -> FAILED.equals(cell.type())))
        .extracting(MapRecord::channel)
        .containsExactly("app");
    assertThat(ranked(found)).isEqualTo(ranked(planted)).containsExactly(IN_VAIN, DELAY, FAILED);
    assertThat(found)
        .allSatisfy(
            (type, lost) -> assertThat(lost).as(type).isBetween(1L, planted.get(type).longValue()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void putsThePlantedHelpingMomentsFirst(long seed) {
    List<MapRecord> cells = cellsOfEverybody(shop(seed, PLANTED));

    List<String> found =
        cells.stream()
            .filter(cell -> lastMonth(cell).wonAtLeast() > 0)
            .sorted(Comparator.comparing(cell -> -lastMonth(cell).wonAtLeast()))
            .map(MapRecord::type)
            .limit(2)
            .toList();
    assertThat(found).containsExactly(CHAT, DISCOUNT);
  }

  @Test
  void findsNothingWhereNothingIsPlanted() {
    List<Long> seedsWithFindings =
        LongStream.rangeClosed(1, 20)
            .parallel()
            .filter(seed -> hasFinding(DrawnShop.records(shop(seed, PLANTED.withoutEffect()))))
            .boxed()
            .toList();

    assertThat(seedsWithFindings).as("seeds").hasSizeLessThanOrEqualTo(CHANCE_FINDINGS);
  }

  @Test
  void letsAsManyCustomersMeetWhatChangesNothing() {
    Map<String, Long> planted = met(cellsOfEverybody(shop(7, PLANTED)));
    Map<String, Long> without = met(cellsOfEverybody(shop(7, PLANTED.withoutEffect())));

    assertThat(without).containsOnlyKeys(IN_VAIN, FAILED, DELAY, CHAT, DISCOUNT);
    assertThat(without)
        .allSatisfy(
            (type, customers) ->
                assertThat(customers / (double) planted.get(type)).as(type).isBetween(0.8, 1.25));
  }

  private static Shop shop(long seed, Influences influences) {
    return new Shop(seed, OPENED, Shop.HISTORY, influences);
  }

  private static List<MapRecord> cellsOfEverybody(Shop shop) {
    return DrawnShop.records(shop).stream()
        .filter(cell -> cell.cellFigures() != null)
        .filter(cell -> MapRecord.EVERYBODY.equals(cell.segment()))
        .toList();
  }

  /** Returns what was found of the planted pain points. */
  private static Stream<MapRecord> painPoints(List<MapRecord> cells) {
    return cells.stream()
        .filter(cell -> PAIN_POINTS.containsKey(cell.type()))
        .filter(cell -> lastMonth(cell).lostAtLeast() > 0);
  }

  /** Returns how many customers a pain point cost, as it was planted. */
  private static double lost(MapRecord cell) {
    return -PAIN_POINTS.get(cell.type()).change() * lastMonth(cell).customers();
  }

  private static <N extends Number> List<String> ranked(Map<String, N> lost) {
    return lost.entrySet().stream()
        .sorted(Comparator.comparing(each -> -each.getValue().doubleValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Long> met(List<MapRecord> cells) {
    List<String> influences = List.of(IN_VAIN, FAILED, DELAY, CHAT, DISCOUNT);
    return cells.stream()
        .filter(cell -> influences.contains(cell.type()))
        .collect(groupingBy(MapRecord::type, summingLong(cell -> lastMonth(cell).customers())));
  }

  private static boolean hasFinding(List<MapRecord> records) {
    List<MapRecord> cells = records.stream().filter(cell -> cell.cellFigures() != null).toList();
    assertThat(cells).hasSizeGreaterThan(100);
    assertThat(cells).anyMatch(cell -> !cell.cellFigures().effects().isEmpty());
    return cells.stream()
        .flatMap(cell -> cell.cellFigures().windows().values().stream())
        .anyMatch(window -> window.lostAtLeast() > 0 || window.wonAtLeast() > 0);
  }

  private static CellWindow lastMonth(MapRecord cell) {
    return cell.cellFigures().windows().get(Window.MONTH);
  }
}
