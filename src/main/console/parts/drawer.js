import { html, nothing } from "lit";
import { count, difference, ENOUGH, isSignificant, percent, sentiment, share, signed, title, WINDOWS } from "../format.js";
import { keyOf, neighbours, OTHER } from "../journey/model.js";
import { changed, tone } from "./comparison.js";

/**
 * Shows what is known about one mark of a picture.
 *
 * @param {object} options customers (a template, where there is a server), goal, onChoose, onClose, watchLink, ruleLink
 */
export function drawer(model, key, options) {
  const cell = model.cells.find((each) => each.key === key);
  const inside = cell ? cellBody(model, cell, options) : otherBody(model, key, options);
  return html`<aside class="drawer" aria-label="Details" @keydown=${(event) => event.key === "Escape" && options.onClose()}>
    <button class="close" aria-label="Close details" @click=${options.onClose}>\u00d7</button>
    ${inside ?? html`<p class="empty">This touchpoint is not in the window that is shown. Choose a longer window, or close these details.</p>`}
  </aside>`;
}

function cellBody(model, cell, options) {
  const then = cell.then;
  return html`
    <h2><bdi>${cell.type}</bdi></h2>
    <p class="dim">${title(cell.stage)} \u00b7 <bdi>${cell.channel}</bdi> \u00b7 ${WINDOWS[model.window]}</p>
    ${cell.pain ? html`<p class="finding bad"><b>Pain point ${cell.pain}.</b> Associated with at least ${count(cell.lostAtLeast)} customers lost; only a hold-out shows a cause.</p>` : nothing}
    ${cell.help ? html`<p class="finding good"><b>Helping moment ${cell.help}.</b> Associated with at least ${count(cell.wonAtLeast)} customers won; only a hold-out shows a cause.</p>` : nothing}
    <dl class="figures">
      ${row("customers", was(then, "customers", count), count(cell.customers))}
      ${row("touchpoints", was(then, "touchpoints", count), count(cell.touchpoints), !then && model.window !== "all" ? `(${count(cell.touchpointsBefore)} before)` : nothing)}
      ${cell.change
        ? row("go on", undefined, html`<span class=${tone(cell.change)}>${changed(cell.change)}</span>`, `n = ${count(cell.change.then.n)} \u2192 ${count(cell.change.now.n)}`)
        : row("go on", undefined, withN(cell.goesOn, share))}
      ${row("lost", was(then, "lost", count), count(cell.lost))}
      ${row("still here", was(then, "stillHere", count), count(cell.stillHere))}
      ${row("measured sentiment", was(then, "measured", feeling), withN(cell.measured, sentiment))}
      ${row("inferred sentiment", was(then, "inferred", feeling), withN(cell.inferred, sentiment))}
      ${row("with a sentiment", then && covered(then), covered(cell))}
      ${cell.removal === undefined ? nothing : row(`${title(options.goal)} needs it`, undefined, percent(cell.removal), options.goalCovers < 1 ? `from ${percent(options.goalCovers)} of all steps` : nothing)}
    </dl>
    ${effect(cell)}
    ${ways(model, cell, options)}
    ${rulesHere(cell, options)} ${options.customers ?? nothing}
    ${options.watchLink && cell.type !== OTHER ? html`<p><a class="button" href=${options.watchLink(cell)}>Watch this</a></p>` : nothing}`;
}

const withN = (estimate, print) =>
  !estimate ? "\u2013" : estimate.n < ENOUGH ? `too few, n = ${estimate.n}` : `${print(estimate)}, n = ${count(estimate.n)}`;

const row = (name, then, value, note = nothing) => html`<dt>${name}</dt><dd>${then === undefined ? nothing : html`<span class="dim">${then} \u2192</span> `}${value} ${note === nothing ? nothing : html`<span class="dim">${note}</span>`}</dd>`;

/** Prints a figure as it was; nothing where the cell was not there or had none. */
const was = (then, figure, print) => (then?.[figure] === undefined ? undefined : print(then[figure]));
const covered = ({ coverage, touchpoints }) => (touchpoints < ENOUGH ? `too few, n = ${touchpoints}` : percent(coverage));
const feeling = (estimate) => (estimate.n < ENOUGH ? "too few" : signed(estimate.value));

function rulesHere(cell, { ruleLink }) {
  const { rules, count: all } = cell.watchedBy ?? { rules: [], count: 0 };
  if (!all) return nothing;
  return html`<h3>Rules here</h3>
    <ul class="bars">
      ${rules.map((each) => html`<li>${ruleLink ? html`<a href=${ruleLink(each.rule)}><bdi>${each.title}</bdi></a>` : html`<bdi>${each.title}</bdi>`}</li>`)}
      ${all > rules.length ? html`<li class="dim">and ${count(all - rules.length)} more</li>` : nothing}
    </ul>`;
}

function effect(cell) {
  const known = cell.effect;
  if (!known) return html`<p class="dim">Too few customers to compare those who met it with those who did not.</p>`;
  const sure = isSignificant(known.difference);
  return html`<h3>Against customers who did not meet it</h3>
    <p class=${sure ? "" : "dim"}>
      ${difference(known.difference)} points go on${sure ? "" : ", which may be chance"}.
      <span class="dim">${count(known.with)} who had met it, ${count(known.without)} at the same age of their visit who had not.</span>
    </p>`;
}

function ways(model, cell, options) {
  const { next, previous } = neighbours(model, cell.key);
  return html`<div class="ways">${side("Before", previous, "the first touchpoint", options)} ${side("After", next, "lost", options)}</div>`;
}

function side(name, { shown, total, other }, end, options) {
  return html`<section>
    <h3>${name} <span class="dim">n = ${count(total)}</span></h3>
    ${total ? nothing : html`<p class="dim">nothing</p>`}
    <ol class="bars">
      ${shown.map(({ cell, steps }) => bar(cell, steps, total, end, options))}
      ${other ? html`<li><span class="bar-name">other</span><span class="bar-value">${count(other)}</span>${meter(other / total)}</li>` : nothing}
    </ol>
  </section>`;
}

const bar = (cell, steps, total, end, options) => html`<li>
  <span class="bar-name"
    >${cell
      ? html`<button class="link" @click=${() => options.onChoose(keyOf(cell))}><bdi>${cell.type}</bdi></button> <span class="dim">${title(cell.stage)}, <bdi>${cell.channel}</bdi></span>`
      : end}</span
  ><span class="bar-value">${count(steps)}</span>${meter(steps / total)}
</li>`;

/** Draws a share as a bar; an SVG attribute, as the page forbids inline style. */
export const meter = (value) => html`<svg class="meter" width="100%" height="3" aria-hidden="true"><rect width=${`${(value * 100).toFixed(1)}%`} height="3" /></svg>`;

function otherBody(model, key, options) {
  if (!key.startsWith("other:")) return undefined;
  const stage = key.slice("other:".length);
  const cells = options.others?.(key) ?? [];
  if (!cells.length) return undefined;
  return html`<h2>${count(cells.length)} others in ${title(stage)}</h2>
    <p class="dim">Drawn as one mark, so that the picture stays readable. Each is counted on its own in the table.</p>
    <ol class="bars">
      ${cells.map((cell) => html`<li>
        <span class="bar-name"><button class="link" @click=${() => options.onChoose(cell.key)}><bdi>${cell.type}</bdi></button> <span class="dim"><bdi>${cell.channel}</bdi></span></span>
        <span class="bar-value">${count(cell.customers)}${cell.sentiment ? html` <span class="dim">${signed(cell.sentiment.value)}</span>` : nothing}</span>
      </li>`)}
    </ol>`;
}

