import { html, nothing } from "lit";
import { count, percent, shorten, timeOfDay, WINDOWS } from "../format.js";
import { caption } from "../journey/caption.js";
import { layout } from "../journey/layout.js";
import { EVERYBODY, journey, segments } from "../journey/model.js";
import { drawer } from "./drawer.js";
import { saveCsv, savePng, saveSvg } from "./exports.js";
import { flow } from "./flow.js";
import { funnel } from "./funnel.js";
import { journeyMap, legend } from "./map.js";
import { textWidth } from "./ruler.js";
import { tables } from "./table.js";

const MODES = ["map", "flow", "funnel", "table"];
const COVERAGE = 0.8;

/**
 * Shows the journey of a cut in one of its modes, with filters, details and exports. It fetches nothing: the console
 * hands it what the server sent, a report what lies in its page.
 *
 * @param {{asOf: string, records: object[]}} cut
 * @param {object} state segment, window, compare, channel, mode, coverage, chosen: all texts, as in the address
 * @param {object} options width, height, change(state), then (a cut compared with), segments, plan, customers, watchLink, behindMillis
 */
export function journeyView(cut, state, options) {
  const filters = { segment: state.segment ?? EVERYBODY, window: state.window ?? "week", plan: options.plan };
  const model = journey(cut, filters);
  if (!model.stages.length) return nobody(cut, state, options);
  addWatching(model, options.watching);
  const then = state.compare && state.compare !== "before" ? journey(options.then ?? cut, { ...filters, segment: state.compare }) : undefined;
  const drawing = { width: options.width, perColumn: options.height < 960 ? 7 : 10, mostLanes: options.height < 960 ? 6 : 8, coverage: Number(state.coverage ?? COVERAGE), channel: state.channel, textWidth };
  const plan = layout(model, drawing);
  const onChoose = (key) => options.change({ chosen: key });
  const all = { ...drawing, then, chosen: state.chosen, onChoose };
  const mode = MODES.includes(state.mode) ? state.mode : "map";
  return html`
    ${captionLine(model, onChoose)}
    ${toolbar(cut, model, state, mode, plan, options)}
    <div class="stage-of-picture">
      ${mode === "map" ? html`<div class="scroll-picture">${journeyMap(model, all)}</div>${legend(badge(model))}` : nothing}
      ${mode === "flow" ? flow(model, all) : nothing} ${mode === "funnel" ? funnel(model, all) : nothing}
      ${mode === "table" ? tables(model, all) : nothing}
    </div>
    ${state.chosen
      ? drawer(model, state.chosen, {
          then,
          onChoose,
          onClose: () => close(options, state.chosen),
          others: (key) => plan.nodes.find((node) => node.key === key)?.cells,
          customers: options.customers?.(state.chosen),
          watchLink: options.watchLink,
        })
      : nothing}`;
}

/** Closes the details and gives the focus back to their mark. */
function close(options, key) {
  options.change({ chosen: undefined });
  requestAnimationFrame(() => [...document.querySelectorAll(".mark")].find((mark) => mark.dataset.key === key)?.focus());
}

function addWatching(model, watching) {
  if (!watching) return;
  model.cells.forEach((cell) => (cell.watchedBy = watching(cell)));
}

const nobody = (cut, state, options) => html`<h1 class="caption">Nobody is on this map yet.</h1>
  ${state.segment && state.segment !== EVERYBODY
    ? html`<p class="empty">No customer is in the segment ${state.segment}. <button class="link" @click=${() => options.change({ segment: undefined })}>Show everybody</button></p>`
    : html`<p class="empty">The map fills as soon as touchpoints come in that enter a stage of the lifecycle.</p>`}`;

const captionLine = (model, onChoose) => html`<h1 class="caption" aria-live="polite">
  ${caption(model).map((part) => part.finding ? html`<button class="finding-link" @click=${() => onChoose(part.finding.key)}>${part.text}</button>` : part.text)}
</h1>`;

/** The conservation of customers, checked on the numbers that are shown. */
const badge = (model) => html`<li title="came in = forward + skip + back + lost + still here, for each stage">${
  model.addsUp ? "\u2713 every stage adds up" : "\u2717 the numbers do not add up; please report it"
}</li>`;

function toolbar(cut, model, state, mode, plan, options) {
  const channels = [...new Set(model.cells.map((cell) => cell.channel))].sort();
  const names = options.segments ?? segments(cut.records);
  const others = names.filter((name) => name !== model.segment);
  const change = options.change;
  return html`<div class="toolbar" role="toolbar" aria-label="Filters and views">
    ${choice("segment", model.segment, names.map((name) => [name, name]), (value) => change({ segment: value === EVERYBODY ? undefined : value, compare: undefined }))}
    <div class="segmented" role="group" aria-label="Window">
      ${Object.entries(WINDOWS).map(([name, text]) => html`<button aria-pressed=${model.window === name} @click=${() => change({ window: name })}>${text}</button>`)}
    </div>
    ${choice("compare with", state.compare ?? "before", [["before", "before"], ...others.map((name) => [name, name])], (value) => change({ compare: value === "before" ? undefined : value }))}
    ${choice("channel", state.channel ?? "", [["", "all"], ...channels.map((name) => [name, name])], (value) => change({ channel: value || undefined }))}
    <label class="slider">drawn <input type="range" min="0.5" max="1" step="0.05" aria-label="Share of steps drawn" .value=${String(state.coverage ?? COVERAGE)} @change=${(event) => change({ coverage: event.target.value })} />
      <span class="value">${percent(plan.edges.share)} of steps</span></label>
    <span class="spacer"></span>
    <div class="segmented" role="group" aria-label="View">
      ${MODES.map((name) => html`<button aria-pressed=${mode === name} @click=${() => change({ mode: name === "map" ? undefined : name })}>${name}</button>`)}
    </div>
    <div class="exports" role="group" aria-label="Export">
      <button @click=${() => saveCsv(model, fileName(model))}>CSV</button>
      ${mode === "table" ? nothing : html`<button @click=${() => saveSvg(picture(), fileName(model))}>SVG</button><button @click=${() => savePng(picture(), fileName(model))}>PNG</button>`}
    </div>
  </div>`;
}

const picture = () => document.querySelector("svg[data-picture]");
const fileName = (model) => `journey-${model.segment}-${model.window}`.replaceAll(/[^\w-]+/g, "_");

const choice = (name, value, entries, onChange) => html`<label class="choice"
  >${name}
  <select @change=${(event) => onChange(event.target.value)}>
    ${entries.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${shorten(text, 32)}</option>`)}
  </select></label
>`;

/** Says at which event time the cut is true. */
export const asOfLine = (cut, behindMillis) => html`<span class="as-of">as of <time datetime=${cut.asOf}>${timeOfDay(cut.asOf)}</time>${
  behindMillis === undefined ? nothing : html` \u00b7 ${behindMillis < 60_000 ? `${(behindMillis / 1000).toFixed(1)} s` : `${count(Math.round(behindMillis / 60_000))} min`} behind`}</span>`;

