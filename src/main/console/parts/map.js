import { html, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count, isolate, share, shorten, signed, title } from "../format.js";
import { detailOf, GUTTER, layout } from "../journey/layout.js";
import { changed } from "./comparison.js";
import { emotionLane } from "./emotion.js";
import { OUTCOME_KEY } from "./legend.js";
import { stageHeader } from "./stages.js";

/**
 * Draws the journey map.
 *
 * @param {object} model as of journey/model.js
 * @param {object} options width, perColumn, coverage, channel, chosen, onChoose, onTable
 */
export function journeyMap(model, options) {
  const plan = layout(model, options);
  return html`<svg
    class="picture"
    data-picture="journey-map"
    viewBox=${`0 0 ${plan.width} ${plan.height}`}
    width=${plan.width}
    height=${plan.height}
    role="group"
    aria-label="Journey map"
    @keydown=${moveFocus}
    @pointerover=${heat}
    @focusin=${heat}
    @pointerout=${cool}
  >
    ${hatch()}
    ${plan.lanes.map((lane, index) => laneBand(lane, index, plan, options))}
    ${plan.columns.map((column) => stageHeader(column, plan.bottom, !plan.more && column.index === plan.columns.length - 1))}
    ${plan.more ? moreHeader(plan.more, plan.bottom) : ""}
    ${emotionLane(plan)} ${plan.columns.map((column) => leak(column, plan))} ${lostRail(plan)}
    ${repeat(plan.edges.drawn, (each) => each.key, edge)}
    ${repeat(inOrder(plan), (node) => node.key, (node, index) => mark(node, index, options))}
  </svg>`;
}

export const hatch = () => svg`<defs>
  <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line class="hatch-line" x1="0" x2="0" y1="0" y2="6" />
  </pattern>
</defs>`;

/** Orders the marks by stage, lane and place, as they are read: how wide letters are, and so how many rows a lane has, changes nothing. */
function inOrder(plan) {
  const lanes = new Map(plan.lanes.map((lane, index) => [lane.name, index]));
  return [...plan.nodes].sort(
    (a, b) => a.column.index - b.column.index || lanes.get(a.lane) - lanes.get(b.lane) || a.place - b.place || a.key.localeCompare(b.key),
  );
}

const laneBand = (lane, index, plan, options) => svg`
  <rect class=${index % 2 ? "lane" : "lane odd"} x=${GUTTER} y=${lane.y} width=${plan.width - GUTTER - 16} height=${lane.height} />
  <text class="lane-name" x="16" y=${lane.y + lane.height / 2 + 4}>${shorten(lane.name, 11)}</text>
  ${lane.channels?.length
    ? svg`<a class="lane-more" role="button" tabindex="0" aria-label=${`${lane.channels.length} channels share this lane, each in the table`} @click=${options.onTable} @keydown=${(event) => event.key === "Enter" && options.onTable()}>
        <text x="16" y=${lane.y + lane.height / 2 + 19}>${count(lane.channels.length)} more</text><title>${lane.channels.map(isolate).join(", ")}</title></a>`
    : ""}`;

/** Sums up the stages that have no column of their own. */
const moreHeader = (more, bottom) => svg`<g role="group" aria-label=${`${more.stages.length} more stages: ${more.stages.map((stage) => title(stage.name)).join(", ")}`}>
  <line class="column-line" x1=${more.x} x2=${more.x} y1="4" y2=${bottom} />
  <text class="stage-name" x=${more.x + 8} y="18">and ${more.stages.length} more</text>
  <text class="big" x=${more.x + 8} y="46">${count(more.stages.reduce((sum, stage) => sum + stage.hereNow, 0))}</text>
  <text class="dim" x=${more.x + 8} y="62">here now</text>
  ${more.stages.slice(0, 4).map((stage, index) => svg`<text class="dim small" x=${more.x + 8} y=${82 + index * 14}>${shorten(title(stage.name), 16)}</text>`)}
</g>`;

function lostRail(plan) {
  const y = plan.bottom + 32;
  return svg`<text class="lane-name" x="16" y=${y + 4}>lost</text>
    <line class="rail" x1=${GUTTER} x2=${plan.width - 16} y1=${y} y2=${y} />`;
}

/** Customers who left a stage in the window, as a stub down to the rail. */
function leak(column, plan) {
  const lost = column.stage.lostInWindow;
  const x = column.x + column.width - 20;
  const y = plan.bottom + 32;
  const most = Math.max(1, ...plan.columns.map((each) => each.stage.lostInWindow));
  return svg`${lost
    ? svg`<path class="leak" stroke-width=${2 + (14 * lost) / most} d=${`M${x},${plan.bottom - 4}V${y}`} />`
    : ""}
    <text class=${lost ? "end" : "end dim"} x=${x + 8} y=${y + 17}>${count(lost)}<tspan class="dim"> lost${column.stage.returned ? `, ${count(column.stage.returned)} came back` : ""}</tspan></text>`;
}

/** Ways inside a stage and forward are curves; ways back to an earlier stage are dashed arcs below. */
function edge(each) {
  const { from, to } = each;
  const isBack = to.column.index < from.column.index;
  return svg`<path
    class=${isBack ? "edge back" : "edge"}
    data-from=${from.key}
    data-to=${to.key}
    stroke-width=${each.width.toFixed(2)}
    d=${isBack ? arc(from, to) : curve(from, to)}
  ><title>${nameOf(from)} to ${nameOf(to)}: ${count(each.steps)}</title></path>`;
}

function curve(from, to) {
  const half = (from.x + to.x) / 2;
  return `M${f(from.x)},${f(from.y)}C${f(half)},${f(from.y)} ${f(half)},${f(to.y)} ${f(to.x)},${f(to.y)}`;
}

function arc(from, to) {
  const depth = Math.max(from.y, to.y) + 18 + Math.min(60, Math.abs(from.x - to.x) / 6);
  return `M${f(from.x)},${f(from.y)}C${f(from.x)},${f(depth)} ${f(to.x)},${f(depth)} ${f(to.x)},${f(to.y)}`;
}

const f = (value) => value.toFixed(1);

const nameOf = (node) => (node.isMore ? `${node.column.stages.length} more stages` : node.isOther ? "others" : isolate(node.isMissing ? node.type : node.cell.type));

function mark(node, index, options) {
  const classes = ["mark", node.isMissing && "missing", options.chosen === node.key && "chosen"].filter(Boolean).join(" ");
  const choose = () => (node.isMore ? options.onTable() : options.onChoose(node.key));
  return svg`<g
    class=${classes}
    role="button"
    tabindex=${index === 0 ? 0 : -1}
    data-key=${node.key}
    data-x=${f(node.x)}
    data-y=${f(node.y)}
    aria-label=${describe(node)}
    @click=${choose}
    @keydown=${(event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose())}
  >
    <circle class="focus" cx=${f(node.x)} cy=${f(node.y)} r=${f(node.r + 6)} />
    ${node.isMissing
      ? svg`<circle class="outline" cx=${f(node.x)} cy=${f(node.y)} r="6" />`
      : body(node)}
    <text class="name mid" x=${f(node.x)} y=${f(node.y + node.r + 13)}>${node.label}</text>
    <text class="number mid" x=${f(node.x)} y=${f(node.y + node.r + 25)}>${detailOf(node)}${feeling(node)}</text>
    ${finding(node)}
    <title>${describe(node)}</title>
  </g>`;
}

const feeling = (node) => (node.cell?.sentiment && node.cell.sentiment.n >= 20 ? ` \u00b7 ${signed(node.cell.sentiment.value)}` : "");

/** Names the class of a sentiment's colour. */
export function colour(estimate) {
  if (!estimate || estimate.n < 20) return "s-none";
  const step = Math.round(estimate.value * 3);
  return step === 0 ? "s-0" : step < 0 ? `s-n${-step}` : `s-p${step}`;
}

function body(node) {
  const [x, y, r] = [node.x, node.y, node.r];
  const sense = node.cell?.sentiment;
  const goesOn = node.cell?.goesOn;
  const shape = node.cell?.isUnplanned
    ? svg`<path class=${`body ${colour(sense)}`} d=${`M${f(x)},${f(y - r)}L${f(x + r)},${f(y)}L${f(x)},${f(y + r)}L${f(x - r)},${f(y)}Z`} />`
    : svg`<circle class=${`body ${colour(sense)}`} cx=${f(x)} cy=${f(y)} r=${f(r)} />`;
  const around = 2 * Math.PI * (r + 2.5);
  return svg`<circle class="halo" cx=${f(x)} cy=${f(y)} r=${f(r + 3.5)} />
    ${shape}
    ${sense && sense.n >= 20 && r >= 7 && Math.abs(sense.value) >= 1 / 6
      ? svg`<text class="sign mid" x=${f(x)} y=${f(y + 4)}>${sense.value < 0 ? "\u2212" : "+"}</text>`
      : ""}
    ${goesOn && goesOn.n >= 20
      ? svg`<circle class="track" cx=${f(x)} cy=${f(y)} r=${f(r + 2.5)} />
        <circle class="ring" cx=${f(x)} cy=${f(y)} r=${f(r + 2.5)} stroke-dasharray=${`${f(around * goesOn.value)} ${f(around)}`} transform=${`rotate(-90 ${f(x)} ${f(y)})`} />`
      : ""}`;
}

function finding(node) {
  const cell = node.cell;
  if (!cell) return "";
  const [x, y] = [node.x + node.r + 11, node.y - 3];
  return svg`${cell.pain
    ? svg`<path class="pain" d=${`M${f(x)},${f(y - 8)}l9.5,16h-19z`} /><text class="pain-number" x=${f(x)} y=${f(y + 5)}>${cell.pain}</text>`
    : ""}
    ${cell.help ? svg`<text class="star" x=${f(x)} y=${f(y + 7)}>\u2605</text>` : ""}
    ${cell.watchedBy ? svg`<g class="eye"><path d=${eye(node.x - node.r - 10, node.y - 1)} /><title>watched by ${watchers(cell)}</title></g>` : ""}`;
}

const eye = (x, y) => `M${f(x - 6)},${f(y)}q6,-6 12,0q-6,6 -12,0M${f(x - 1.5)},${f(y)}a1.5,1.5 0 1 0 3,0a1.5,1.5 0 1 0 -3,0`;

/** Names the rules that watch a cell. */
const watchers = ({ watchedBy: { rules, count: all } }) =>
  rules.map((each) => isolate(each.title)).join(", ") + (all > rules.length ? ` and ${count(all - rules.length)} more` : "");

function describe(node) {
  if (node.isMore) return `${node.column.stages.length} more stages, ${count(node.size)} touchpoints; the table has each`;
  const where = title(node.column.stage.name);
  if (node.isOther) return `${node.cells.length} other kinds of touchpoint in ${where}, ${count(node.size)} touchpoints`;
  if (node.isMissing) return `${isolate(node.type)} in ${where}: planned, but nobody met it`;
  const { cell } = node;
  const parts = [`${isolate(cell.type)} on ${isolate(cell.channel)} in ${where}: ${count(cell.customers)} customers`];
  if (cell.goesOn) parts.push(`${share(cell.goesOn)} go on`);
  if (cell.sentiment?.n >= 20) parts.push(`sentiment ${signed(cell.sentiment.value)}`);
  if (cell.pain) parts.push(`pain point ${cell.pain}, at least ${count(cell.lostAtLeast)} lost`);
  if (cell.help) parts.push(`helping moment ${cell.help}, at least ${count(cell.wonAtLeast)} won`);
  if (cell.isUnplanned) parts.push("not in the plan");
  if (cell.change) parts.push(changed(cell.change));
  if (cell.watchedBy) parts.push(`watched by ${watchers(cell)}`);
  return parts.join(", ");
}

/** Shows where customers of the mark under the pointer come from and go to. */
function heat(event) {
  const mark = event.target.closest?.(".mark");
  if (!mark) return;
  const key = mark.dataset.key;
  for (const each of event.currentTarget.querySelectorAll(".edge")) {
    each.classList.toggle("hot", each.dataset.from === key || each.dataset.to === key);
  }
}

function cool(event) {
  if (event.target.closest?.(".mark")?.contains(event.relatedTarget)) return;
  event.currentTarget.querySelectorAll(".edge.hot").forEach((each) => each.classList.remove("hot"));
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Moves the focus to the nearest mark in the direction of an arrow key; Tab leaves the picture. */
function moveFocus(event) {
  const direction = ARROWS[event.key];
  const here = event.target.closest?.(".mark");
  if (!direction || !here) return;
  event.preventDefault();
  const at = (mark) => [Number(mark.dataset.x), Number(mark.dataset.y)];
  const [x, y] = at(here);
  let best;
  let least = Infinity;
  for (const mark of event.currentTarget.querySelectorAll(".mark")) {
    const [dx, dy] = [at(mark)[0] - x, at(mark)[1] - y];
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    if (mark !== here && along > 2 && along + 2 * aside < least) [best, least] = [mark, along + 2 * aside];
  }
  if (!best) return;
  here.setAttribute("tabindex", "-1");
  best.setAttribute("tabindex", "0");
  best.focus();
}

export const legend = (drawn, badge) => html`<ul class="legend" aria-label="How to read the map">
  ${drawn}
  <li>area: customers</li>
  <li>ring: share that goes on</li>
  <li class="scale-legend">
    <svg width="104" height="10" aria-hidden="true">${["n3", "n2", "n1", "0", "p1", "p2", "p3"].map((step, index) => svg`<rect class=${`s-${step}`} x=${index * 15} width="14" height="10" />`)}</svg>
    sentiment \u22121 to +1, or too few
  </li>
  <li>numbered: pain point</li>
  <li>\u2605 helping moment</li>
  <li>\u25c6 not planned</li>
  <li>dashed: back</li>
  <li>dotted blue: horizon</li>
  <li>\u25b2\u25bc share that goes on has changed, in points</li>
  <li class="scale-legend"><svg class="picture fixed" width="16" height="10" aria-hidden="true">${svg`<g class="eye"><path d=${eye(8, 5)} /></g>`}</svg>a rule watches</li>
  ${OUTCOME_KEY.map(([name, text]) => html`<li class="scale-legend"><svg width="12" height="10" aria-hidden="true">${svg`<rect class=${`bar-${name}`} width="12" height="10" />`}</svg>${text}</li>`)}
  ${badge}
</ul>`;

