/**
 * Where each mark of the map lies. Columns are stages and lanes are channels, so no layout engine is needed.
 *
 * Within a column, touchpoints stand from left to right in the order in which customers meet them; a lane
 * gets as many rows as its labels need.
 */
import { scaleSqrt } from "../scale.js";
import { heaviest, keyOf, OTHER } from "./model.js";
import { count, isSignificant, shorten, signed } from "../format.js";

export const GUTTER = 88;
const RIGHT = 16;
export const HEADER = 166;
export const EMOTION = 76;
const LANE_PAD = 4;
const LABEL = 27;
const MOST_LETTERS = 20;
export const MOST_STAGES = 8;
const MOST_EDGES = 150;
const LARGEST = 14;
const SMALLEST = 4;
const LOST = 56;
/** The width of the column that stands for the stages without one. */
const MORE = 112;

/** @param {{width: number, mostLanes: number, perColumn: number, coverage: number, channel?: string, textWidth: (text: string) => number}} options */
export function layout(model, options) {
  const { columns, more } = columnsOf(model.stages, options.width);
  const chosen = choose(model, columns, options);
  if (more) chosen.set(more.key, moreNode(model, more, options));
  const nodes = [...chosen.values()];
  const largest = Math.max(1, ...nodes.filter((node) => !node.isOther).map((node) => node.size));
  const radius = scaleSqrt(largest, LARGEST);
  nodes.forEach((node) => (node.r = node.isOther ? 5 : Math.max(SMALLEST, radius(node.size))));
  placeAcross(nodes, model.ways, columns);
  const lanes = placeDown(nodes, [...drawnLanes(model, options), OTHER], more ? [...columns, more] : columns, options.textWidth);
  lanes.at(-1).channels = leftOut(model, options);
  const bottom = lanes.at(-1).y + lanes.at(-1).height;
  const edges = edgesOf(model, chosen, options.coverage);
  return { columns, more, nodes, lanes, edges, bottom, height: bottom + LOST, width: options.width };
}

function columnsOf(stages, width) {
  const [drawn, rest] = [stages.slice(0, MOST_STAGES), stages.slice(MOST_STAGES)];
  const free = width - GUTTER - RIGHT - (rest.length ? MORE : 0);
  const each = free / Math.max(1, drawn.length);
  const columns = drawn.map((stage, index) => ({ stage, x: GUTTER + index * each, width: each, index }));
  const more = rest.length ? { key: "more", stages: rest, x: GUTTER + free, width: MORE, index: drawn.length } : undefined;
  return { columns, more };
}

/** One mark for all cells of the stages that have no column, so that no way is lost. */
function moreNode(model, more, { channel }) {
  const names = new Set(more.stages.map((stage) => stage.name));
  const cells = model.cells.filter((cell) => names.has(cell.stage) && (!channel || cell.channel === channel));
  return { isOther: true, isMore: true, key: more.key, column: more, cells, lane: OTHER, size: sum(cells, (cell) => cell.touchpoints), covers: new Set(cells.map((cell) => cell.key)) };
}

/** Names the channels that share the last lane. */
function leftOut(model, options) {
  const drawn = new Set(drawnLanes(model, options));
  return [...new Set(model.cells.map((cell) => cell.channel))].filter((name) => name !== OTHER && !drawn.has(name)).sort();
}

/** Chooses the marks of each column: findings first, then by customers; the rest is one mark. */
function choose(model, columns, options) {
  const { perColumn, channel } = options;
  const lanes = drawnLanes(model, options);
  const chosen = new Map();
  for (const column of columns) {
    const cells = model.cells
      .filter((cell) => cell.stage === column.stage.name && (!channel || cell.channel === channel))
      .sort((a, b) => weight(b) - weight(a) || b.customers - a.customers || a.key.localeCompare(b.key));
    const [shown, rest] = [cells.slice(0, perColumn), cells.slice(perColumn)];
    shown.forEach((cell) => chosen.set(cell.key, { cell, column, size: cell.customers, key: cell.key, lane: lanes.includes(cell.channel) ? cell.channel : OTHER }));
    addMissing(chosen, column, cells, channel);
    if (rest.length) {
      const key = `other:${column.stage.name}`;
      const other = { isOther: true, key, column, cells: rest, lane: OTHER, size: sum(rest, (cell) => cell.touchpoints) };
      chosen.set(key, other);
      other.covers = new Set(rest.map((cell) => cell.key));
    }
  }
  return chosen;
}

const weight = (cell) => (cell.pain ? 2 : 0) + (cell.help ? 1 : 0);
const drawnLanes = (model, { mostLanes }) => model.lanes.slice(0, mostLanes - 1);
const sum = (values, of) => values.reduce((total, each) => total + of(each), 0);

/** A touchpoint that the plan expects and nobody met. */
function addMissing(chosen, column, cells, channel) {
  if (channel) return;
  for (const type of column.stage.plan?.touchpoints ?? []) {
    if (!cells.some((cell) => cell.type === type)) {
      const key = `missing:${column.stage.name}:${type}`;
      chosen.set(key, { isMissing: true, key, column, type, size: 0, lane: OTHER });
    }
  }
}

/** Gives each mark its place from 0 to 1 in its column: those that customers come from are left of those they go to. */
function placeAcross(nodes, ways, columns) {
  const after = new Map(nodes.map((node) => [node.key, { out: 0, in: 0 }]));
  for (const way of ways) {
    if (way.from && way.to && way.from.stage === way.to.stage) {
      const [from, to] = [after.get(keyOf(way.from)), after.get(keyOf(way.to))];
      if (from && to && from !== to) {
        from.out += way.steps;
        to.in += way.steps;
      }
    }
  }
  const lead = (node) => {
    const { out, in: came } = after.get(node.key);
    return out + came ? (out - came) / (out + came) : 0;
  };
  nodes.filter((node) => node.isOther).forEach((node) => (node.place = 0.5));
  for (const column of columns) {
    const inside = nodes.filter((node) => node.column === column && !node.isOther).sort((a, b) => lead(b) - lead(a) || b.size - a.size);
    inside.forEach((node, index) => (node.place = inside.length === 1 ? 0.5 : index / (inside.length - 1)));
  }
}

/** Stacks the lanes; marks whose labels would touch go to further rows of their lane. */
function placeDown(nodes, names, columns, textWidth) {
  let y = HEADER + EMOTION;
  const lanes = [];
  for (const name of names) {
    const inside = nodes.filter((node) => node.lane === name);
    if (!inside.length && name !== OTHER) continue;
    const rows = [];
    for (const column of columns) {
      spread(inside.filter((node) => node.column === column), column, rows, textWidth);
    }
    let rowY = y + LANE_PAD;
    for (const row of rows) {
      const largest = Math.max(...row.map((node) => node.r));
      row.forEach((node) => (node.y = rowY + largest));
      rowY += 2 * largest + LABEL;
    }
    const height = Math.max(28, rowY - y + LANE_PAD);
    lanes.push({ name, y, height });
    y += height;
  }
  return lanes;
}

/**
 * Deals the marks of a lane and column to as many rows as their labels need, like stairs: each stands right of the one
 * before it, and below it while there are rows.
 */
function spread(nodes, column, rows, textWidth) {
  nodes.sort((a, b) => a.place - b.place);
  nodes.forEach((node) => measure(node, textWidth));
  const room = column.width - 8;
  // With letters wider than the column each mark has a row of its own; more rows there cannot be.
  const needed = Math.min(nodes.length, Math.max(1, Math.ceil(nodes.reduce((sum, node) => sum + 2 * node.half, 0) / room)));
  for (let count = needed; count <= nodes.length; count++) {
    if (deal(nodes, column, count) || count === nodes.length) break;
  }
  nodes.forEach((node) => (rows[node.row] ??= []).push(node));
}

function measure(node, textWidth) {
  node.label = shorten(labelOf(node), MOST_LETTERS);
  const detail = detailOf(node) + (node.cell?.sentiment ? " \u00b7 +0.00" : "");
  const marker = node.cell?.pain || node.cell?.help || node.cell?.watchedBy ? 22 : 4;
  node.half = Math.max(node.r + marker, Math.max(textWidth(node.label), textWidth(detail)) / 2 + 4);
}

/** Returns whether all labels fit into so many rows. */
function deal(nodes, column, count) {
  const [low, high] = [column.x + 4, column.x + column.width - 4];
  const free = new Array(count).fill(low);
  nodes.forEach((node, index) => {
    const wanted = nodes.length === 1 ? column.x + 28 + node.place * (column.width - 56) : low + ((high - low) * (index + 0.5)) / nodes.length;
    node.row = index % count;
    node.x = Math.max(wanted, free[node.row] + node.half);
    free[node.row] = node.x + node.half;
  });
  const limit = new Array(count).fill(high);
  for (const node of [...nodes].reverse()) {
    node.x = Math.min(node.x, limit[node.row] - node.half);
    limit[node.row] = node.x - node.half;
  }
  return limit.every((end) => end >= low - 1);
}

const labelOf = (node) => (node.isMore ? `${node.column.stages.length} more stages` : node.isOther ? `${node.cells.length} others` : node.isMissing ? node.type : node.cell.type);

/** The second line of a label. */
export const detailOf = (node) =>
  node.isMissing ? "planned, not met" : node.isOther ? `${count(node.size)} touchpoints` : count(node.size) + moved(node.cell.change);

/** A change beside a mark is there only where it is more than chance. */
const moved = (change) => (change && isSignificant(change.difference) ? ` ${change.difference.value > 0 ? "\u25b2" : "\u25bc"}${signed(change.difference.value * 100, 0)}` : "");

/**
 * The ways between marks; what is not drawn as a mark of its own counts for the column's other, whose ways are always
 * drawn. The share is of all steps, as the table counts them: losses are drawn, as stubs to their rail, but neither the
 * first steps of visits, nor steps inside one mark, nor the ways beyond those that the map keeps apart.
 */
function edgesOf(model, chosen, coverage) {
  const others = [...chosen.values()].filter((node) => node.isOther);
  const find = (cell) => cell && (chosen.get(keyOf(cell)) ?? others.find((node) => node.covers.has(keyOf(cell))));
  const sums = new Map();
  for (const way of model.ways) {
    const [from, to] = [find(way.from), find(way.to)];
    if (!from || !to || from === to) continue;
    const key = `${from.key}>${to.key}`;
    const edge = sums.get(key) ?? { from, to, steps: 0, key };
    edge.steps += way.steps;
    sums.set(key, edge);
  }
  const { drawn, steps, isWhole } = heaviest([...sums.values()], coverage, MOST_EDGES, ({ from, to }) => !!(from.isOther || to.isOther));
  const total = sum(model.ways, (way) => way.steps) + model.otherWays;
  const lost = sum(model.ways.filter((way) => !way.to), (way) => way.steps);
  const largest = Math.max(1, ...drawn.map((edge) => edge.steps));
  drawn.forEach((edge) => (edge.width = 0.75 + (9 * edge.steps) / largest));
  return { drawn, steps: steps + lost, total, of: sums.size, isCapped: drawn.length === MOST_EDGES && !isWhole };
}
