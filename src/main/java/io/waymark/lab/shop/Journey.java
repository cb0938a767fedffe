package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import java.util.List;

/**
 * All that one customer does and meets, past and to come.
 *
 * @param touchpoints at least one, in order of time
 */
public record Journey(long number, Persona persona, List<Touchpoint> touchpoints) {
  public Journey {
    touchpoints = List.copyOf(touchpoints);
  }
}
