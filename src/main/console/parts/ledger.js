import { html, nothing } from "lit";
import { duration, moment } from "../format.js";

const PLACES = [
  ["touchpointAt", "touchpoint"],
  ["receivedAt", "received"],
  ["matchedAt", "matched"],
  ["emittedAt", "sent"],
];

/** How the last step of a trigger reads. */
const STEPS = {
  failed: ({ reason, next }) => html`<span class="bad">not delivered yet: <bdi>${reason}</bdi></span>${next ? `, next try ${moment(next)}` : ""}`,
  parked: ({ reason }) => html`parked: <bdi>${reason}</bdi>`,
  dead: ({ reason }) => html`<span class="bad">given up: <bdi>${reason}</bdi></span>`,
};

/** Shows the way of a trigger from its touchpoint to its delivery, and how long each part took. */
export function ledger(latency, delivery) {
  if (!latency) return nothing;
  const known = PLACES.filter(([name]) => latency[name]).map(([name, title]) => [title, Date.parse(latency[name])]);
  const isDelivered = delivery?.outcome === "delivered";
  if (isDelivered) known.push(["delivered", Date.parse(delivery.time)]);
  const total = known.at(-1)[1] - known[0][1];
  return html`<div class="ledger dim" aria-label="Latency">${known.map(([title, at], index) => html`${index ? html`<span class="ledger-gap">\u2192 ${duration(Math.max(0, at - known[index - 1][1]))} \u2192</span> ` : nothing}<span title=${new Date(at).toISOString()}>${title}</span> `)}
    <b>${duration(Math.max(0, total))} in all</b>${delivery && !isDelivered ? html` \u00b7 ${STEPS[delivery.outcome](delivery)}` : nothing}${delivery ? html` \u00b7 <a href=${`/deliveries?trigger=${encodeURIComponent(delivery.trigger)}`}>attempts</a>` : nothing}</div>`;
}
