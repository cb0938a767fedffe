import { html, nothing } from "lit";
import { get, post } from "../api.js";
import { count, moment, title } from "../format.js";
import { list } from "../parts/list.js";
import { loader, pagedLoader } from "../parts/loader.js";
import { problem, waiting } from "../parts/states.js";
import { nameOf, timeline } from "../parts/timeline.js";
import { why } from "../parts/why.js";

/** A linked moment is looked for in so many pages of the timeline. */
const MOST_SOUGHT = 10;

export const customersPage = (frame) => (frame.path.length > 1 ? customerPage(frame, frame.path[1]) : searchPage(frame));

/** The search. What is typed goes in the body of a request, so that no log of addresses has a customer's name. */
function searchPage(frame) {
  /** The text that the ids in the list begin with; empty for all. */
  let begin = "";
  const known = pagedLoader("customers", (after) => post("/customers/search", { begin, after }), frame.draw);

  /** Goes to the customer whose id was typed, who is the first in the list; lists those whose ids begin with it where nobody has it. */
  async function find(event) {
    event.preventDefault();
    begin = new FormData(event.target).get("id").trim();
    await known.load();
    const first = known.value?.items[0];
    if (begin && first?.customer === begin) frame.go(`/customers/${encodeURIComponent(first.key)}`);
  }

  return {
    open: known.load,
    refresh: known.refresh,
    close: known.drop,
    draw: () => html`<h1>Customers</h1>
      <form class="bar-of-filters" role="search" @submit=${find}>
        <label class="choice">id <input name="id" type="search" autocomplete="off" size="32" .value=${begin} /></label>
        <button class="primary">Find</button>
      </form>
      ${list(known, {
        caption: begin ? `Customers whose ids begin with ${begin}` : "Customers",
        heads: ["customer"],
        row: (each) => html`<tr><th scope="row"><a href=${`/customers/${encodeURIComponent(each.key)}`}><bdi>${each.customer}</bdi></a></th></tr>`,
        nothingYet: begin ? `No customer has an id that begins with ${begin}.` : "No customer has been stored yet.",
        cure: begin ? "Check the id in the system that it comes from, or search for a shorter beginning." : html`They come with the first touchpoints; the <a href="/health-page">health page</a> says whether any come in.`,
      })}`,
  };
}

function customerPage(frame, key) {
  const customer = loader(() => get(`/customers/${encodeURIComponent(key)}`), frame.draw);
  const moments = pagedLoader("moments", (after) => page(after ?? frame.state.from), () => {
    frame.draw();
    seek();
  });
  const rules = loader(() => get("/rules", { limit: 200 }), frame.draw);
  const answer = loader(() => get(`/customers/${encodeURIComponent(key)}/explain`, { rule: frame.state.rule }), frame.draw);
  const all = [customer, moments, rules, answer];
  let asked;
  let sought;

  /** Reads a page of the timeline, of which each moment knows where the page begins: so a link leads there at once. */
  async function page(from) {
    const answer = await get(`/customers/${encodeURIComponent(key)}/timeline`, { after: from });
    return { ...answer, moments: answer.moments.map((each) => ({ ...each, from })) };
  }

  /** Goes to the moment of the address; newer ones may have pushed it to a later page since the link was made. */
  async function seek() {
    const { at } = frame.state;
    if (!at || sought === at || !moments.value) return;
    sought = at;
    const time = Date.parse(at.slice(at.indexOf(".") + 1));
    const isFound = () => moments.value.items.some((each) => nameOf(each) === at);
    for (let pages = 1; pages < MOST_SOUGHT && !isFound() && moments.value.after && Date.parse(moments.value.items.at(-1).time) >= time; pages++) {
      await moments.more();
    }
    await new Promise(requestAnimationFrame);
    document.querySelector(".timeline [aria-current]")?.scrollIntoView({ block: "center" });
  }

  const links = () => ({
    at: frame.state.at,
    linkTo: (each) => `/customers/${encodeURIComponent(key)}?${new URLSearchParams({ ...(each.from ? { from: each.from } : {}), at: nameOf(each) })}`,
    choose: (each) => {
      sought = nameOf(each);
      frame.change({ from: each.from, at: nameOf(each) });
    },
  });

  const showNewest = () => {
    frame.change({ from: undefined, at: undefined });
    moments.load();
  };

  const ask = () => {
    asked = frame.state.rule;
    answer.value = undefined;
    answer.load();
  };
  return {
    open: () => {
      asked = frame.state.rule;
      all.forEach((each) => each.load());
    },
    refresh: () => [customer, moments, rules].forEach((each) => (each.refresh ?? each.load)()),
    close: () => all.forEach((each) => each.drop()),
    stateChanged: () => frame.state.rule !== asked && ask(),
    draw: () => html`<p class="crumbs"><a href="/customers">Customers</a></p>
      ${customer.failure ? problem(customer.failure, customer.load) : customer.value ? facts(customer.value) : waiting(2)}
      ${why(frame, rules, answer)}
      <h2>Timeline, the latest first</h2>
      ${frame.state.from ? html`<p class="note"><button @click=${showNewest}>Show the newest</button></p>` : nothing}
      ${moments.failure ? problem(moments.failure, moments.load) : nothing}
      ${moments.value ? timeline(moments.value, moments.more, links()) : moments.failure ? nothing : waiting(8)}`,
  };
}

const facts = (customer) => html`<h1><bdi>${customer.customer}</bdi></h1>
  <dl class="facts">
    <div><dt>stage</dt><dd>${customer.stage ? title(customer.stage) : "none yet"}</dd></div>
    ${customer.since ? html`<div><dt>since</dt><dd>${moment(customer.since)}</dd></div>` : nothing}
    <div><dt>touchpoints</dt><dd>${count(customer.counts.touchpoints)}</dd></div>
    <div><dt>decisions</dt><dd>${count(customer.counts.decisions)}</dd></div>
    <div><dt>triggers</dt><dd>${count(customer.counts.triggers)}</dd></div>
    ${Object.entries(customer.traits ?? {}).map(([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd><bdi>${String(value)}</bdi></dd></div>`)}
  </dl>`;
