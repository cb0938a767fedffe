package io.waymark.match;

import io.waymark.model.Touchpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A choice of touchpoints that is not complete, and waits.
 *
 * @param steps the touchpoints chosen so far, by the step's name, in the order of the pattern
 * @param isSilent whether all positive steps are chosen, and the absence at the end is waited for
 */
public record Wait(Map<String, List<Touchpoint>> steps, boolean isSilent) {
  public Wait {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }
}
