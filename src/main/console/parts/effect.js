import { html, nothing } from "lit";
import { count, duration, moment, signed } from "../format.js";

/** Prints a difference of shares in points of percent with its 95% interval, such as `+12.0 (+8.1 to +15.9)`. */
export const points = ({ value, low, high }) => `${signed(value * 100, 1)} (${signed(low * 100, 1)} to ${signed(high * 100, 1)})`;

/** Shows in a list what the newest version that is counted has brought. */
export const effectOf = ([newest]) =>
  !newest ? "\u2013" : newest.effect ? html`${points(newest.effect)} <span class="dim">n = ${count(newest.effect.n)}</span>` : html`<span class="dim" title=${newest.missing}>no comparison</span>`;

/** Shows what the versions of a rule have brought: both groups, and their difference only where there are two. */
export const effects = ({ goal, outcomes = [] }) => html`<h2>What it brings</h2>
  ${goal
    ? html`<p class="dim">Goal: ${goal.on.join(" or ")}${goal.where ? html`, where <code>${goal.where}</code>` : nothing}, within ${duration(goal.withinMillis)} after the decision. Spans count when they have ended.</p>`
    : html`<p class="dim">The rule names no goal, so that nothing tells what it brings. Add one, such as <code>goal: {on: Order Completed, within: 3d}</code>, and a <code>holdout</code> to compare with.</p>`}
  ${outcomes.length ? table(outcomes) : goal ? html`<p class="dim">No span has ended yet.</p>` : nothing}`;

const table = (outcomes) => html`<div class="scroll" tabindex="0" role="region" aria-label="What it brings"><table>
  <caption>By version, with the 95% interval of the difference in points of percent</caption>
  <thead><tr><th scope="col">version</th><th scope="col" class="number">sent, reached</th><th scope="col" class="number">held out, reached</th><th scope="col" class="number">contaminated</th><th scope="col">effect</th><th scope="col">as of</th></tr></thead>
  <tbody>${outcomes.map((each) => html`<tr>
    <th scope="row" class="id">${each.version.slice(0, 8)}</th>
    <td class="number">${arm(each.sent)}</td>
    <td class="number">${arm(each.heldOut)}</td>
    <td class="number">${count(each.sent.contaminated + each.heldOut.contaminated)}</td>
    <td>${each.effect ? html`${points(each.effect)} <span class="dim">n = ${count(each.effect.n)}</span>` : html`<span class="dim">${each.missing}</span>`}</td>
    <td><time datetime=${each.asOf}>${moment(each.asOf)}</time></td>
  </tr>`)}</tbody>
</table></div>`;

const arm = ({ n, reached }) => `${count(reached)} of ${count(n)}`;
