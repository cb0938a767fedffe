import { html, nothing } from "lit";
import { count } from "../format.js";

/**
 * Shows which subtasks run which version of a rule, where they differ: that is so for a moment after each change, and
 * longer only where a subtask is stuck.
 *
 * @param {{rules: object[], isWhole: boolean}} known the rules with the statuses of their subtasks
 */
export function versions({ rules, isWhole }) {
  const differing = rules.map((rule) => ({ rule: rule.rule, running: running(rule.statuses ?? []) })).filter(({ running: each }) => each.size > 1);
  return html`<section>
    ${differing.length
      ? html`<div class="scroll" tabindex="0" role="region" aria-label="Rule versions by subtask"><table>
          <caption>Rule versions by subtask</caption>
          <thead><tr><th scope="col">rule</th><th scope="col">version</th><th scope="col">subtasks</th></tr></thead>
          <tbody>${differing.flatMap(({ rule, running: each }) => [...each].map(([version, subtasks]) => html`<tr>
            <th scope="row"><a href=${`/rules/${encodeURIComponent(rule)}`}>${rule}</a></th>
            <td class="id">${version ? version.slice(0, 8) : "none"}</td><td>${subtasks.join(", ")}</td></tr>`))}</tbody>
        </table></div>`
      : html`<h2>Rule versions by subtask</h2><p class="dim">All subtasks run the same version of each of ${count(rules.length)} rules.</p>`}
    ${isWhole ? nothing : html`<p class="dim">These are the first ${count(rules.length)} rules only.</p>`}
  </section>`;
}

/** The statuses that say what a subtask runs; a refused version leaves the one before it in force. */
const CHANGES = ["live", "removed"];

/** Returns the subtasks by the version that they run; the empty version where they run none. */
export function running(statuses) {
  const last = new Map();
  for (const each of statuses.filter(({ state }) => CHANGES.includes(state))) {
    if (!(last.get(each.subtask)?.time >= each.time)) last.set(each.subtask, each);
  }
  // A job that runs on fewer subtasks now has left statuses of the others behind.
  const newest = [...last.values()].reduce((one, other) => (other.time > one.time ? other : one), { time: "", subtasks: 0 });
  const subtasks = new Map();
  [...last.values()]
    .filter((each) => each.subtask < newest.subtasks)
    .sort((one, other) => one.subtask - other.subtask)
    .forEach((each) => {
      const version = each.state === "live" ? each.version : "";
      subtasks.set(version, [...(subtasks.get(version) ?? []), each.subtask]);
    });
  return subtasks;
}
