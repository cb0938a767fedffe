import { html, nothing } from "lit";
import { get } from "../api.js";
import { count, duration, moment } from "../format.js";
import { customerLink } from "../parts/customer.js";
import { choose, filter, list } from "../parts/list.js";
import { loader, pagedLoader } from "../parts/loader.js";
import { rate } from "../parts/rate.js";
import { problem, waiting } from "../parts/states.js";

const SIGNALS = ["stall", "frustration", "advocacy", "opportunity"];
const MOST_BARS = 120;
const FILTERS = ["rule", "signal", "owner", "customer"];

/** The triggers as they go out. */
export function triggersPage(frame) {
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, frame.state[name]]));
  const triggers = pagedLoader("triggers", (after) => get("/triggers", { ...filters(), after }), frame.draw);
  const rates = loader(() => get("/triggers/rate"), frame.draw);
  let shown;
  let fresh = 0;

  function load() {
    shown = JSON.stringify(filters());
    fresh = 0;
    triggers.load();
    rates.load();
  }

  return {
    open: load,
    close: () => {
      triggers.drop();
      rates.drop();
    },
    stateChanged: () => JSON.stringify(filters()) !== shown && load(),
    live: (stream, message) => {
      if (stream !== "triggers") return;
      const known = new Set(triggers.value?.items.map((each) => each.id));
      if (frame.state.paused || triggers.value?.items.length > 50) {
        fresh = message.ids.filter((id) => !known.has(id)).length;
        frame.draw();
      } else load();
    },
    draw: () => html`<h1>Triggers</h1>
      ${rates.value ? html`<section class="rates">${rate(buckets(rates.value), "Triggers by time")}${lateness(rates.value)}</section>` : rates.failure ? problem(rates.failure, rates.load) : waiting(4)}
      <div class="bar-of-filters">
        ${filter(frame, "rule", "rule")} ${choose(frame, "signal", "signal", SIGNALS)} ${filter(frame, "owner", "owner")} ${filter(frame, "customer", "customer")}
        <button aria-pressed=${frame.state.paused ? "true" : "false"} @click=${() => frame.change({ paused: frame.state.paused ? undefined : "yes" })}>${frame.state.paused ? "Follow" : "Pause"}</button>
        ${fresh ? html`<button @click=${load}>${count(fresh)} new</button>` : nothing}
      </div>
      ${list(triggers, {
        caption: "Triggers, the latest first",
        heads: ["due", "signal", "rule", "customer", "why", "to", "#late by"],
        row,
        nothingYet: "No trigger has been sent that fits.",
        cure: html`Clear the filters, or see under <a href="/decisions">Decisions</a> which gates withhold.`,
      })}`,
  };
}

const row = ({ due, emitted, key, document: { data } }) => html`<tr>
  <td class="time"><time datetime=${due}>${moment(due)}</time></td>
  <td>${data.signal}</td>
  <th scope="row"><a href=${`/rules/${encodeURIComponent(data.rule)}`}>${data.rule}</a></th>
  <td>${customerLink(data.customer, key)}</td>
  <td class="why">${data.why}</td>
  <td>${data.to}</td>
  <td class="number">${emitted ? duration(Math.max(0, Date.parse(emitted) - Date.parse(due))) : "\u2013"}</td>
</tr>`;

/** Sums the counts of all rules by time. */
function buckets({ rates, since, spanMinutes }) {
  const span = spanMinutes * 60_000;
  const first = Math.floor(Date.parse(since) / span) * span;
  const last = Math.max(first, ...rates.map((each) => Date.parse(each.from)));
  const sums = new Map();
  rates.forEach((each) => sums.set(Date.parse(each.from), (sums.get(Date.parse(each.from)) ?? 0) + each.count));
  const steps = Math.min(MOST_BARS, Math.round((last - first) / span) + 1);
  return Array.from({ length: steps }, (_, index) => last - (steps - 1 - index) * span).map((time) => ({ time, count: sums.get(time) ?? 0 }));
}

/** Shows the rules that send most, and how late their triggers were in the worst span. */
function lateness({ rates }) {
  const rules = new Map();
  for (const each of rates) {
    const known = rules.get(each.rule) ?? { count: 0, late: 0 };
    rules.set(each.rule, { count: known.count + each.count, late: Math.max(known.late, each.p99Millis ?? 0) });
  }
  const most = [...rules].sort((a, b) => b[1].count - a[1].count).slice(0, 6);
  return html`<dl class="facts">${most.map(([rule, { count: sent, late }]) => html`<div><dt>${rule ?? "other rules"}</dt><dd>${count(sent)} <span class="dim">p99 ${duration(late)}</span></dd></div>`)}</dl>`;
}
