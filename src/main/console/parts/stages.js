import { svg } from "lit";
import { count, difference, duration, ENOUGH, isSignificant, percent, share, shorten, title } from "../format.js";
import { arrow, changed, tone } from "./comparison.js";
import { quantile, quantileNote } from "./quantile.js";
import { survival } from "./survival.js";

const OUTCOMES = [
  ["forward", "go"],
  ["skip", "skip"],
  ["back", "back"],
  ["lost", "lost"],
  ["stillHere", "still"],
];

/** Below this width a header leaves out what the bar, the rail of the lost and the table show too. */
const NARROW = 180;

/** Below this width the trend gives way to what deviates from the plan; the table shows both. */
const WIDE = 240;

/** Draws the header of a stage: who is here, how long they stay, and how their visits end. */
export function stageHeader(column, bottom, isLast) {
  const { stage } = column;
  const [x, right] = [column.x + 8, column.x + column.width - 12];
  const width = right - x;
  const isNarrow = width < NARROW;
  const lines = [
    svg`+${count(stage.in)} <tspan class="dim">in</tspan>`,
    svg`\u2212${count(stage.out)} <tspan class="dim">out</tspan>`,
    svg`<title>${quantileNote(stage, "p50")}</title><tspan class="dim">p50</tspan> ${quantile(stage.dwell, "p50")}`,
    svg`<title>${quantileNote(stage, "p90")}</title><tspan class="dim">p90</tspan> ${quantile(stage.dwell, "p90")}`,
  ];
  return svg`<g class="stage" role="group" aria-label=${describe(stage)}>
    ${column.index ? svg`<line class="column-line" x1=${column.x} x2=${column.x} y1="4" y2=${bottom} />` : ""}
    <text class="stage-name" x=${x} y="18">${shorten(title(stage.name), isNarrow ? Math.floor(width / 8) : 18)}</text>
    <text class="big" x=${x} y="46">${count(stage.hereNow)}</text>
    <text class="dim" x=${x} y="62">here now</text>
    ${(isNarrow ? lines.slice(0, 3) : lines).map((line, index) => svg`<text class="end" x=${right} y=${(isNarrow ? 33 : 18) + 15 * index}>${line}</text>`)}
    ${survival(stage, { x, y: 72, width, height: 30 })}
    ${outcomes(stage, x, width)}
    ${isLast ? lastStage(stage, x) : progress(stage, x, right, isNarrow)}
  </g>`;
}

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

function progress(stage, x, right, isNarrow) {
  if (!stage.progress) return svg`<text class="dim" x=${x} y="147">no visit began</text>`;
  const width = right - x;
  const few = stage.progress.n < ENOUGH;
  if (few) return svg`<text x=${x} y="147">n = ${stage.progress.n}, too few</text><text class="dim" x=${x} y="162">${planNote(stage)}</text>`;
  const within = ` in ${duration(stage.horizonMillis)}`;
  const still = `${stage.in < ENOUGH ? count(stage.stillHere) : percent(stage.stillHere / stage.in)} still here${isNarrow ? "" : planNote(stage)}`;
  return svg`
    ${stage.change
      ? svg`<text class=${tone(stage.change)} x=${x} y="147">${changed(stage.change)}</text><text class="dim" x=${x} y="162">${isNarrow ? "" : "go on"}${within} \u00b7 ${still}</text>`
      : svg`<text x=${x} y="147">${share(stage.progress)} go on<tspan class="dim">${within}</tspan></text><text class="dim" x=${x} y="162">${still}</text>${planNote(stage) && width < WIDE ? "" : trend(stage.trend, right)}`}
    <text class="end" x=${right} y="147">${stage.lost && !isNarrow ? svg`${count(stage.lost)} <tspan class="dim">lost</tspan>` : ""}</text>`;
}

/** The change from the window before by the map's own count of visits that ended, where no earlier cut is at hand. */
const trend = (change, right) =>
  change ? svg`<text class=${isSignificant(change) ? "end" : "end dim"} x=${right} y="162">${arrow(change)} ${difference(change)} pt</text>` : "";

const lastStage = (stage, x) => svg`<text x=${x} y="147">${!stage.in ? "none still here" : stage.in < ENOUGH ? `n = ${stage.in}, too few` : `${percent(stage.stillHere / stage.in)} still here`}</text>
  <text class="dim" x=${x} y="162">the last stage${planNote(stage)}</text>`;

const planNote = (stage) => {
  const late = stage.deviations.late;
  const missing = stage.deviations.missing;
  return missing ? ` \u00b7 ${count(missing)} off plan` : late ? ` \u00b7 ${count(late)} late` : "";
};

function describe(stage) {
  const parts = [
    `${title(stage.name)}: ${count(stage.hereNow)} customers here now`,
    `${count(stage.in)} came in, ${count(stage.out)} went out`,
    `half stay ${quantileNote(stage, "p50")}`,
  ];
  if (stage.progress) parts.push(`${share(stage.progress)} go on within ${duration(stage.horizonMillis)}`);
  if (stage.change) parts.push(changed(stage.change));
  parts.push(`${count(stage.lost)} lost, ${count(stage.stillHere)} still here`);
  return parts.join(", ");
}
