/** Compares the shares that go on with those of another segment, or of the same one before. */
import { ENOUGH } from "../format.js";

/** @typedef {{then: import("./model.js").Estimate, now: import("./model.js").Estimate, difference: import("./model.js").Estimate}} Change */

/** Adds to each stage and cell how its share differs from the one in another model, where both are sure enough. */
export function addChanges(model, then) {
  const stages = new Map(then.stages.map((stage) => [stage.name, stage]));
  for (const stage of model.stages) {
    stage.trend = undefined; // It is against the window before, whatever the other model is.
    const other = stages.get(stage.name);
    if (other?.horizonMillis === stage.horizonMillis) stage.change = change(stage.progress, other.progress);
  }
  const cells = new Map(then.cells.map((cell) => [cell.key, cell]));
  for (const cell of model.cells) {
    cell.then = cells.get(cell.key);
    cell.change = change(cell.goesOn, cell.then?.goesOn);
  }
}

function change(now, then) {
  if (!now || !then || now.n < ENOUGH || then.n < ENOUGH) return undefined;
  return { then, now, difference: minus(now, then) };
}

/**
 * Returns an estimate minus an independent one, with the interval that the API gives too: a report has no server to
 * ask. Of two shares it is Newcombe's.
 */
export function minus(now, then) {
  const value = now.value - then.value;
  return {
    value,
    low: value - Math.hypot(now.value - now.low, then.high - then.value),
    high: value + Math.hypot(now.high - now.value, then.value - then.low),
    n: Math.min(now.n, then.n),
  };
}
