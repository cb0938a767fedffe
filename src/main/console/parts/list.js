import { html, nothing } from "lit";
import { empty, problem, waiting } from "./states.js";

/** Shows a list that is read page by page, with its empty and error states. */
export function list(loader, { caption, heads, row, nothingYet, cure }) {
  const known = loader.value;
  return html`${loader.failure ? problem(loader.failure, loader.load) : nothing}
  ${!known ? (loader.failure ? nothing : waiting(10)) : known.items.length === 0 ? empty(nothingYet, cure) : rows(loader, caption, heads, row)}`;
}

const rows = (loader, caption, heads, row) => html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="unseen">${caption}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col" class=${head.startsWith("#") ? "number" : ""}>${head.replace("#", "")}</th>`)}</tr></thead>
      <tbody>${loader.value.items.map(row)}</tbody>
    </table>
  </div>
  <p class="note dim">${loader.value.items.length} shown ${loader.value.after ? html`<button @click=${loader.more}>Show more</button>` : "\u00b7 that is all"}</p>`;

/** A field that filters a list and lies in the address. */
export const filter = (frame, name, label) => html`<label class="choice"
  >${label}
  <input type="search" .value=${frame.state[name] ?? ""} @change=${(event) => frame.change({ [name]: event.target.value.trim() })} /></label
>`;

export const choose = (frame, name, label, values) => html`<label class="choice"
  >${label}
  <select @change=${(event) => frame.change({ [name]: event.target.value })}>
    <option value="">all</option>
    ${values.map((value) => html`<option value=${value} ?selected=${frame.state[name] === value}>${value}</option>`)}
  </select></label
>`;
