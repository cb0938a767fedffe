package io.waymark.match.cep;

import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * One touchpoint to be chosen: a positive step, or one of its {@code times}. Slots follow each
 * other as the NFA's states do.
 *
 * @param absent what must not lie between the choice for the slot before and the one for this
 */
record Slot(Step.Positive step, List<Step.Absent> absent) {

  static List<Slot> of(List<Step> steps) {
    List<Slot> slots = new ArrayList<>();
    List<Step.Absent> absent = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Absent gap) {
        absent.add(gap);
      } else if (step instanceof Step.Positive positive) {
        for (int i = 0; i < positive.times(); i++) {
          slots.add(new Slot(positive, i == 0 ? List.copyOf(absent) : List.of()));
        }
        absent.clear();
      }
    }
    return slots;
  }
}
