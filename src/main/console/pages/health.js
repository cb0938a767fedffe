import { html, nothing } from "lit";
import { get, post, Problem } from "../api.js";
import { count, moment } from "../format.js";
import { loader, paced } from "../parts/loader.js";
import { buckets, rate } from "../parts/rate.js";
import { problem, waiting } from "../parts/states.js";
import { versions } from "../parts/versions.js";

/** Dead letters of the last day are shown, and so replayed. */
const REPLAYED_HOURS = 24;

/** Health is read at most every so many milliseconds, and what changes seldom less often. */
const FRESH_MILLIS = 2_000;
const SLOW_MILLIS = 15_000;

/** Versions are compared for so many pages of rules. */
const MOST_PAGES = 5;

/** How the job and the console are. */
export function healthPage(frame) {
  const health = loader(() => get("/health"), frame.draw);
  const rates = loader(() => get("/triggers/rate"), frame.draw);
  const rules = loader(allRules, frame.draw);
  const all = [health, rates, rules];
  const loadSoon = paced(health.load, FRESH_MILLIS);
  const loadMoreSoon = paced(() => [rates, rules].forEach((each) => each.load()), SLOW_MILLIS);
  let said;
  const from = { source: "" };
  async function replay(asked) {
    try {
      const answer = await post("/dead-letters/replay", { hours: REPLAYED_HOURS, ...asked });
      said = replayed(asked, answer, replay);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      said = problem(failure);
    }
    health.load();
  }
  const load = () => all.forEach((each) => each.load());
  return {
    open: load,
    refresh: load,
    close: () => [loadSoon, loadMoreSoon, ...all].forEach((each) => each.drop()),
    live: (stream) => {
      if (stream === "health") loadSoon();
      if (stream !== "deliveries") loadMoreSoon();
    },
    draw: () => html`<h1>Health</h1>
      ${said ?? nothing} ${all.filter((each) => each.failure).map((each) => problem(each.failure, each.load))}
      ${health.value ? body(health.value, frame, from, replay) : health.failure ? nothing : waiting(8)}
      <div class="tables flush">
        ${rates.value ? html`<section><h2>Triggers by time</h2>${rate(buckets(rates.value), "Triggers by time")}</section>` : nothing}
        ${rules.value ? versions(rules.value) : nothing}
        <section><h2>Checkpoints</h2><p class="dim">The console reads Kafka alone, which does not have them: Flink's own pages show the checkpoints of the job, and its metrics their age and size.</p></section>
      </div>`,
  };
}

async function allRules() {
  const rules = [];
  let after;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await get("/rules", { limit: 200, after });
    rules.push(...page.rules);
    after = page.after;
    if (!after) break;
  }
  return { rules, isWhole: !after };
}

const table = (caption, heads, rows) => html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
  <table><caption>${caption}</caption><thead><tr>${heads.map((head) => html`<th scope="col" class=${head.startsWith("#") ? "number" : ""}>${head.replace("#", "")}</th>`)}</tr></thead><tbody>${rows}</tbody></table>
</div>`;

const body = (health, frame, from, replay) => html`<div class="tables flush">
  ${table("Checks", ["check", "state", "says"], Object.entries(health.checks ?? {}).map(([name, check]) => html`<tr>
    <th scope="row">${name}</th><td><span class=${check.status === "up" ? "status" : "status down"}>${check.status}</span></td><td>${check.says}</td></tr>`))}
  ${table("Topics", ["topic", "#partitions", "#records behind", "last record"], Object.entries(health.topics ?? {}).map(([name, topic]) => html`<tr>
    <th scope="row">${name}</th><td class="number">${count(topic.partitions)}</td><td class="number">${count(topic.behind)}</td><td>${topic.lastRecordAt ? moment(topic.lastRecordAt) : html`<span class="dim">none yet</span>`}</td></tr>`))}
  ${health.store ? store(health.store) : nothing}
  ${deadLetters(health.deadLetters?.reasons ?? [], frame, from, replay)}
</div>`;

const store = (known) => html`<section><h2>Store</h2><dl class="facts">
  <div><dt>kept in</dt><dd>${known.name}</dd></div>
  <div><dt>used</dt><dd>${megabytes(known.usedBytes)} <span class="dim">of ${megabytes(known.mostBytes)}</span></dd></div>
  ${known.oldestDay ? html`<div><dt>history from</dt><dd>${moment(known.oldestDay)}</dd></div>` : nothing}
</dl>${known.shortened ? html`<p class="finding bad">${known.shortened}</p>` : nothing}</section>`;

const megabytes = (bytes) => `${count(Math.round(bytes / 1e6))} MB`;

/** What became of a replay, and what can follow it. */
function replayed(asked, answer, replay) {
  const left = [
    [answer.before, "were sent again before"],
    [answer.lost, "are no longer in Kafka, and the letters do not hold them whole"],
    [answer.ofFiles, "came from files"],
  ].filter(([n]) => n).map(([n, why]) => `${count(n)} were left, as they ${why}.`).join(" ");
  return html`<p class="finding good" role="status">${count(answer.sent)} dead letters with the reason ${asked.reason} were sent again${answer.bare ? `, ${count(answer.bare)} of them without key and headers` : ""}. ${left}
    ${answer.after ? html`<button @click=${() => replay({ ...asked, after: answer.after })}>Replay the next</button>` : nothing}
    ${answer.before ? html`<button @click=${() => replay({ ...asked, repeat: true })}>Send those again, too</button>` : nothing}</p>`;
}

function deadLetters(reasons, frame, from, replay) {
  if (!reasons.length) return html`<section><h2>Dead letters</h2><p class="dim">None in the last day: every input could be used.</p></section>`;
  const asked = (reason) => (from.source ? { reason, source: from.source } : { reason });
  return html`<section>${frame.may("operator") ? html`<div class="bar-of-filters"><label>replay those from the topic <input .value=${from.source} placeholder="any" @input=${(event) => (from.source = event.target.value.trim())}></label></div>` : nothing}
  ${table("Dead letters", ["reason", "#count", "last", "samples", "again"], reasons.map((each) => html`<tr>
    <th scope="row">${each.reason}</th><td class="number">${count(each.count)}</td><td>${moment(each.last)}</td>
    <td class="why">${each.samples.map((sample) => html`<details><summary>${sample.message}</summary><pre>${sample.original ?? sample.originalBase64}</pre></details>`)}</td>
    <td>${frame.may("operator") ? html`<button @click=${() => replay(asked(each.reason))}>Replay</button>` : nothing}</td></tr>`))}</section>`;
}
