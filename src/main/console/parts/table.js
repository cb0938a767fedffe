import { html, nothing } from "lit";
import { count, difference, duration, ENOUGH, isSignificant, percent, sentiment, share, title } from "../format.js";
import { changed, tone } from "./comparison.js";
import { quantile, quantileNote } from "./quantile.js";

/** The ways that are listed at first; a browser lays out some hundred rows at once, not all of the largest map. */
const FIRST_WAYS = 150;

/** Shows every mark of the picture as a row: the accessible view, and the one to copy from. */
export const tables = (model, options) => html`<div class="tables">
  ${stageTable(model)} ${cellTable(model, options)} ${wayTable(model, options)}
</div>`;

const number = (value) => html`<td class="number">${value}</td>`;
const estimate = (value, print) =>
  !value ? number("\u2013") : value.n < ENOUGH ? html`<td class="number few">n = ${value.n}</td>` : number(print(value));

/** A table that scrolls on its own, so that the page does not; reachable by keyboard. */
const table = (caption, heads, rows) => html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
  <table>
    <caption>${caption}</caption>
    <thead><tr>${heads.map((head, index) => html`<th scope="col" class=${index < heads.text ? "" : "number"}>${head}</th>`)}</tr></thead>
    <tbody>${rows}</tbody>
  </table>
</div>`;

const heads = (text, ...names) => Object.assign(names, { text });

function stageTable(model) {
  const names = heads(1, "stage", "here now", "came in", "went on", "skipped", "back", "lost", "still here", "came back", "p50", "p90", "go on in horizon", "horizon", "fall silent for good", "within", "measured", "inferred", "change");
  return table("Stages", names, model.stages.map((stage) => html`<tr>
      <th scope="row">${title(stage.name)}</th>
      ${number(count(stage.hereNow))} ${number(count(stage.in))} ${number(count(stage.forward))} ${number(count(stage.skip))}
      ${number(count(stage.back))} ${number(count(stage.lost))} ${number(count(stage.stillHere))} ${number(count(stage.returned))}
      ${dwell(stage, "p50")} ${dwell(stage, "p90")}
      ${estimate(stage.progress, share)} ${number(duration(stage.horizonMillis))}
      ${estimate(stage.dropOff, share)} ${number(stage.dropOffMillis ? duration(stage.dropOffMillis) : "\u2013")}
      ${estimate(stage.measured, sentiment)} ${estimate(stage.inferred, sentiment)}
      ${stage.change ? change(stage.change) : trend(stage.trend)}
    </tr>`));
}

const change = (known) => (known ? html`<td class=${`number ${tone(known)}`}>${changed(known)}</td>` : number("\u2013"));
const trend = (known) =>
  known && known.n >= ENOUGH ? html`<td class=${isSignificant(known) ? "number" : "number dim"}>${difference(known)}</td>` : html`<td class="number dim">\u2013</td>`;

const dwell = (stage, name) => html`<td class="number" title=${quantileNote(stage, name)}>${quantile(stage.dwell, name)}</td>`;

function cellTable(model, { onChoose, channel, then }) {
  const names = heads(4, "stage", "touchpoint", "channel", "finding", "customers", "touchpoints", "before", "go on", "lost", "still here", "sentiment", "with a sentiment", "difference", ...(then ? ["change"] : []));
  const rank = new Map(model.stages.map((stage) => [stage.name, stage.rank]));
  const cells = model.cells
    .filter((cell) => !channel || cell.channel === channel)
    .sort((a, b) => rank.get(a.stage) - rank.get(b.stage) || b.customers - a.customers);
  return table("Touchpoints", names, cells.map((cell) => html`<tr>
    <td>${title(cell.stage)}</td>
    <th scope="row"><button class="link" @click=${() => onChoose(cell.key)}><bdi>${cell.type}</bdi></button></th>
    <td><bdi>${cell.channel}</bdi></td>
    <td>${finding(cell)}</td>
    ${number(count(cell.customers))} ${number(count(cell.touchpoints))} ${number(model.window === "all" ? "\u2013" : count(cell.touchpointsBefore))}
    ${estimate(cell.goesOn, share)} ${number(count(cell.lost))} ${number(count(cell.stillHere))}
    ${estimate(cell.sentiment, sentiment)} ${cell.touchpoints < ENOUGH ? html`<td class="number few">n = ${cell.touchpoints}</td>` : number(percent(cell.coverage))}
    <td class=${isSignificant(cell.effect?.difference) ? "number" : "number dim"}>${cell.effect ? difference(cell.effect.difference) : "\u2013"}</td>
    ${then ? change(cell.change) : nothing}
  </tr>`));
}

const finding = (cell) =>
  cell.pain
    ? html`<span class="tag bad">\u25b2 pain point ${cell.pain}, at least ${count(cell.lostAtLeast)} lost</span>`
    : cell.help
      ? html`<span class="tag good">\u2605 helping moment ${cell.help}, at least ${count(cell.wonAtLeast)} won</span>`
      : nothing;

function wayTable(model, { allWays, onAllWays }) {
  const names = heads(2, "from", "to", "steps", "share");
  const sum = (ways) => ways.reduce((steps, way) => steps + way.steps, 0);
  const total = sum(model.ways) + model.otherWays;
  const [shown, rest] = allWays ? [model.ways, []] : [model.ways.slice(0, FIRST_WAYS), model.ways.slice(FIRST_WAYS)];
  const name = (cell, end) => (cell ? html`<bdi>${cell.type}</bdi> <span class="dim">${title(cell.stage)}, <bdi>${cell.channel}</bdi></span>` : html`<span class="dim">${end}</span>`);
  const part = (steps) => number(total >= ENOUGH ? `${((steps / total) * 100).toFixed(1)}%` : "\u2013");
  return table("Ways from one touchpoint to the next", names, [
    shown.map((way) => html`<tr><td>${name(way.from, "first touchpoint")}</td><td>${name(way.to, "lost")}</td>${number(count(way.steps))}${part(way.steps)}</tr>`),
    rest.length ? html`<tr><td colspan="2"><button class="link" @click=${onAllWays}>Show ${count(rest.length)} more ways</button></td>${number(count(sum(rest)))}${part(sum(rest))}</tr>` : nothing,
    html`<tr><td colspan="2">other ways</td>${number(count(model.otherWays))}${part(model.otherWays)}</tr>`,
  ]);
}
