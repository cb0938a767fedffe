package io.waymark.intake;

import io.waymark.intake.LocalTimes.Order;
import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes touchpoints of a raw record. */
interface Shaper {
  /**
   * Returns the touchpoints in order of time; none when the record is to be skipped.
   *
   * @param order the times of the source so far; null where they are not known
   */
  List<Touchpoint> shape(Map<String, Object> record, @Nullable Order order) throws RefusedException;
}
