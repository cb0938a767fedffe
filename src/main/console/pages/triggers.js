import { html, nothing } from "lit";
import { get } from "../api.js";
import { count, duration, moment } from "../format.js";
import { customerFilter, customerLink } from "../parts/customer.js";
import { followed } from "../parts/followed.js";
import { choose, filter, list } from "../parts/list.js";
import { loader, paced, pagedLoader } from "../parts/loader.js";
import { buckets, rate } from "../parts/rate.js";
import { problem, waiting } from "../parts/states.js";

const SIGNALS = ["stall", "frustration", "advocacy", "opportunity"];
const FILTERS = ["rule", "signal", "owner", "customer"];

/** List and rates are read at most every so many milliseconds. */
const FRESH_MILLIS = 3_000;

/** The triggers as they go out. */
export function triggersPage(frame) {
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, frame.state[name]]));
  const triggers = pagedLoader("triggers", (after) => get("/triggers", { ...filters(), after }), frame.draw);
  const rates = loader(() => get("/triggers/rate"), frame.draw);
  const gates = loader(() => get("/decisions/funnel", { since: midnight() }), frame.draw);
  const one = followed(frame);
  const all = [triggers, rates, gates, one];
  const ofCustomer = customerFilter(frame);
  let shown;
  let fresh = 0;

  function load() {
    shown = JSON.stringify(filters());
    fresh = 0;
    all.forEach((each) => each.load());
  }

  const loadSoon = paced(load, FRESH_MILLIS);
  const isHeld = () => frame.state.paused || triggers.isLong();

  return {
    open: load,
    close: () => {
      loadSoon.drop();
      all.forEach((each) => each.drop());
    },
    refresh: () => isHeld() || load(),
    stateChanged: () => {
      if (JSON.stringify(filters()) !== shown) load();
      one.stateChanged();
    },
    live: (stream, message) => {
      if (stream === "deliveries") one.loadSoon();
      if (stream !== "triggers") return;
      if (!isHeld()) return loadSoon();
      const known = new Set(triggers.value?.items.map((each) => each.id));
      fresh = message.ids.filter((id) => !known.has(id)).length;
      frame.draw();
    },
    draw: () => html`<h1>Triggers</h1>
      ${rates.value ? html`<section class="rates">${rate(buckets(rates.value), "Triggers by time")}${lateness(rates.value)}</section>` : rates.failure ? problem(rates.failure, rates.load) : waiting(4)}
      ${gates.value ? withheld(gates.value, frame.state.rule) : gates.failure ? problem(gates.failure, gates.load) : waiting(1)}
      ${one.draw()}
      <div class="bar-of-filters">
        ${filter(frame, "rule", "rule")} ${choose(frame, "signal", "signal", SIGNALS)} ${filter(frame, "owner", "owner")} ${ofCustomer()}
        <button aria-pressed=${frame.state.paused ? "true" : "false"} @click=${() => frame.change({ paused: frame.state.paused ? undefined : "yes" })}>${frame.state.paused ? "Go on" : "Pause"}</button>
        ${fresh ? html`<button @click=${load}>${count(fresh)} new</button>` : nothing}
      </div>
      ${list(triggers, {
        caption: "Triggers, the latest first",
        heads: ["due", "signal", "rule", "customer", "why", "to", "#late by", "follow"],
        row: (trigger) => row(trigger, one),
        nothingYet: "No trigger has been sent that fits.",
        cure: html`Clear the filters, or see under <a href="/decisions">Decisions</a> which gates withhold.`,
      })}`,
  };
}

const row = (trigger, one) => {
  const { id, due, emitted, key, document: { data } } = trigger;
  return html`<tr aria-selected=${one.is(id) ? "true" : "false"}>
  <td class="time"><time datetime=${due}>${moment(due)}</time></td>
  <td>${data.signal}</td>
  <th scope="row"><a href=${`/rules/${encodeURIComponent(data.rule)}`}>${data.rule}</a></th>
  <td>${customerLink(data.customer, key)}</td>
  <td class="why"><bdi>${data.why}</bdi></td>
  <td>${data.to}</td>
  <td class="number">${emitted ? duration(Math.max(0, Date.parse(emitted) - Date.parse(due))) : "\u2013"}</td>
  <td><button class="link" aria-pressed=${one.is(id) ? "true" : "false"} aria-label=${`follow trigger ${id}`} @click=${() => one.choose(trigger)}>follow</button></td>
</tr>`;
};

/** Returns the start of this day in UTC. */
const midnight = () => `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;

/** Shows how many matches each gate withheld today, of all rules or of one. */
function withheld({ counts, otherRules }, rule) {
  const sums = new Map();
  counts
    .filter((each) => !["sent", "held"].includes(each.gate) && (!rule || each.rule === rule))
    .forEach((each) => sums.set(each.gate, (sums.get(each.gate) ?? 0) + each.count));
  const isAmongOthers = rule && otherRules && !counts.some((each) => each.rule === rule);
  const link = (gate) => `/decisions?${new URLSearchParams({ gate, ...(rule ? { rule } : {}) })}`;
  return html`<p class="withheld">Withheld today (UTC)${rule ? html` of <bdi>${rule}</bdi>` : nothing}: ${sums.size
    ? [...sums].sort((a, b) => b[1] - a[1]).map(([gate, n], index) => html`${index ? ", " : ""}<a href=${link(gate)}>${gate} ${count(n)}</a>`)
    : isAmongOthers ? "not known, as only the rules with the most decisions are told apart" : "nothing"}</p>`;
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
