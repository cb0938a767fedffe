import { html, nothing } from "lit";
import { get, post } from "../api.js";
import { moment } from "../format.js";
import { asOfLine, BEFORE, journeyView } from "../parts/journey.js";
import { loader, paced, pagedLoader } from "../parts/loader.js";
import { empty, problem, waiting } from "../parts/states.js";

/** No more than one redraw in this time, however fast the map changes. */
const REFRESH_MILLIS = 2_000;

/** The journey map, live. */
export function journeyPage(frame) {
  const segment = () => ({ segment: frame.state.segment, window: frame.state.window, compare: frame.state.compare ?? BEFORE, goal: frame.state.goal });
  const journey = loader(async () => ({ ...(await get("/journey", segment())), readAt: Date.now() }), frame.draw);
  const loadSoon = paced(() => journey.load(), REFRESH_MILLIS);
  const customers = pagedLoader("customers", (after) => post("/journey/customers", { ...cellOf(frame.state.chosen), after }), frame.draw);
  let shown = JSON.stringify(segment());
  let asked;

  function cellOf(key) {
    const [stage, channel, type] = JSON.parse(key);
    return { segment: frame.state.segment, stage, channel, type };
  }

  function stateChanged() {
    const wanted = JSON.stringify(segment());
    if (wanted !== shown) {
      shown = wanted;
      journey.load();
    }
    chooseCustomers();
  }

  function chooseCustomers() {
    const wanted = frame.state.chosen?.startsWith("[") ? JSON.stringify(cellOf(frame.state.chosen)) : undefined;
    if (wanted === asked) return;
    asked = wanted;
    customers.value = undefined;
    customers.drop();
    if (asked) customers.load();
  }

  return {
    open: () => {
      journey.load();
      chooseCustomers();
    },
    close: () => {
      loadSoon.drop();
      journey.drop();
      customers.drop();
    },
    stateChanged,
    refresh: journey.load,
    live: (stream, message) => stream === "journey" && message.asOf !== journey.value?.asOf && loadSoon(),
    asOf: () => (journey.value?.map?.asOf ? asOfLine(journey.value) : nothing),
    // The last answer stays in sight until the next has come, with the filters that it has.
    draw: () => {
      if (!journey.value) return journey.failure ? problem(journey.failure, journey.load) : waiting(12);
      const { map, segments, compareWith, withoutStore } = journey.value;
      if (!map) return empty("The map is empty.", html`It fills as soon as the job has published a first cut: start it with <code>./waymark run</code>, or check the <a href="/health-page">health</a>.`);
      return html`${journey.failure ? problem(journey.failure, journey.load) : nothing}
      ${withoutStore ? html`<p class="note bad" role="status">No rules and no earlier cuts are shown: ${withoutStore}</p>` : nothing}
      ${journeyView(map, { ...frame.state, segment: journey.value.segment, window: journey.value.window, compare: compareWith?.with ?? frame.state.compare }, {
        width: Math.max(1080, document.documentElement.clientWidth),
        height: innerHeight,
        change: frame.change,
        hasServer: true,
        then: compareWith,
        watching: journey.value.watching,
        goal: journey.value.goal,
        goals: journey.value.goals,
        goalCovers: journey.value.goalCovers,
        segments: segments?.map((each) => each.id),
        plan: journey.value.plan,
        watchLink: (cell) => `/rules/new?${new URLSearchParams({ type: cell.type, stage: cell.stage, channel: cell.channel })}`,
        ruleLink: (rule) => `/rules/${encodeURIComponent(rule)}`,
        customers: () => whoMetIt(customers),
      })}`;
    },
  };
}

function whoMetIt(customers) {
  const list = customers.value?.items;
  const more = customers.value?.after;
  return html`<h3>Customers who met it last</h3>
    ${customers.failure ? problem(customers.failure, customers.load) : nothing}
    ${!list ? (customers.failure ? nothing : waiting(4)) : list.length === 0 ? html`<p class="dim">${more ? "none among the latest visits" : "none in the stored history"}</p>` : nothing}
    <ol class="bars">${list?.map((each) => html`<li><a href=${`/customers/${encodeURIComponent(each.key)}`}><bdi>${each.customer}</bdi></a><time class="dim" datetime=${each.last}>${moment(each.last)}</time></li>`)}</ol>
    ${more ? html`<button @click=${customers.more}>Show more</button>` : nothing}`;
}

