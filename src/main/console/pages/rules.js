import { html, nothing } from "lit";
import { get } from "../api.js";
import { count, duration } from "../format.js";
import { effectOf } from "../parts/effect.js";
import { list } from "../parts/list.js";
import { pagedLoader } from "../parts/loader.js";
import { rulePage } from "./rule.js";

export const rulesPage = (frame) => (frame.path.length > 1 ? rulePage(frame, frame.path[1]) : listPage(frame));

function listPage(frame) {
  const rules = pagedLoader("rules", (after) => get("/rules", { after }), frame.draw);
  return {
    open: rules.load,
    refresh: rules.refresh,
    close: rules.drop,
    draw: () => html`<div class="title-line"><h1>Rules</h1>${frame.may("marketer") ? html`<a class="button" href="/rules/new">New rule</a>` : nothing}</div>
      ${list(rules, {
        caption: "Rules",
        heads: ["rule", "title", "state", "signal", "owner", "version", "#matched in 24 h", "#sent in 24 h", "#withheld in 24 h", "#runs a customer", "#latency p50", "effect on the goal"],
        row,
        nothingYet: "There is no rule yet.",
        cure: html`Write one here, or send a folder of them with <code>waymark rules push</code>.`,
      })}`,
  };
}

const row = (rule) => html`<tr>
  <th scope="row"><a href=${`/rules/${encodeURIComponent(rule.rule)}`}>${rule.rule}</a></th>
  <td><bdi>${rule.title}</bdi></td>
  <td>${stateOf(rule)}</td>
  <td>${rule.signal}</td>
  <td><bdi>${rule.owner}</bdi></td>
  <td class="id">${rule.version?.slice(0, 8) ?? ""}</td>
  <td class="number">${count(rule.last24Hours.matched)}</td>
  <td class="number">${count(rule.last24Hours.sent)}</td>
  <td class="number">${count(rule.last24Hours.withheld)}</td>
  <td class="number">${rule.runsPerCustomer?.toFixed(2) ?? "\u2013"}</td>
  <td class="number">${duration(rule.last24Hours.p50Millis)}</td>
  <td>${effectOf(rule.outcomes)}</td>
</tr>`;

/** Says whether a rule works; a refused version leaves the one before it in force. */
export const stateOf = (rule) =>
  rule.state === "refused"
    ? html`<span class="status down">refused, ${count(rule.statuses?.find((each) => each.state === "refused")?.problems.length ?? 0)} problems</span>`
    : rule.status && rule.status !== "live"
      ? html`<span class="dim">${rule.status}</span>`
      : rule.statuses?.some((each) => each.version === rule.version)
        ? html`<span class="status">${rule.state ?? "live"}</span>`
        : html`<span class="dim">published; the job has not answered yet</span>`;
