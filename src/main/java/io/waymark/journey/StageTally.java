package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of one subtask in one stage of a segment, since it sent the last ones. They travel
 * from the journey operator to the map.
 *
 * @param cells the names of the cells in it, as far as the subtask knows them: one that is only
 *     taken back is known to the map
 */
public record StageTally(String segment, String stage, List<Entry> entries, Map<Long, Cell> cells) {
  /** The sums of one place; the numbers are those of {@link Place}. */
  record Entry(long cell, long next, Counts counts) {}

  public StageTally {
    entries = List.copyOf(entries);
    cells = Map.copyOf(cells);
  }

  static StageTally of(String segment, String stage, List<Entry> entries, CellNames names) {
    Map<Long, Cell> cells = new LinkedHashMap<>();
    for (Entry entry : entries) {
      names.find(entry.cell()).ifPresent(cell -> cells.put(entry.cell(), cell));
      names.find(entry.next()).ifPresent(cell -> cells.put(entry.next(), cell));
    }
    return new StageTally(segment, stage, entries, cells);
  }

  public void write(DataOutput out) throws IOException {
    Binary.writeText(out, segment);
    Binary.writeText(out, stage);
    Binary.writeInteger(out, entries.size());
    for (Entry entry : entries) {
      CellEntry.writeId(out, entry.cell());
      CellEntry.writeId(out, entry.next());
      entry.counts().write(out);
    }
    CellNames.write(out, cells);
  }

  public static StageTally read(DataInput in) throws IOException {
    String segment = Binary.readInterned(in);
    String stage = Binary.readInterned(in);
    List<Entry> entries = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      entries.add(new Entry(CellEntry.readId(in), CellEntry.readId(in), Counts.read(in)));
    }
    return new StageTally(segment, stage, entries, CellNames.read(in));
  }
}
