import { html, nothing } from "lit";
import { count, duration, moment } from "../format.js";
import { customerLink } from "./customer.js";

/** Shows what came of running the tests, a preview, or a publication. */
export const outcome = ({ kind, answer }) => VIEWS[kind](answer);

const VIEWS = {
  tests: ({ tests }) => html`<h2>Tests: ${count(tests.filter((test) => test.passed).length)} of ${count(tests.length)} pass</h2>
    ${tests.length ? nothing : html`<p class="dim">The rule has no tests. Add some under <code>tests:</code>.</p>`}
    <ul class="tests">${tests.map((test) => html`<li><span class=${test.passed ? "good" : "bad"}>${test.passed ? "\u2713" : "\u2717"}</span> <bdi>${test.name}</bdi>
      ${test.passed ? nothing : html`<div class="dim">expected ${times(test.expectedMillis)}, sent ${times(test.sentMillis)}</div><pre>${test.timeline.join("\n")}</pre>`}</li>`)}</ul>`,
  preview: (seen) => html`<h2>Would have matched ${count(seen.customers)} customers</h2>
    <p class="dim">${count(seen.matches)} matches, ${count(seen.sent)} sent, among ${count(seen.played)} customers from ${moment(seen.since)} to ${moment(seen.until)}.${seen.whole ? "" : " The history was too long to play whole."}</p>
    <ol class="bars">${seen.samples.map((each) => html`<li><span class="bar-name">${customerLink(each.customer, each.key)} <span class="dim"><bdi>${each.why}</bdi></span></span><span class="bar-value">${each.withheldBy ? html`<span class="dim">withheld by ${each.withheldBy}</span>` : "sent"}</span></li>`)}</ol>`,
  published: () => html`<p class="good" role="status">\u2713 Published. The job takes it within seconds.</p>`,
  live: ({ millis, subtasks }) => html`<p class="good" role="status">\u2713 Published, and live on ${subtasks === 1 ? "the one subtask" : `all ${count(subtasks)} subtasks`} after ${duration(millis)}.</p>`,
  changed: () => html`<p class="good" role="status">\u2713 Done.</p>`,
};

const times = (millis) => (millis.length ? millis.map(duration).join(", ") : "nothing");
