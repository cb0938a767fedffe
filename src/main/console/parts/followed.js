import { html, nothing } from "lit";
import { get } from "../api.js";
import { count, duration, moment } from "../format.js";
import { customerLink } from "./customer.js";
import { ledger } from "./ledger.js";
import { loader, paced } from "./loader.js";
import { problem, waiting } from "./states.js";

const FRESH_MILLIS = 1_000;
const MOST_ATTEMPTS = 8;

/** One trigger that is followed to its deliveries; the address has its id and the key of its customer. */
export function followed(frame) {
  const id = () => frame.state.trigger;
  const trigger = loader(async () => find(id(), frame.state.of), frame.draw);
  const steps = loader(() => get("/deliveries", { trigger: id() }), frame.draw);
  let shown;

  function load() {
    shown = id();
    if (!shown) return;
    if (trigger.value?.id !== shown) trigger.load();
    steps.load();
  }

  return {
    load,
    loadSoon: paced(load, FRESH_MILLIS),
    drop() {
      this.loadSoon.drop();
      trigger.drop();
      steps.drop();
    },
    is: (other) => other === id(),
    choose(chosen) {
      trigger.drop();
      trigger.value = chosen;
      steps.value = undefined;
      frame.change({ trigger: chosen.id, of: chosen.key });
    },
    stateChanged: () => id() !== shown && load(),
    draw: () => !id() ? nothing : html`<section class="asked" aria-label="The followed trigger">
      ${trigger.failure ? problem(trigger.failure, trigger.load) : nothing} ${steps.failure ? problem(steps.failure, steps.load) : nothing}
      ${facts(trigger.value)}
      ${steps.value ? attempts(steps.value.deliveries, trigger.value) : steps.failure ? nothing : waiting(2)}
      <div class="actions"><button @click=${() => frame.change({ trigger: undefined, of: undefined })}>Follow no more</button></div>
    </section>`,
  };
}

/** Looks for a trigger among the latest of its customer; undefined where it is not there. */
const find = async (id, customer) =>
  customer ? (await get("/triggers", { customer, limit: 200 })).triggers.find((each) => each.id === id) : undefined;

const facts = (trigger) => trigger
  ? html`<h2><bdi>${trigger.document.data.title ?? trigger.document.data.rule}</bdi> <span class="dim">for ${customerLink(trigger.document.data.customer, trigger.key)} to <bdi>${trigger.document.data.to}</bdi></span></h2>
      <p><bdi>${trigger.document.data.why}</bdi></p>`
  : html`<h2>A trigger of earlier</h2>`;

/** Shows the latest attempts first, under the way of the trigger so far, which links to all of them. */
const attempts = (steps, trigger) => html`${ledger(trigger?.document.data.latency, steps[0]?.document)}
  ${steps.length
    ? html`<ol class="bars" aria-live="polite">${steps.slice(0, MOST_ATTEMPTS).map(({ document: each }) => html`<li>
        <span class="bar-name"><b>${each.outcome}</b> ${each.attempt ? `at attempt ${count(each.attempt)}, in ${duration(each.millis)}` : nothing} <span class="dim"><bdi>${each.reason}</bdi></span></span>
        <time class="dim" datetime=${each.time}>${moment(each.time)}</time></li>`)}</ol>`
    : html`<p class="dim" aria-live="polite">No attempt to deliver it is known yet.</p>`}`;
