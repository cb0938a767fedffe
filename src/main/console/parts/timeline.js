import { html, nothing } from "lit";
import { moment, signed, title } from "../format.js";
import { ledger } from "./ledger.js";

const LONGEST_VALUE = 120;

/** Names a moment in an address: by its kind and time, as ids of touchpoints may be personal. */
export const nameOf = (moment) => `${moment.kind}.${moment.time}`;

/**
 * Shows the moments of a customer's history, the latest first.
 *
 * @param {{at?: string, linkTo: (moment: object) => string, choose: (moment: object) => void}} links the chosen moment, and links to others
 */
export const timeline = ({ items, after }, more, links) =>
  items.length === 0
    ? html`<p class="empty">Nothing of this customer is in the stored history. The store keeps as many days as its retention allows.</p>`
    : html`<ol class="timeline">${items.map((each) => row(each, links))}</ol>
        ${after ? html`<p class="note"><button @click=${more}>Show earlier</button></p>` : html`<p class="note dim">Nothing earlier is stored.</p>`}`;

const row = (each, { at, linkTo, choose }) => {
  const { sign, what, detail } = VIEWS[each.kind](each.document, each.delivery);
  const go = (event) => {
    event.preventDefault();
    choose(each);
  };
  return html`<li class=${each.kind} aria-current=${at === nameOf(each) ? "location" : nothing}>
    <a class="moment" href=${linkTo(each)} title="link to this moment" @click=${go}><time datetime=${each.time}>${moment(each.time)}</time></a><span class="sign" aria-hidden="true">${sign}</span>
    <div><span class="kind">${each.kind}</span> ${what} ${detail ? html`<div class="dim">${detail}</div>` : nothing}</div>
  </li>`;
};

const VIEWS = {
  touchpoint: (document) => ({
    sign: "\u25cb",
    what: html`<b><bdi>${document.type}</bdi></b> <span class="dim"><bdi>${document.channel ?? "unknown channel"}</bdi>${document.stage ? `, ${title(document.stage)}` : ""}</span>${
      document.sentiment === undefined ? nothing : html` <span class=${document.sentiment < 0 ? "bad" : "good"}>${signed(document.sentiment)}</span>`
    }`,
    detail: properties(Object.entries(document.properties ?? {})),
  }),
  transition: (document) => ({
    sign: "\u25b8",
    what: html`<b>${document.to ? title(document.to) : "left"}</b>${document.from ? html` <span class="dim">from ${title(document.from)}</span>` : nothing}`,
    detail: document.causeType ? html`because of <bdi>${document.causeType}</bdi>` : "",
  }),
  decision: (document) => ({
    sign: document.outcome === "sent" ? "\u2713" : "\u2212",
    what: html`<a href=${`/rules/${encodeURIComponent(document.rule)}`}><bdi>${document.rule}</bdi></a> ${document.outcome}${document.gate ? html` <span class="dim">by the gate ${document.gate}${document.numbers ? `: ${document.numbers}` : ""}</span>` : nothing}`,
    detail: html`<bdi>${document.why}</bdi>`,
  }),
  trigger: (document, delivery) => ({
    sign: "\u25b2",
    what: html`<b><bdi>${document.data.title}</bdi></b> <span class="dim">to ${document.data.to}</span>`,
    detail: html`<bdi>${document.data.why}</bdi> ${ledger(document.data.latency, delivery)}`,
  }),
};

const properties = (entries) =>
  entries.length && entries.map(([name, value], index) => html`${index ? " \u00b7 " : nothing}<bdi>${name}</bdi> <bdi>${brief(value)}</bdi>`);

const brief = (value) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}\u2026` : text;
};
