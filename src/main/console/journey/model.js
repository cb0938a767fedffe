/**
 * What a picture of the journey shows, computed from the records of one cut.
 *
 * Records have the form of schemas/journey-map.schema.json. The functions are pure; all pictures, tables and
 * exports draw from the same result, so that their numbers agree.
 */
import { ENOUGH } from "../format.js";

/** Below this share of touchpoints with a sentiment, no sentiment of a stage is drawn. */
const LEAST_COVERAGE = 0.05;
const MOST_LANES = 8;
const MOST_FINDINGS = 5;
export const OTHER = "other";
export const EVERYBODY = "all";

/** @typedef {{value: number, low: number, high: number, n: number}} Estimate */

/** Lists the segments of a cut, everybody first. */
export function segments(records) {
  const names = new Set(records.map((record) => record.segment).filter(Boolean));
  return [...names].sort((a, b) => (b === EVERYBODY) - (a === EVERYBODY) || a.localeCompare(b));
}

export const keyOf = (cell) => JSON.stringify([cell.stage, cell.channel, cell.type]);

/**
 * Reads the figures of a segment and a window.
 *
 * @param {object} plan by stage, where it is known: withinMillis and the touchpoints that are expected
 */
export function journey({ asOf, records }, { segment = EVERYBODY, window = "week", plan = {} }) {
  const mine = records.filter((record) => record.segment === segment);
  const stages = mine
    .filter((record) => record.stageFigures)
    .map((record) => stage(record, window, plan[record.stage]))
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name));
  const cells = mine
    .filter((record) => record.cellFigures?.windows[window])
    .map((record) => cell(record, window, plan[record.stage]));
  rankFindings(cells);
  const figures = mine.find((record) => record.segmentFigures)?.segmentFigures;
  const ways = (figures?.ways ?? [])
    .filter((way) => way.steps[window])
    .map((way) => ({ from: way.from, to: way.to, steps: way.steps[window] }));
  addRemovals(cells, figures?.removals ?? [], window);
  return {
    asOf,
    segment,
    window,
    stages,
    cells,
    ways,
    otherWays: figures?.otherWays[window] ?? 0,
    lanes: lanes(cells),
    wrong: mine.filter((record) => !addsUp(record)).map((record) => [record.stage, record.channel, record.type].filter(Boolean).join(", ")),
  };
}

function stage(record, window, plan) {
  const { rank, hereNow, windows } = record.stageFigures;
  const sums = windows[window] ?? {
    in: 0, forward: 0, skip: 0, back: 0, lost: 0, stillHere: 0, returned: 0, moved: {}, deviations: {}, coverage: 0,
  };
  const out = Object.values(sums.moved).reduce((sum, moved) => sum + moved, 0);
  return {
    name: record.stage,
    rank,
    hereNow,
    plan,
    ...sums,
    out,
    lostInWindow: sums.moved.lost ?? 0,
    measured: drawable(sums.measured, sums.coverage),
    inferred: drawable(sums.inferred, sums.coverage),
  };
}

/** Tells whether the figures of a stage or touchpoint add up in each window that is at hand. */
const addsUp = (record) =>
  Object.values((record.stageFigures ?? record.cellFigures)?.windows ?? {}).every((sums) => sums.in === sums.forward + sums.skip + sums.back + sums.lost + sums.stillHere);

const drawable = (estimate, coverage) =>
  estimate && estimate.n >= ENOUGH && coverage >= LEAST_COVERAGE ? estimate : undefined;

function cell(record, window, plan) {
  const { windows, effects } = record.cellFigures;
  const sums = windows[window];
  return {
    stage: record.stage,
    channel: record.channel,
    type: record.type,
    key: keyOf(record),
    ...sums,
    effect: effects[window] ?? effects.month ?? effects.all,
    sentiment: sums.measured ?? sums.inferred,
    isPlanned: plan?.touchpoints?.includes(record.type) ?? false,
    isUnplanned: !!plan?.touchpoints?.length && !plan.touchpoints.includes(record.type),
  };
}

/** Adds to the cells how much the goal depends on them. */
function addRemovals(cells, removals, window) {
  const shares = new Map(removals.map(({ cell: of, shares }) => [keyOf(of), shares[window] ?? shares.month ?? shares.all]));
  cells.forEach((each) => (each.removal = shares.get(each.key)));
}

/** Numbers the largest pain points and helping moments of the picture from 1. */
function rankFindings(cells) {
  const rank = (figure, name) =>
    cells
      .filter((each) => each[figure] > 0)
      .sort((a, b) => b[figure] - a[figure] || a.key.localeCompare(b.key))
      .slice(0, MOST_FINDINGS)
      .forEach((each, index) => (each[name] = index + 1));
  rank("lostAtLeast", "pain");
  rank("wonAtLeast", "help");
}

/** Names the channels by the touchpoints they carry; all beyond the bound share the last lane. */
function lanes(cells) {
  const sums = new Map();
  for (const each of cells) sums.set(each.channel, (sums.get(each.channel) ?? 0) + each.touchpoints);
  const names = [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
  return names.filter((name) => name !== OTHER).slice(0, MOST_LANES - 1);
}

/** Returns steps from and to a cell, the most frequent first; the eight largest and the sum of the rest. */
export function neighbours(model, key) {
  const side = (here, there) => {
    const all = model.ways
      .filter((way) => way[here] && keyOf(way[here]) === key)
      .map((way) => ({ cell: way[there], steps: way.steps }))
      .sort((a, b) => b.steps - a.steps);
    const total = all.reduce((sum, each) => sum + each.steps, 0);
    const shown = all.slice(0, 8);
    return { shown, total, other: total - shown.reduce((sum, each) => sum + each.steps, 0) };
  };
  return { next: side("from", "to"), previous: side("to", "from") };
}

/** Returns the fewest ways that carry a share of all their steps, with those that are always wanted, and the steps they carry. */
export function heaviest(ways, coverage, most, isWanted) {
  const total = ways.reduce((sum, way) => sum + way.steps, 0);
  const sorted = [...ways].sort((a, b) => isWanted(b) - isWanted(a) || b.steps - a.steps);
  const drawn = [];
  let sum = 0;
  for (const way of sorted) {
    if ((sum >= total * coverage && !isWanted(way)) || drawn.length >= most) break;
    drawn.push(way);
    sum += way.steps;
  }
  return { drawn, steps: sum, isWhole: sum >= total * coverage };
}
