package io.waymark.console.live;

import io.waymark.model.MapRecord;
import io.waymark.wire.CutReader;
import io.waymark.wire.MapCut;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journey map as it is now, in whole cuts only: one thread adds records in their order, any
 * number of threads look.
 */
public final class LiveMap {
  private final CutReader reader = new CutReader();
  private boolean isFresh;
  private volatile @Nullable MapCut cut;

  /** Adds the next record of the map. */
  public void add(MapRecord record) {
    isFresh |= reader.add(record);
  }

  /**
   * Shows the last cut that was closed. Called after many records, it puts the cuts between, which
   * nobody would see, not together.
   *
   * @return the cut that is shown now; empty where it was shown before
   */
  public Optional<MapCut> show() {
    if (!isFresh) {
      return Optional.empty();
    }
    isFresh = false;
    Optional<MapCut> latest = reader.cut();
    cut = latest.orElse(null);
    return latest;
  }

  /** Returns the newest cut; empty before the first. */
  public Optional<MapCut> cut() {
    return Optional.ofNullable(cut);
  }
}
