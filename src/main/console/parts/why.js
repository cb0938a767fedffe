import { html, nothing } from "lit";
import { count, moment } from "../format.js";
import { problem, waiting } from "./states.js";

/** The outcomes of gates as they are shown. */
const OUTCOMES = { passes: html`<span class="good">\u2713 passes</span>`, withholds: html`<span class="bad">\u2212 withholds</span>`, holds: html`<span class="dim">\u2026 holds</span>` };

/**
 * Shows why a rule fired for a customer, or did not, as the running job says: the choice of the rule, then step by step.
 *
 * @param frame of the page; the rule lies in the address
 * @param rules the loader of the rules to choose from
 * @param answer the loader of the answer
 */
export const why = (frame, rules, answer) => html`<h2>Why did a rule fire, or not?</h2>
  <div class="bar-of-filters">
    <label class="choice wide">rule
      <select @change=${(event) => frame.change({ rule: event.target.value })}>
        <option value="">all of the customer's</option>
        ${(rules.value?.rules ?? []).map(({ rule }) => html`<option value=${rule} ?selected=${frame.state.rule === rule}>${rule}</option>`)}
      </select></label>
    <button @click=${answer.load}>Ask again</button>
  </div>
  ${answer.failure ? problem(answer.failure, answer.load) : answer.value ? shown(answer.value) : waiting(5)}`;

const shown = (answer) => html`<div class="why-not">
  ${answer.problem ? html`<p class="note bad">${answer.problem}</p>` : nothing}
  ${answer.clock ? html`<p class="note dim">as the job knows it at ${moment(answer.clock)}</p>` : nothing}
  ${answer.rule ? ruleOf(answer.rule) : nothing}
  ${section(`Open runs: ${count(answer.openRuns)}`, answer.runs.map(run), "No run has begun, or the last one is over.")}
  ${section("Near misses of the last day", answer.misses.map(miss), "At no touchpoint of the last day did a condition fail that the customer was close to.")}
  ${answer.held.length ? section("Held", answer.held.map((each) => html`<li><b>${each.rule}</b> by ${each.gate} until ${moment(each.until)}</li>`), "") : nothing}
  ${section("Last sent", answer.sent.map((each) => html`<li><time datetime=${each.time}>${moment(each.time)}</time> ${each.rule}</li>`), "Nothing was sent that the job remembers.")}
  ${answer.rule ? gates(answer.rule.gates) : nothing}
</div>`;

const section = (head, items, none) => html`<h3>${head}</h3>
  ${items.length ? html`<ul>${items}</ul>` : html`<p class="note dim">${none}</p>`}`;

const ruleOf = (rule) => html`<h3><a href=${`/rules/${encodeURIComponent(rule.id)}`}><bdi>${rule.title}</bdi></a> <span class="dim">${rule.status}</span></h3>
  <ol>${rule.steps.map((step) => html`<li><bdi>${step}</bdi></li>`)}</ol>
  <h3>Whom it is for</h3>
  ${rule.who.length
    ? html`<ul>${rule.who.map((part) => html`<li>${part.holds ? html`<span class="good">\u2713</span>` : html`<span class="bad">\u2212 not fulfilled:</span>`} <code><bdi>${part.text}</bdi></code> <span class="dim"><bdi>${read(part.values)}</bdi></span></li>`)}</ul>`
    : html`<p class="note dim">Everybody.</p>`}`;

const run = (each) => html`<li><b>${each.rule}</b>${each.correlation === undefined ? nothing : html` for <bdi>${each.correlation}</bdi>`} waits for <b><bdi>${each.waitsFor.join(", or ")}</bdi></b> until ${moment(each.until)}${each.isSilent ? ", and is complete then" : ""}
  <ol>${each.touchpoints.map((touchpoint) => html`<li><time datetime=${touchpoint.time}>${moment(touchpoint.time)}</time> ${touchpoint.step}: <bdi>${touchpoint.type}</bdi></li>`)}</ol></li>`;

const miss = (each) => html`<li><time datetime=${each.time}>${moment(each.time)}</time> <b>${each.rule}</b>, step ${each.step}: <bdi>${each.type}</bdi>
  <div><span class="bad">\u2212 not fulfilled:</span> <code><bdi>${each.failed}</bdi></code> <span class="dim"><bdi>${read(each.values)}</bdi>${each.isChanged ? "; the rule has changed since" : ""}</span></div></li>`;

const gates = (all) => html`<h3>Gates, if it matched now</h3>
  <table><caption class="unseen">Gates</caption>
    <thead><tr><th scope="col">gate</th><th scope="col">outcome</th><th scope="col">numbers</th></tr></thead>
    <tbody>${all.map((each) => html`<tr><th scope="row">${each.gate}</th><td>${OUTCOMES[each.outcome]}</td><td>${each.numbers ?? ""}</td></tr>`)}</tbody>
  </table>`;

const read = (values) => {
  const texts = Object.entries(values).map(([name, value]) => `${name} is ${JSON.stringify(value)}`);
  return texts.length ? texts.join(", ") : "it is absent";
};
