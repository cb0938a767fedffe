import { html, nothing } from "lit";
import { count, moment, percent } from "../format.js";
import { meter } from "./drawer.js";

/** Shows how far a preview has come. */
export const playing = ({ done, all }) => html`<p role="status">Playing ${count(done)} of ${count(all)} decisions\u2026</p>${meter(all ? Math.min(1, done / all) : 0)}`;

/** Shows what a draft would have let go out, beside the policy in force. */
export function policyPreview(seen, days) {
  const { draft, inForce } = seen;
  if (!seen.matches) return html`<h2>Nothing matched in ${days} days</h2><p class="dim">A preview plays the matches of rules again; see under <a href="/rules">Rules</a> which are live.</p>`;
  const gates = [...new Set([...Object.keys(inForce.withheld), ...Object.keys(draft.withheld)])];
  const rules = [...seen.rules].sort((a, b) => Math.abs(b.sent - b.sentInForce) - Math.abs(a.sent - a.sentInForce) || b.matches - a.matches);
  return html`<h2>${count(draft.sent)} of ${count(seen.matches)} matches would have gone out</h2>
    <p>That is ${percent(draft.sent / seen.matches)}; with the policy in force ${count(inForce.sent)} (${percent(inForce.sent / seen.matches)}), ${changed(draft.sent - inForce.sent)}.${draft.held ? ` ${count(draft.held)} would still be held.` : ""}</p>
    ${seen.whole ? nothing : html`<p class="bad">The time was too short for all: this is of the first ${count(seen.customers)} customers by id.</p>`}
    ${figures("Withheld, by gate", ["gate", "draft", "in force", "change"], gates.map((gate) => [gate, draft.withheld[gate] ?? 0, inForce.withheld[gate] ?? 0]))}
    ${figures("Sent, by rule", ["rule", "draft", "in force", "change"], rules.map((each) => [each.rule, each.sent, each.sentInForce, each.matches]), true)}
    <details class="assumes"><summary>What this assumes</summary>
      <ul>
        <li>It plays the stored matches from ${moment(seen.since)} to ${moment(seen.until)} through the gates of the job, as if the draft had come into force at the first moment. What went out before, and what was held then, is taken as it was.</li>
        <li>Consent, traits such as the time zone, and the stage are those of each moment, not of now, as far as the console keeps them (<code>console.keep</code>). Consent that was given before is known from decisions under a policy that asks for it; a time zone from before is not, and counts as missing.</li>
        <li>Whether a rule was for the customer, paused, or late is taken from its decision then. What is held is released by the rules as they are now.</li>
        ${seen.unknown ? html`<li>${count(seen.unknown)} matches keep their decisions, as the text of their rule is not stored.</li>` : nothing}
      </ul>
    </details>`;
}

const changed = (by) => (by === 0 ? "no change" : by > 0 ? `${count(by)} more` : `${count(-by)} fewer`);
const signed = (by) => (by === 0 ? "\u2013" : by > 0 ? `+${count(by)}` : `\u2212${count(-by)}`);

function figures(caption, heads, rows, isLinked) {
  if (!rows.length) return nothing;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table><caption>${caption}</caption>
    <thead><tr>${heads.map((head, index) => html`<th scope="col" class=${index ? "number" : ""}>${head}</th>`)}</tr></thead>
    <tbody>${rows.map(([name, draft, now]) => html`<tr><th scope="row">${isLinked ? html`<a href=${`/rules/${encodeURIComponent(name)}`}>${name}</a>` : name}</th><td class="number">${count(draft)}</td><td class="number">${count(now)}</td><td class="number">${signed(draft - now)}</td></tr>`)}</tbody></table></div>`;
}
