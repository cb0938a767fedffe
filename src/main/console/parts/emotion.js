import { svg } from "lit";
import { sentiment } from "../format.js";
import { EMOTION, GUTTER, HEADER } from "../journey/layout.js";
import { scaleLinear } from "../scale.js";

const PAD = 14;

/** Draws the mean sentiment by stage with its 95% band: measured and inferred apart, and nothing where too little is known. */
export function emotionLane(plan) {
  const y = scaleLinear(-1, 1, HEADER + EMOTION - PAD, HEADER + PAD);
  const right = plan.width - 16;
  return svg`<g class="emotions" role="group" aria-label="Emotion">
    <text class="lane-name" x="16" y=${y(0) + 4}>emotion</text>
    <text class="dim small end" x=${GUTTER - 6} y=${y(1) + 4}>+1</text>
    <text class="dim small end" x=${GUTTER - 6} y=${y(-1) + 4}>\u22121</text>
    <line class="zero" x1=${GUTTER} x2=${right} y1=${y(0)} y2=${y(0)} />
    ${curve(plan.columns, "inferred", y)} ${curve(plan.columns, "measured", y)}
    ${plan.columns.filter((column) => !column.stage.measured && !column.stage.inferred).map((column) => gap(column, y))}
  </g>`;
}

const middle = (column) => column.x + column.width / 2;

function gap(column, y) {
  const width = Math.min(112, column.width - 24);
  const [x, low] = [middle(column) - width / 2, y(0) - 9];
  return svg`<rect x=${x} y=${low} width=${width} height="18" fill="url(#hatch)" />
    <text class="mid dim small halo-text" x=${middle(column)} y=${low - 4}>too few sentiments</text>`;
}

/** A line only joins stages that lie side by side; a gap stays a gap. */
function curve(columns, kind, y) {
  const known = columns.filter((column) => column.stage[kind]);
  const runs = [];
  for (const column of known) {
    const run = runs.at(-1);
    if (run && run.at(-1).index === column.index - 1) run.push(column);
    else runs.push([column]);
  }
  return svg`
    ${runs.filter((run) => run.length > 1).map((run) => line(run, kind, y))}
    ${known.map((column) => point(column, kind, y))}`;
}

function line(run, kind, y) {
  const upper = run.map((column) => [middle(column), y(column.stage[kind].high)]);
  const lower = run.map((column) => [middle(column), y(column.stage[kind].low)]);
  const mean = run.map((column) => [middle(column), y(column.stage[kind].value)]);
  return svg`<path class="band" d=${`${smooth(upper)}L${smooth(lower.reverse()).slice(1)}Z`} />
    <path class=${`emotion ${kind}`} d=${smooth(mean)} />`;
}

/** Joins points with curves that are level at each of them, so that no curve rises above what was measured. */
function smooth(points) {
  const [first, ...rest] = points;
  let path = `M${first[0]},${first[1].toFixed(1)}`;
  let before = first;
  for (const point of rest) {
    const half = (before[0] + point[0]) / 2;
    path += `C${half},${before[1].toFixed(1)} ${half},${point[1].toFixed(1)} ${point[0]},${point[1].toFixed(1)}`;
    before = point;
  }
  return path;
}

function point(column, kind, y) {
  const estimate = column.stage[kind];
  const both = column.stage.measured && column.stage.inferred;
  const x = middle(column);
  const above = kind === "measured" ? estimate.value <= 0.6 : estimate.value <= (both ? -2 : 0.6);
  const text = above ? y(estimate.high) - 7 : y(estimate.low) + 15;
  return svg`<line class="emotion" x1=${x} x2=${x} y1=${y(estimate.high)} y2=${y(estimate.low)} />
    <circle class=${`dot ${kind}`} cx=${x} cy=${y(estimate.value)} r="4" />
    <text class="mid" x=${x} y=${text}>${sentiment(estimate)}<tspan class="dim small"> ${kind}</tspan></text>`;
}
