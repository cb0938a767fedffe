import { html, svg } from "lit";
import { count, isolate, shorten, title } from "../format.js";
import { MOST_STAGES } from "../journey/layout.js";
import { OTHER } from "../journey/model.js";
import { key } from "./legend.js";

const HEIGHT = 560;
const HEAD = 36;
const PADDING = 18;
const BAR = 10;
const LABELS = 132;

/**
 * Draws the ways from stage to stage as a flow.
 *
 * A flow cannot loop, so time runs to the right: a stage is a column, its channels are the nodes, steps inside a stage
 * are left out, and ways back and losses end in nodes of their own. Columns are given, so no layout engine is needed.
 */
export function flow(model, { width, channel, onTable }) {
  const stages = model.stages.slice(0, MOST_STAGES);
  const more = model.stages.length - stages.length;
  const { nodes, links, inside, apart } = unroll(model, stages, channel);
  if (!links.length) return html`<p class="empty">No way leads from one stage to another in this window. Choose a longer one.</p>`;
  place(nodes, links, stages.length, width);
  const steps = links.reduce((sum, link) => sum + link.value, 0);
  return html`<div class="scroll-picture"><svg class="picture" data-picture="flow" viewBox=${`0 0 ${width} ${HEIGHT}`} width=${width} height=${HEIGHT} role="img"
      aria-label=${`Flow between stages: ${count(steps)} steps on ${count(links.length)} ways`}>
      ${stages.map((stage, index) => svg`<text class="stage-name" x=${columnX(index, stages.length, width)} y="18">${shorten(title(stage.name), 18)}</text>`)}
      ${links.map((link) => svg`<path class=${`flow-link ${link.target.kind}`} d=${ribbon(link)} stroke-width=${Math.max(1, link.width)}><title>${isolate(link.source.name)}, ${title(link.source.stage)} to ${isolate(link.target.name)}: ${count(link.value)}</title></path>`)}
      ${nodes.map((node) => svg`<rect class=${`flow-node ${node.kind}`} x=${node.x} y=${node.y} width=${BAR} height=${Math.max(1, node.height)}><title>${isolate(node.name)}: ${count(node.value)}</title></rect>
        <text class=${node.kind === "more" ? "on-flow end" : "on-flow"} x=${node.kind === "more" ? node.x - 5 : node.x + BAR + 5} y=${node.y + node.height / 2 + 4}>${isolate(shorten(node.name, 18))} <tspan class="dim">${count(node.value)}</tspan></text>`)}
    </svg></div>
    ${key([["go", "channel of a stage"], ["back", "back to an earlier stage"], ["lost", "lost"]])}
    <p class="note dim">${more ? "" : "All "}${count(steps)} steps between stages are drawn. ${count(inside)} steps inside a stage are not part of a flow; the map and the table have them.
      ${more ? html`${more} more stages are drawn as one end, and ${count(apart)} steps that begin in them are not drawn. <button class="link" @click=${onTable}>The table has all</button>` : ""}</p>`;
}

const columnX = (column, columns, width) => 16 + (column * (width - 16 - LABELS)) / Math.max(1, columns - 1);

/** Gives each node its height by what goes through it; nodes stand where what comes to them comes from. */
function place(nodes, links, columns, width) {
  for (const node of nodes) {
    const sum = (side) => links.filter((link) => link[side] === node).reduce((total, link) => total + link.value, 0);
    node.value = Math.max(sum("source"), sum("target"));
    node.x = columnX(Math.min(node.column, columns - 1), columns, width) + (node.column >= columns ? LABELS - 40 : 0);
  }
  const byColumn = Array.from({ length: columns + 1 }, (_, column) => nodes.filter((node) => node.column === column));
  const scale = Math.min(...byColumn.filter((column) => column.length).map((column) => (HEIGHT - HEAD - 16 - PADDING * (column.length - 1)) / column.reduce((sum, node) => sum + node.value, 0)));
  for (const column of byColumn) {
    column.forEach((node) => (node.from = source(node, links)));
    column.sort((a, b) => (a.kind !== "") - (b.kind !== "") || a.from - b.from || b.value - a.value);
    let y = HEAD;
    for (const node of column) {
      node.height = node.value * scale;
      node.y = y;
      y += node.height + PADDING;
    }
  }
  for (const node of nodes) {
    stack(links.filter((link) => link.source === node).sort((a, b) => a.target.y - b.target.y), node, "y0", scale);
    stack(links.filter((link) => link.target === node).sort((a, b) => a.source.y - b.source.y), node, "y1", scale);
  }
}

/** Returns the mean place of the nodes that lead to a node. */
function source(node, links) {
  const coming = links.filter((link) => link.target === node && link.source.y !== undefined);
  const total = coming.reduce((sum, link) => sum + link.value, 0);
  return total ? coming.reduce((sum, link) => sum + link.value * link.source.y, 0) / total : Infinity;
}

function stack(links, node, end, scale) {
  let y = node.y;
  for (const link of links) {
    link.width = link.value * scale;
    link[end] = y + link.width / 2;
    y += link.width;
  }
}

function ribbon({ source: from, target: to, y0, y1 }) {
  const half = (from.x + BAR + to.x) / 2;
  return `M${from.x + BAR},${y0.toFixed(1)}C${half},${y0.toFixed(1)} ${half},${y1.toFixed(1)} ${to.x},${y1.toFixed(1)}`;
}

function unroll(model, stages, channel) {
  const column = new Map(stages.map((stage, index) => [stage.name, index]));
  const sums = new Map();
  const nodes = new Map();
  let inside = 0;
  let apart = 0;
  const node = (id, name, stage, at, kind = "") => {
    if (!nodes.has(id)) nodes.set(id, { name, stage, column: at, kind });
    return id;
  };
  const channelNode = (cell) => {
    const name = model.lanes.includes(cell.channel) ? cell.channel : OTHER;
    return node(JSON.stringify([cell.stage, name]), name, cell.stage, column.get(cell.stage));
  };
  for (const { from, to, steps } of model.ways) {
    if (!from || (channel && from.channel !== channel && to?.channel !== channel)) continue;
    if (to && to.stage === from.stage) {
      inside += steps;
      continue;
    }
    if (!column.has(from.stage)) {
      apart += steps;
      continue;
    }
    const [at, next] = [column.get(from.stage), to && column.get(to.stage)];
    const target = !to
      ? node(`lost:${at}`, "lost", from.stage, at + 1, "lost")
      : next === undefined
        ? node("more", `${model.stages.length - stages.length} more stages`, from.stage, stages.length, "more")
      : next < at
        ? node(`back:${at}:${next}`, `back to ${title(to.stage)}`, from.stage, at + 1, "back")
        : channelNode(to);
    const key = `${channelNode(from)}>${target}`;
    const link = sums.get(key) ?? { source: channelNode(from), target, value: 0 };
    link.value += steps;
    sums.set(key, link);
  }
  const links = [...sums.values()];
  links.forEach((link) => Object.assign(link, { source: nodes.get(link.source), target: nodes.get(link.target) }));
  const used = new Set(links.flatMap((link) => [link.source, link.target]));
  return { nodes: [...nodes.values()].filter((each) => used.has(each)), links, inside, apart };
}
