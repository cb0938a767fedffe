package io.waymark.intake;

import io.waymark.model.Touchpoint;
import java.util.Map;
import java.util.Optional;

/** Makes a touchpoint of a raw record. */
interface Shaper {
  /** Returns the touchpoint; empty when the record is to be skipped. */
  Optional<Touchpoint> shape(Map<String, Object> record) throws RefusedException;
}
