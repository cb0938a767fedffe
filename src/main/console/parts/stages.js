import { svg } from "lit";
import { count, difference, duration, ENOUGH, isSignificant, percent, share, shorten, title } from "../format.js";
import { newcombe } from "../journey/model.js";
import { survival } from "./survival.js";

const OUTCOMES = [
  ["forward", "go"],
  ["skip", "skip"],
  ["back", "back"],
  ["lost", "lost"],
  ["stillHere", "still"],
];

/** Draws the header of a stage: who is here, how long they stay, and how their visits end. */
export function stageHeader(column, then, bottom, isLast) {
  const { stage } = column;
  const [x, right] = [column.x + 8, column.x + column.width - 12];
  const width = right - x;
  return svg`<g class="stage" role="group" aria-label=${describe(stage)}>
    ${column.index ? svg`<line class="column-line" x1=${column.x} x2=${column.x} y1="4" y2=${bottom} />` : ""}
    <text class="stage-name" x=${x} y="18">${shorten(title(stage.name), 18)}</text>
    <text class="big" x=${x} y="46">${count(stage.hereNow)}</text>
    <text class="dim" x=${x} y="62">here now</text>
    <text class="end" x=${right} y="18">+${count(stage.in)} <tspan class="dim">in</tspan></text>
    <text class="end" x=${right} y="33">\u2212${count(stage.out)} <tspan class="dim">out</tspan></text>
    <text class="end" x=${right} y="48"><tspan class="dim">p50</tspan> ${quantile(stage.dwell, "p50Millis")}</text>
    <text class="end" x=${right} y="63"><tspan class="dim">p90</tspan> ${quantile(stage.dwell, "p90Millis")}</text>
    ${survival(stage, { x, y: 72, width, height: 30 })}
    ${outcomes(stage, x, width)}
    ${isLast ? lastStage(stage, x) : progress(stage, then, x, right)}
  </g>`;
}

const quantile = (dwell, name) =>
  !dwell ? "\u2013" : dwell[name] === undefined ? `> ${duration(dwell.longestMillis)}` : duration(dwell[name]);

/** Draws how the visits that began in the window have ended so far: one bar, whose parts make the whole. */
function outcomes(stage, x, width) {
  if (stage.in < ENOUGH) {
    return svg`<rect x=${x} y="124" width=${width} height="8" fill="url(#hatch)" />`;
  }
  let at = x;
  return OUTCOMES.map(([figure, name]) => {
    const part = (width * stage[figure]) / stage.in;
    const from = at;
    at += part;
    return part > 0
      ? svg`<rect class=${`bar-${name}`} x=${from} y="124" width=${Math.max(0.5, part - (part > 2 ? 1 : 0))} height="8"><title>${count(stage[figure])} of ${count(stage.in)} ${name}</title></rect>`
      : "";
  });
}

function progress(stage, then, x, right) {
  if (!stage.progress) return svg`<text class="dim" x=${x} y="147">no visit began</text>`;
  const few = stage.progress.n < ENOUGH;
  const change = then === undefined ? stage.trend : newcombe(stage.progress, then?.progress);
  return svg`
    <text x=${x} y="147">${few ? `n = ${stage.progress.n}, too few` : `${share(stage.progress)} go on`}${few ? "" : svg`<tspan class="dim"> in ${duration(stage.horizonMillis)}</tspan>`}</text>
    <text class="dim" x=${x} y="162">${few ? "" : `${percent(stage.stillHere / stage.in)} still here`}${planNote(stage)}</text>
    <text class=${isSignificant(change) ? "end" : "end dim"} x=${right} y=${change && !few ? 162 : 147}>${change && !few ? `${arrow(change)} ${difference(change)} pt` : ""}</text>
    <text class="end" x=${right} y="147">${few || !stage.lost ? "" : svg`${count(stage.lost)} <tspan class="dim">lost</tspan>`}</text>`;
}

const lastStage = (stage, x) => svg`<text x=${x} y="147">${stage.in ? percent(stage.stillHere / stage.in) : "none"} still here</text>
  <text class="dim" x=${x} y="162">the last stage${planNote(stage)}</text>`;

const planNote = (stage) => {
  const late = stage.deviations.late;
  const missing = stage.deviations.missing;
  return missing ? ` \u00b7 ${count(missing)} off plan` : late ? ` \u00b7 ${count(late)} late` : "";
};

/** A trend has an arrow only where its interval leaves out 0. */
const arrow = (change) => (isSignificant(change) ? (change.value > 0 ? "\u25b2" : "\u25bc") : "\u2248");

function describe(stage) {
  const parts = [
    `${title(stage.name)}: ${count(stage.hereNow)} customers here now`,
    `${count(stage.in)} came in, ${count(stage.out)} went out`,
    `half stay ${quantile(stage.dwell, "p50Millis")}`,
  ];
  if (stage.progress) parts.push(`${share(stage.progress)} go on within ${duration(stage.horizonMillis)}`);
  parts.push(`${count(stage.lost)} lost, ${count(stage.stillHere)} still here`);
  return parts.join(", ");
}
