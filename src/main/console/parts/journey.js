import { html, nothing } from "lit";
import { count, ENOUGH, moment, percent, shorten, timeOfDay, title, WINDOWS } from "../format.js";
import { caption } from "../journey/caption.js";
import { addChanges } from "../journey/comparison.js";
import { layout } from "../journey/layout.js";
import { EVERYBODY, journey, segments } from "../journey/model.js";
import "./age.js";
import { comparedNote } from "./comparison.js";
import { drawer } from "./drawer.js";
import { saveCsv, savePng, saveSvg } from "./exports.js";
import { flow } from "./flow.js";
import { funnel } from "./funnel.js";
import { journeyMap, legend } from "./map.js";
import { textWidth } from "./ruler.js";
import { tables } from "./table.js";

const MODES = ["map", "flow", "funnel", "table"];
const COVERAGE = 0.8;
export const BEFORE = "before";

/**
 * Shows the journey of a cut in one of its modes, with filters, details and exports. It fetches nothing: the console
 * hands it what the server sent, a report what lies in its page.
 *
 * @param {{asOf: string, records: object[]}} cut
 * @param {object} state segment, window, compare, channel, mode, coverage, chosen: all texts, as in the address
 * @param {object} options width, height, change(state), hasServer, then (the other side of a comparison), segments, plan, goal, goals, watching, customers, watchLink, ruleLink
 */
export function journeyView(cut, state, options) {
  const filters = { segment: state.segment ?? EVERYBODY, window: state.window ?? "week", plan: options.plan };
  const model = journey(cut, filters);
  if (!model.stages.length) return nobody(cut, state, options);
  addWatching(model, options.watching ?? []);
  const then = otherSide(cut, state, options, filters);
  if (then) addChanges(model, then);
  const drawing = { width: options.width, perColumn: options.height < 960 ? 7 : 12, mostLanes: options.height < 960 ? 6 : 8, coverage: Number(state.coverage ?? COVERAGE), channel: state.channel, textWidth };
  const plan = layout(model, drawing);
  const onChoose = (key) => options.change({ chosen: key });
  const onTable = () => options.change({ mode: "table" });
  const all = { ...drawing, then, chosen: state.chosen, onChoose, onTable, allWays: state.ways === "all", onAllWays: () => options.change({ ways: "all" }) };
  const mode = MODES.includes(state.mode) ? state.mode : "map";
  return html`
    ${captionLine(model, onChoose)}
    ${toolbar(cut, model, state, mode, options)}
    <div class="stage-of-picture">
      ${mode === "map" ? html`<div class="scroll-picture">${journeyMap(model, all)}</div>${legend(drawn(plan.edges, state, options), badge(model))}` : nothing}
      ${mode === "flow" ? flow(model, all) : nothing} ${mode === "funnel" ? funnel(model, all) : nothing}
      ${mode === "table" ? tables(model, all) : nothing}
    </div>
    ${state.chosen
      ? drawer(model, state.chosen, {
          goal: options.goal,
          goalCovers: options.goalCovers,
          onChoose,
          onClose: () => close(options, state.chosen),
          others: (key) => plan.nodes.find((node) => node.key === key)?.cells,
          customers: options.customers?.(state.chosen),
          watchLink: options.watchLink,
          ruleLink: options.ruleLink,
        })
      : nothing}`;
}

/** Closes the details and gives the focus back to their mark. */
function close(options, key) {
  options.change({ chosen: undefined });
  requestAnimationFrame(() => [...document.querySelectorAll(".mark")].find((mark) => mark.dataset.key === key)?.focus());
}

/** Reads the other side of the comparison; undefined where there is none yet, or a report has no earlier cut. */
function otherSide(cut, state, options, filters) {
  const compare = state.compare ?? BEFORE;
  const other = options.hasServer ? options.then : compare === BEFORE ? undefined : { ...cut, with: compare, segment: compare };
  return other?.with === compare && other.records ? journey(other, { ...filters, segment: other.segment }) : undefined;
}

function addWatching(model, watching) {
  const key = (of) => JSON.stringify([of.type, of.channel]);
  const known = new Map(watching.map((each) => [key(each), each]));
  model.cells.forEach((cell) => (cell.watchedBy = known.get(key(cell))));
}

const nobody = (cut, state, options) => html`<h1 class="caption">Nobody is on this map yet.</h1>
  ${state.segment && state.segment !== EVERYBODY
    ? html`<p class="empty">No customer is in the segment ${state.segment}. <button class="link" @click=${() => options.change({ segment: undefined })}>Show everybody</button></p>`
    : html`<p class="empty">The map fills as soon as touchpoints come in that enter a stage of the lifecycle.</p>`}`;

const captionLine = (model, onChoose) => html`<h1 class="caption" aria-live="polite">
  ${caption(model).map((part) => part.finding ? html`<button class="finding-link" @click=${() => onChoose(part.finding.key)}><bdi>${part.finding.type}</bdi> on <bdi>${part.finding.channel}</bdi></button>` : part.text)}
</h1>`;

/** How many of the steps are drawn, and the way to draw more. */
const drawn = (edges, state, { change }) => html`<li class="slider">
  <label>drawn <input type="range" min="0.5" max="1" step="0.05" aria-label="Share of steps drawn" .value=${String(state.coverage ?? COVERAGE)} @change=${(event) => change({ coverage: event.target.value })} /></label>
  <span class="value" title=${`${count(edges.steps)} of ${count(edges.total)}; first steps, steps inside a mark and ways beyond those that the map keeps are not drawn`}>${edges.total < ENOUGH ? `${count(edges.steps)} of ${count(edges.total)} steps` : `${percent(edges.steps / edges.total)} of steps`}</span>
  ${edges.isCapped ? html`<button class="link" @click=${() => change({ mode: "table" })}>${count(edges.drawn.length)} of ${count(edges.of)} ways, the table has all</button>` : nothing}
</li>`;

/** The conservation of customers, checked on the numbers that are shown. */
const badge = ({ wrong }) => html`<li title="came in = forward + skip + back + lost + still here, for each stage and touchpoint, in each window at hand">${
  wrong.length ? html`<span class="bad">\u2717 <bdi>${wrong[0]}</bdi> ${wrong.length > 1 ? `and ${count(wrong.length - 1)} more do` : "does"} not add up; please report it</span>` : "\u2713 every stage and touchpoint adds up"
}</li>`;

function toolbar(cut, model, state, mode, options) {
  const channels = [...new Set(model.cells.map((cell) => cell.channel))].sort();
  const names = options.segments ?? segments(cut.records);
  const others = names.filter((name) => name !== model.segment);
  const change = options.change;
  return html`<div class="toolbar" role="toolbar" aria-label="Filters and views">
    ${choice("segment", model.segment, names.map((name) => [name, name]), (value) => change({ segment: value === EVERYBODY ? undefined : value, compare: undefined }))}
    <div class="segmented" role="group" aria-label="Window">
      ${Object.entries(WINDOWS).map(([name, text]) => html`<button aria-pressed=${model.window === name} @click=${() => change({ window: name })}>${text}</button>`)}
    </div>
    ${choice("compare with", state.compare ?? BEFORE, [[BEFORE, BEFORE], ...others.map((name) => [name, name])], (value) => change({ compare: value === BEFORE ? undefined : value }))}
    ${comparedNote(options.then)}
    ${choice("channel", state.channel ?? "", [["", "all"], ...channels.map((name) => [name, name])], (value) => change({ channel: value || undefined }))}
    ${goal(options)}
    <span class="spacer"></span>
    <div class="segmented" role="group" aria-label="View">
      ${MODES.map((name) => html`<button aria-pressed=${mode === name} @click=${() => change({ mode: name === "map" ? undefined : name })}>${name}</button>`)}
    </div>
    <div class="exports" role="group" aria-label="Export">
      <button @click=${() => saveCsv(model, fileName(model))}>CSV</button>
      ${mode === "table" ? nothing : html`<button @click=${() => saveSvg(picture(), fileName(model))}>SVG</button><button @click=${() => savePng(picture(), fileName(model))}>PNG</button>`}
      <button popovertarget="log-export">XES, OCEL</button>
    </div>
    ${logExport(options.hasServer)}
  </div>`;
}

/** Says how to export the whole log, which is too large for a browser to write. */
function logExport(hasServer) {
  const from = hasServer ? "--config waymark.yaml" : "--input applied.jsonl";
  return html`<div id="log-export" class="popover" popover>
    <h2>The log of all touchpoints</h2>
    <p>Process-mining tools read it. It is larger than a browser can write, so a command does:</p>
    <pre tabindex="0">waymark export --xes log.xes ${from}\nwaymark export --ocel log.json ${from}</pre>
    <p class="dim">${hasServer ? "The file has the settings of the job, which runs with job.applied=true." : "The file lies beside this report where the playback ran with --set job.applied=true."}</p>
  </div>`;
}

/** The stage for which the drawer says how much it needs a touchpoint. */
const goal = ({ goal, goals, change }) =>
  goals
    ? choice("goal", goal, goals.map((name) => [name, title(name)]), (value) => change({ goal: value }))
    : goal
      ? html`<span class="choice">goal <span>${title(goal)}</span></span>`
      : nothing;

const picture = () => document.querySelector("svg[data-picture]");
const fileName = (model) => `journey-${model.segment}-${model.window}`.replaceAll(/[^\w-]+/g, "_");

const choice = (name, value, entries, onChange) => html`<label class="choice"
  >${name}
  <select @change=${(event) => onChange(event.target.value)}>
    ${entries.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${shorten(text, 32)}</option>`)}
  </select></label
>`;

/** Prints the time of day, and the day where it is not this one. */
const clockOf = (iso) => (new Date(iso).toDateString() === new Date().toDateString() ? timeOfDay(iso) : moment(iso));

/** Says at which event time the cut is true, and how old it is now. */
export const asOfLine = ({ map, behindMillis, readAt }) => html`<span class="as-of">as of <time datetime=${map.asOf}>${clockOf(map.asOf)}</time>${
  behindMillis === undefined ? nothing : html` \u00b7 <age-text .since=${readAt - behindMillis}></age-text> behind`}</span>`;
