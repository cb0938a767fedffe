import { html, nothing } from "lit";
import { get } from "../api.js";
import { count, ENOUGH, moment, percent } from "../format.js";
import { customerLink } from "../parts/customer.js";
import { meter } from "../parts/drawer.js";
import { choose, filter, list } from "../parts/list.js";
import { loader, pagedLoader } from "../parts/loader.js";
import { problem, waiting } from "../parts/states.js";

/** The gates in the order in which they are asked. */
const GATES = ["paused", "expiry", "who", "consent", "cooldown", "cap", "quiet", "arbitration", "holdout", "canary", "shadow"];

/** The outcomes as they are shown. */
const OUTCOMES = {
  sent: html`<span class="good">\u2713 sent</span>`,
  withheld: html`<span class="dim">\u2212 withheld</span>`,
  held: html`<span class="dim">\u2026 held</span>`,
};

/** What became of each match: sent, or withheld or held by a gate. */
export function decisionsPage(frame) {
  const filters = () => ({ gate: frame.state.gate, rule: frame.state.rule });
  const decisions = pagedLoader("decisions", (after) => get("/decisions", { ...filters(), after }), frame.draw);
  const funnel = loader(() => get("/decisions/funnel"), frame.draw);
  let shown;
  function load() {
    shown = JSON.stringify(filters());
    decisions.load();
  }
  return {
    open: () => {
      load();
      funnel.load();
    },
    refresh: () => {
      decisions.refresh();
      funnel.load();
    },
    close: () => {
      decisions.drop();
      funnel.drop();
    },
    stateChanged: () => JSON.stringify(filters()) !== shown && load(),
    draw: () => html`<h1>Decisions</h1>
      ${funnel.value ? html`<section class="rates">${gates(funnel.value.counts, frame)}${byDay(funnel.value)}</section>` : funnel.failure ? problem(funnel.failure, funnel.load) : waiting(5)}
      <div class="bar-of-filters">${choose(frame, "gate", "gate", ["sent", "held", ...GATES])} ${filter(frame, "rule", "rule")}</div>
      ${list(decisions, {
        caption: "Decisions, the latest first",
        heads: ["time", "outcome", "gate", "rule", "customer", "why"],
        row: ({ document: each, key }) => html`<tr>
          <td class="time"><time datetime=${each.time}>${moment(each.time)}</time></td>
          <td>${OUTCOMES[each.outcome]}</td>
          <td title=${each.numbers ?? ""}>${each.gate ?? ""}</td>
          <th scope="row"><a href=${`/rules/${encodeURIComponent(each.rule)}`}>${each.rule}</a></th>
          <td>${customerLink(each.customer, key)}</td>
          <td class="why"><bdi>${each.why}</bdi>${each.numbers ? html` <span class="dim">${each.numbers}</span>` : ""}</td>
        </tr>`,
        nothingYet: "No match has been decided that fits.",
        cure: html`Clear the filters, or see under <a href="/rules">Rules</a> which are live.`,
      })}`,
  };
}

/** Draws how many matches come through each gate: a funnel from matched to sent. */
function gates(counts, frame) {
  const sum = (gate) => counts.filter((each) => each.gate === gate).reduce((total, each) => total + each.count, 0);
  const known = [...new Set([...GATES, ...counts.map((each) => each.gate)])].filter((gate) => !["sent", "held"].includes(gate));
  // What is held is decided again later, and then counts as sent or withheld.
  const matched = counts.filter((each) => each.gate !== "held").reduce((total, each) => total + each.count, 0);
  let left = matched;
  const line = (name, value, gate, note) => html`<li>
    <span class="bar-name">${gate ? html`<button class="link" @click=${() => frame.change({ gate })}>${name}</button>` : name} <span class="dim">${note}</span></span>
    <span class="bar-value">${count(value)}${matched >= ENOUGH ? html` <span class="dim">${percent(value / matched)}</span>` : ""}</span>${meter(matched ? value / matched : 0)}
  </li>`;
  return html`<ol class="bars gates" aria-label="From match to trigger">
    ${line("matched", matched, undefined, "")}
    ${known.map((gate) => {
      const stopped = sum(gate);
      left -= stopped;
      return line(`after ${gate}`, left, gate, stopped ? `${count(stopped)} withheld` : "none withheld");
    })}
    ${line("sent", sum("sent"), "sent", sum("held") ? `${count(sum("held"))} were held first, or are` : "")}
  </ol>`;
}

/** Shows by day how many matches were sent, and how many each gate withheld. */
function byDay({ counts, since }) {
  if (!counts.length) return nothing;
  const seen = new Set(counts.map((each) => each.gate));
  const gates = [...new Set(["sent", ...GATES, ...seen])].filter((gate) => seen.has(gate) && gate !== "held");
  const days = [...new Set(counts.map((each) => each.day))].sort().reverse();
  const of = (day, gate) => counts.filter((each) => each.day === day && each.gate === gate).reduce((sum, each) => sum + each.count, 0);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Decisions by day">
    <table><caption>By day (UTC), since ${moment(since)}</caption>
      <thead><tr><th scope="col">day</th>${["matched", ...gates].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
      <tbody>${days.map((day) => html`<tr><th scope="row">${day}</th>
        <td class="number">${count(gates.reduce((sum, gate) => sum + of(day, gate), 0))}</td>
        ${gates.map((gate) => html`<td class=${of(day, gate) ? "number" : "number dim"}>${count(of(day, gate))}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}
