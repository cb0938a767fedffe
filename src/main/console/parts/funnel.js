import { html, svg } from "lit";
import { count, difference, duration, ENOUGH, isSignificant, percent, share, shorten, title } from "../format.js";
import { scaleLinear, scaleLog } from "../scale.js";
import { changed, tone } from "./comparison.js";
import { key, OUTCOME_KEY } from "./legend.js";
import { hatch } from "./map.js";
import { quantile } from "./quantile.js";
import { bandOf, LONGEST, pathOf, SHORTEST, steps, TICKS } from "./survival.js";

const ROW = 64;
const CURVES = 300;
const OUTCOMES = [["forward", "go"], ["skip", "skip"], ["back", "back"], ["lost", "lost"], ["stillHere", "still"]];

/** Draws how many come into each stage and how their visits end, and below how long they stay. */
export const funnel = (model, options) => html`${bars(model, options)} ${key(OUTCOME_KEY)} ${curves(model, options)}`;

function bars(model, { width }) {
  const most = Math.max(1, ...model.stages.map((stage) => stage.in));
  const left = 136;
  const right = 320;
  const length = scaleLinear(0, most, 0, width - left - right);
  const height = model.stages.length * ROW + 24;
  return html`<svg class="picture" data-picture="funnel" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-label="Funnel">
    ${hatch()}
    ${model.stages.map((stage, index) => {
      const y = 16 + index * ROW;
      const end = left + length(stage.in);
      return svg`<g role="img" aria-label=${`${title(stage.name)}: ${count(stage.in)} came in, ${share(stage.progress)} go on`}>
        <text class="stage-name" x="16" y=${y + 18}>${shorten(title(stage.name), 15)}</text>
        <text class="dim" x="16" y=${y + 34}>${count(stage.hereNow)} here now</text>
        ${stage.in < ENOUGH ? svg`<rect x=${left} y=${y + 4} width="40" height="28" fill="url(#hatch)" />` : parts(stage, left, y + 4, length(stage.in))}
        <text x=${Math.max(end, left + 40) + 12} y=${y + 16}>${count(stage.in)} <tspan class="dim">came in</tspan></text>
        <text x=${Math.max(end, left + 40) + 12} y=${y + 32}>${index === model.stages.length - 1 ? "the last stage" : svg`${progress(stage)}${change(stage)}`}</text>
      </g>`;
    })}
  </svg>`;
}

function progress(stage) {
  if (!stage.progress) return "";
  if (stage.progress.n < ENOUGH) return `n = ${stage.progress.n}, too few`;
  const within = `go on in ${duration(stage.horizonMillis)}`;
  return stage.change ? svg`<tspan class=${tone(stage.change)}>${changed(stage.change)}</tspan> ${within}` : `${share(stage.progress)} ${within}`;
}

const change = ({ change, trend }) =>
  !change && trend && trend.n >= ENOUGH ? svg`<tspan dx="6" class=${isSignificant(trend) ? "" : "dim"}> ${difference(trend)} pt</tspan>` : "";

function parts(stage, left, y, width) {
  let x = left;
  return OUTCOMES.map(([figure, name]) => {
    const part = (width * stage[figure]) / stage.in;
    const at = x;
    x += part;
    return part ? svg`<rect class=${`bar-${name}`} x=${at} y=${y} width=${Math.max(0.5, part - (part > 2 ? 1 : 0))} height="28"><title>${count(stage[figure])} ${name}, ${percent(stage[figure] / stage.in)}</title></rect>` : "";
  });
}

function curves(model, { width }) {
  const [left, right] = [56, 190];
  const x = scaleLog(SHORTEST, LONGEST, left, width - right);
  const y = scaleLinear(0, 1, CURVES - 32, 16);
  const known = model.stages.filter((stage) => stage.dwell && stage.in >= ENOUGH);
  const places = ends(known, y);
  return html`<h2 class="picture-title">Share still in the stage, by age of the visit</h2>
    <svg class="picture" data-picture="survival" viewBox=${`0 0 ${width} ${CURVES}`} width=${width} height=${CURVES} role="img" aria-label="Survival curves of the stages, with 95% bands">
      ${[0, 0.25, 0.5, 0.75, 1].map((level) => svg`<line class="column-line" x1=${left} x2=${width - right} y1=${y(level)} y2=${y(level)} /><text class="dim small end" x=${left - 8} y=${y(level) + 4}>${percent(level)}</text>`)}
      ${TICKS.map(([age, name]) => svg`<line class="column-line" x1=${x(age)} x2=${x(age)} y1="16" y2=${y(0)} /><text class="dim small mid" x=${x(age)} y=${y(0) + 16}>${name}</text>`)}
      ${known.map((stage, index) => svg`<path class="survival-band" d=${bandOf(stage.dwell, x, y)} /><path class=${`curve c${index % 6}`} d=${pathOf(steps(stage.dwell, x, y))} />
        <line class=${`curve c${index % 6}`} x1=${width - right + 8} x2=${width - right + 24} y1=${places[index] - 4} y2=${places[index] - 4} />
        <text x=${width - right + 30} y=${places[index]}>${shorten(title(stage.name), 14)} <tspan class="dim">${quantile(stage.dwell, "p50")}</tspan></text>`)}
    </svg>`;
}

/** Places the names of the curves where they end, apart from one another. */
function ends(stages, y) {
  const last = stages.map((stage, index) => ({ index, at: y(stage.dwell.survival.at(-1)?.share ?? 1) + 4 })).sort((a, b) => a.at - b.at);
  let free = 12;
  const places = [];
  for (const each of last) {
    places[each.index] = Math.max(each.at, free);
    free = places[each.index] + 18;
  }
  const over = Math.max(0, free - 18 - (CURVES - 8));
  if (over) last.reduceRight((limit, each) => (places[each.index] = Math.min(places[each.index], limit)) - 18, CURVES - 8);
  return places;
}
