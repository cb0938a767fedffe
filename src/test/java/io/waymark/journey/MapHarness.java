package io.waymark.journey;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.MapRecord;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws histories into a map as the job does, without Flink: ledgers go through their bytes. */
final class MapHarness {
  JourneyMap map = new JourneyMap();
  final Map<String, MapRecord> records = new LinkedHashMap<>();
  private final Map<String, byte[]> ledgers = new HashMap<>();
  private final Map<String, byte[]> parts = new HashMap<>();
  private Tallies tallies = new Tallies();
  private CellNames names = new CellNames();
  private Lifecycle lifecycle;
  private Cartographer cartographer;
  private MapCuts cuts;

  MapHarness(String lifecycleText) {
    lifecycle = lifecycle(lifecycleText);
    cartographer = new Cartographer(lifecycle, 1, names, tallies);
    cuts = new MapCuts(map, lifecycle);
  }

  static Lifecycle lifecycle(String text) {
    return LifecycleReader.read(text, new Problems("lifecycle", text)).orElseThrow();
  }

  /** Takes a checkpoint and starts anew from it, with another lifecycle. */
  void restart(String lifecycleText) {
    tallies.drain(names).forEach(map::add);
    try {
      map.flush(parts::put);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    map = new JourneyMap();
    parts.forEach(map::restore);
    tallies = new Tallies();
    names = new CellNames();
    lifecycle = lifecycle(lifecycleText);
    cartographer = new Cartographer(lifecycle, 1, names, tallies);
    cuts = new MapCuts(map, lifecycle);
    records.clear();
  }

  /** Applies a touchpoint; deadlines up to its time pass before. */
  void apply(Touchpoint touchpoint, @Nullable String stage, String segment) {
    Ledger ledger = ledger(touchpoint.customer());
    cartographer.passDeadline(ledger, touchpoint.timeMillis());
    cartographer.apply(ledger, stage, touchpoint, () -> segment);
    keep(touchpoint.customer(), ledger);
  }

  void passDeadlines(long toMillis) {
    for (String customer : ledgers.keySet().toArray(String[]::new)) {
      Ledger ledger = ledger(customer);
      cartographer.passDeadline(ledger, toMillis);
      keep(customer, ledger);
    }
  }

  /** Adds what was counted, and publishes; returns the figures that are in force then. */
  Map<String, MapRecord> cut(long asOfMillis) {
    tallies.drain(names).forEach(map::add);
    cuts.next(asOfMillis, record -> records.put(record.key(), record));
    return records;
  }

  /** Returns all figures as of now, as a job that has just started publishes them. */
  Map<String, MapRecord> cutOfAll(long asOfMillis) {
    Map<String, MapRecord> all = new LinkedHashMap<>();
    new MapCuts(map, lifecycle).next(asOfMillis, record -> all.put(record.key(), record));
    return all;
  }

  private Ledger ledger(String customer) {
    byte[] bytes = ledgers.get(customer);
    try {
      return bytes == null ? new Ledger() : Ledger.read(new ByteInput(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(String customer, Ledger ledger) {
    ByteOutput out = new ByteOutput(256);
    try {
      ledger.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ledgers.put(customer, out.toByteArray());
  }
}
