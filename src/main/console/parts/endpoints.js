import { html, nothing, svg } from "lit";
import { count, duration, moment } from "../format.js";

const [WIDTH, HEIGHT, POINTS] = [120, 20, 60];
const MOST_ANSWERS = 8;

const STATES = {
  live: html`<span class="status">live</span>`,
  failing: html`<span class="status down">breaker open</span>`,
  disabled: html`<span class="status down">disabled</span>`,
};

/**
 * Shows each destination: its state, its rate and latency of the last day, what waits and what was given up.
 *
 * @param {object} options chosen, choose, ask (where one may switch)
 */
export const endpoints = (value, options) => html`<div class="scroll" tabindex="0" role="region" aria-label="Destinations">
  <table class="endpoints">
    <caption class="unseen">Destinations, in the last day</caption>
    <thead><tr>${["destination", "state", "last day", "#delivered", "#a minute", "#p50", "#p99", "#failed", "#parked", "#given up", ""].map((head) => html`<th scope="col" class=${head.startsWith("#") ? "number" : ""}>${head.replace("#", "") || html`<span class="unseen">actions</span>`}</th>`)}</tr></thead>
    <tbody>${value.endpoints.map((each) => row(each, value, options))}</tbody>
  </table>
</div>`;

const row = (each, value, { chosen, choose, ask }) => html`<tr class=${each.state} aria-selected=${chosen === each.to ? "true" : "false"}>
    <th scope="row"><button class="link" aria-expanded=${chosen === each.to ? "true" : "false"} @click=${() => choose(each.to)}>${each.to}</button></th>
    <td>${STATES[each.state]}${each.stateSince && each.state !== "live" ? html` <span class="dim tag">since <time datetime=${each.stateSince}>${moment(each.stateSince)}</time></span><div class="why">${each.reason}</div>` : nothing}</td>
    <td>${spark(each, value)}</td>
    <td class="number">${count(each.delivered)}</td>
    <td class="number">${perMinute(each, value)}</td>
    <td class="number">${duration(each.p50Millis)}</td>
    <td class="number">${duration(each.p99Millis)}</td>
    <td class=${each.failed ? "number bad" : "number"}>${count(each.failed)}</td>
    <td class="number">${count(each.parked)}${each.oldestParked ? html`<div class="dim tag">for ${duration(Date.now() - Date.parse(each.oldestParked))}</div>` : nothing}</td>
    <td class=${each.dead ? "number bad" : "number"}>${count(each.dead)}</td>
    <td class="tag">${ask ? switches(each, ask) : nothing}</td>
  </tr>
  ${chosen === each.to ? html`<tr class="answers"><td colspan="11">${answers(each)}</td></tr>` : nothing}`;

const switches = (each, ask) => html`
  ${each.state === "live" ? nothing : html`<button aria-label=${`Enable ${each.to}`} @click=${() => ask("enable", each.to)}>Enable</button>`}
  ${each.state === "disabled" ? nothing : html`<button aria-label=${`Disable ${each.to}`} @click=${() => ask("disable", each.to)}>Disable</button>`}
  <button aria-label=${`Replay what was given up for ${each.to}`} @click=${() => ask("replay", each.to)}>Replay\u2026</button>`;

/** Lists how steps ended, the most frequent first. */
function answers({ to, answers: all }) {
  if (!all.length) return html`<p class="dim">No attempt in the last day.</p>`;
  const rest = all.slice(MOST_ANSWERS).reduce((sum, each) => sum + each.count, 0);
  return html`<ul class="bars" aria-label=${`How attempts to ${to} ended`}>${all.slice(0, MOST_ANSWERS).map((each) => html`<li><span class="bar-name">${each.outcome} <span class="dim">${each.answer === each.outcome ? "" : each.answer}</span></span><span class="bar-value">${count(each.count)}</span></li>`)}
    ${rest ? html`<li><span class="bar-name dim">others</span><span class="bar-value">${count(rest)}</span></li>` : nothing}</ul>`;
}

/** Prints the rate of the last whole span. */
function perMinute({ rates }, { spanMinutes }) {
  const span = spanMinutes * 60_000;
  const last = Math.floor(Date.now() / span) * span - span;
  const found = rates.find((each) => Date.parse(each.from) === last)?.delivered ?? 0;
  const rate = found / spanMinutes;
  return rate === 0 || rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1);
}

/** Draws what was delivered and what failed, by time, with one scale a destination. */
function spark({ to, rates, delivered, failed }, { since, spanMinutes }) {
  const begin = Date.parse(since);
  const step = Math.max(spanMinutes * 60_000, (Date.now() - begin) / POINTS);
  const bars = Array.from({ length: POINTS }, () => ({ delivered: 0, failed: 0 }));
  rates.forEach((each) => {
    const bar = bars[Math.min(POINTS - 1, Math.max(0, Math.floor((Date.parse(each.from) - begin) / step)))];
    bar.delivered += each.delivered;
    bar.failed += each.failed;
  });
  const most = Math.max(1, ...bars.map((bar) => bar.delivered + bar.failed));
  const y = (n) => (n / most) * (HEIGHT - 1);
  const width = WIDTH / POINTS;
  return html`<svg class="spark" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT} role="img" aria-label=${`${to} in the last day: ${count(delivered)} delivered, ${count(failed)} failed`}>
    <line class="axis" x1="0" x2=${WIDTH} y1=${HEIGHT - 0.5} y2=${HEIGHT - 0.5} />
    ${bars.map((bar, index) => (bar.delivered + bar.failed ? svg`<rect class="bar-go" x=${index * width} width=${width * 0.8} y=${HEIGHT - 1 - y(bar.delivered)} height=${y(bar.delivered)} /><rect class="bar-lost" x=${index * width} width=${width * 0.8} y=${HEIGHT - 1 - y(bar.delivered + bar.failed)} height=${y(bar.failed)} />` : ""))}
  </svg>`;
}
