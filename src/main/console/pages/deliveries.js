import { html, nothing } from "lit";
import { get, post, Problem } from "../api.js";
import { count, duration, moment } from "../format.js";
import { customerFilter, customerLink } from "../parts/customer.js";
import { endpoints } from "../parts/endpoints.js";
import { choose, filter, list } from "../parts/list.js";
import { loader, paced, pagedLoader } from "../parts/loader.js";
import { problem, waiting } from "../parts/states.js";

/** Dead letters of the last day are sent again, and tried so long. */
const REPLAYED_HOURS = 24;
const TRIED_HOURS = 24;

/** The figures are of the last day, and are read at most every so many milliseconds. */
const FRESH_MILLIS = 2_000;

const OUTCOMES = {
  delivered: html`<span class="good">\u2713 delivered</span>`,
  failed: html`<span class="bad">\u2717 failed</span>`,
  parked: html`<span class="dim">\u2026 parked</span>`,
  dead: html`<span class="bad">\u2020 given up</span>`,
};

/** What becomes of triggers on their way: each destination and how it is, and the last attempts. */
export function deliveriesPage(frame) {
  const filters = () => ({ to: frame.state.to, customer: frame.state.customer, trigger: frame.state.trigger, outcome: frame.state.outcome });
  const steps = pagedLoader("deliveries", (after) => get("/deliveries", { ...filters(), after }), frame.draw);
  const known = loader(() => get("/deliveries/endpoints"), frame.draw);
  const desk = { asked: undefined, said: undefined, isBusy: false };
  let shown;

  function load() {
    known.load();
    steps.refresh();
  }

  const ofCustomer = customerFilter(frame);
  const loadSoon = paced(load, FRESH_MILLIS);

  /** Asks first: how many triggers a replay would send, or why a destination is switched. */
  async function ask(verb, to) {
    desk.said = undefined;
    desk.asked = { verb, to };
    if (verb === "replay") {
      await act(async () => (desk.asked = { verb, to, ...(await post(path(to, verb), { hours: REPLAYED_HOURS, tryHours: TRIED_HOURS, dryRun: true })) }));
    }
    frame.draw();
    document.querySelector(".asked input, .asked button")?.focus();
  }

  async function act(action) {
    desk.isBusy = true;
    frame.draw();
    try {
      await action();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      desk.asked = undefined;
      desk.said = problem(failure);
    }
    desk.isBusy = false;
    frame.draw();
  }

  function confirm(event) {
    event.preventDefault();
    const { verb, to } = desk.asked;
    const reason = new FormData(event.target).get("reason");
    act(async () => {
      const answer = await post(path(to, verb), verb === "replay" ? { hours: REPLAYED_HOURS, tryHours: TRIED_HOURS } : { reason });
      desk.asked = undefined;
      desk.said = html`<p class="finding good" role="status">${DONE[verb](to, answer)}</p>`;
      loadSoon();
    });
  }

  const cancel = () => {
    desk.asked = undefined;
    frame.draw();
  };

  return {
    open: () => {
      shown = JSON.stringify(filters());
      load();
    },
    close: () => {
      loadSoon.drop();
      steps.drop();
      known.drop();
    },
    stateChanged: () => {
      if (JSON.stringify(filters()) === shown) return;
      shown = JSON.stringify(filters());
      steps.load();
    },
    refresh: load,
    live: (stream) => stream === "deliveries" && loadSoon(),
    draw: () => html`<h1>Deliveries</h1>
      ${desk.said ?? nothing} ${desk.asked ? question(desk, confirm, cancel) : nothing}
      ${known.failure ? problem(known.failure, known.load) : nothing}
      ${known.value ? (known.value.endpoints.length ? body(known.value, steps, frame, desk, ask, ofCustomer) : nowhere()) : known.failure ? nothing : waiting(8)}`,
  };
}

const path = (to, verb) => `/deliveries/${encodeURIComponent(to)}/${verb}`;

const body = (value, steps, frame, desk, ask, ofCustomer) => html`
  ${endpoints(value, { chosen: frame.state.to, choose: (to) => frame.change({ to: frame.state.to === to ? undefined : to }), ask: frame.may("operator") && !desk.isBusy ? ask : undefined })}
  <h2>Attempts${frame.state.to ? html` to ${frame.state.to}` : nothing}, the latest first</h2>
  <div class="bar-of-filters">
    ${choose(frame, "to", "destination", value.endpoints.map((each) => each.to))}
    ${choose(frame, "outcome", "outcome", Object.keys(OUTCOMES))} ${filter(frame, "trigger", "trigger")}
    ${ofCustomer()}
  </div>
  ${list(steps, {
    caption: "Attempts, the latest first",
    heads: ["time", "outcome", "destination", "rule", "customer", "answer", "#attempt", "#took", "#after it was sent", "next", "trigger"],
    row: (step) => row(step, frame),
    nothingYet: "No attempt is kept that fits.",
    cure: "Clear the filters; attempts are kept as long as console.keep says.",
  })}`;

const row = ({ document: each, key }, frame) => html`<tr>
  <td class="time"><time datetime=${each.time}>${moment(each.time)}</time></td>
  <td class="tag">${OUTCOMES[each.outcome]}</td>
  <td>${each.to}</td>
  <th scope="row">${each.rule ? html`<a href=${`/rules/${encodeURIComponent(each.rule)}`}>${each.rule}</a>` : html`<span class="dim">unknown</span>`}</th>
  <td>${customerLink(each.customer, key)}</td>
  <td class="why"><bdi>${each.reason}</bdi></td>
  <td class="number">${each.attempt || "\u2013"}</td>
  <td class="number">${each.attempt ? duration(each.millis) : "\u2013"}</td>
  <td class="number">${each.latency?.emittedAt ? duration(Math.max(0, Date.parse(each.time) - Date.parse(each.latency.emittedAt))) : "\u2013"}</td>
  <td class="time">${each.next ? moment(each.next) : ""}</td>
  <td class="id"><button class="link" title=${each.trigger} aria-label=${`only trigger ${each.trigger}`} @click=${() => frame.change({ trigger: each.trigger })}>${each.trigger.slice(0, 8)}</button></td>
</tr>`;

/** Asks before anything is changed, and says what it will do. */
function question({ asked, isBusy }, confirm, cancel) {
  if (asked.verb === "replay" && asked.triggers === undefined) {
    return html`<section class="asked" role="status"><p>Counting the triggers to ${asked.to} that were given up in the last ${REPLAYED_HOURS} h\u2026</p></section>`;
  }
  const nobody = asked.verb === "replay" && asked.triggers === 0;
  return html`<section class="asked" role="alertdialog" aria-label="Confirm" @keydown=${(event) => event.key === "Escape" && cancel()}>
    <form @submit=${confirm}>
      <p>${WORDS[asked.verb](asked)}</p>
      <div class="actions">
        ${asked.verb === "replay" ? nothing : html`<label class="choice">why <input name="reason" required maxlength="200" size="32" /></label>`}
        ${nobody ? nothing : html`<button class="primary" ?disabled=${isBusy}>${LABELS[asked.verb](asked)}</button>`}
        <button type="button" @click=${cancel}>${nobody ? "Close" : "Cancel"}</button>
      </div>
    </form>
  </section>`;
}

const left = ({ passedOver }) => (passedOver ? ` ${count(passedOver)} dead letters cannot be sent again, as they do not hold the trigger whole.` : "");

const WORDS = {
  enable: ({ to }) => html`Send to <b>${to}</b> again, at once? What is parked for it goes out first, in its order.`,
  disable: ({ to }) => html`Send nothing to <b>${to}</b>? Triggers for it are parked until they expire, then given up.`,
  replay: (asked) =>
    asked.triggers
      ? html`${count(asked.triggers)} triggers to <b>${asked.to}</b> were given up in the last ${REPLAYED_HOURS} h and not delivered since. Send them again, and try for ${TRIED_HOURS} h, whatever their own expiry?${left(asked)}`
      : html`No trigger to <b>${asked.to}</b> was given up in the last ${REPLAYED_HOURS} h that was not delivered since.${left(asked)}`,
};

const LABELS = {
  enable: () => "Enable",
  disable: () => "Disable",
  replay: ({ triggers }) => `Send ${count(triggers)} again`,
};

const DONE = {
  enable: (to) => `${to} is enabled.`,
  disable: (to) => `${to} is disabled; what is for it is parked.`,
  replay: (to, { triggers }) => `${count(triggers)} triggers to ${to} are sent again.`,
};

/** Says how to begin where nothing is delivered yet. */
const nowhere = () => html`<div class="empty">
  <p>Nothing has been delivered yet.</p>
  <ol>
    <li>Name the destinations that rules send <code>to</code> in <code>destinations.yaml</code>, and check them: <code>waymark deliver check destinations.yaml</code></li>
    <li>Start the delivery beside the job: <code>waymark deliver --set deliver.destinations=destinations.yaml</code></li>
    <li>The console's user needs Read on the topics <code>deliveries</code> and <code>deliveries-parked</code>; the <a href="/health-page">health page</a> lists the topics that it reads.</li>
  </ol>
</div>`;
