import { html, nothing } from "lit";
import { post, Problem } from "../api.js";

/** Shows a customer by id, as a link to their page where the store knows one. */
export const customerLink = (id, key) => (key ? html`<a href=${`/customers/${encodeURIComponent(key)}`}><bdi>${id}</bdi></a>` : html`<bdi>${id}</bdi>`);

/**
 * Makes a field that filters a list by a customer. The id that is typed goes in the body of a search; the address has the
 * key, as addresses are logged.
 */
export function customerFilter(frame) {
  let said;

  async function find({ target }) {
    const id = target.value.trim();
    said = undefined;
    if (!id) return;
    try {
      const [first] = (await post("/customers/search", { begin: id })).customers;
      if (first?.customer === id) return frame.change({ customer: first.key });
      said = html`no customer has the id <bdi>${id}</bdi>`;
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      said = `${failure.message}: ${failure.cure ?? failure.detail}`;
    }
    frame.draw();
  }

  return () =>
    frame.state.customer
      ? html`<button @click=${() => frame.change({ customer: undefined })}>of one customer \u00d7</button>`
      : html`<label class="choice">customer <input type="search" placeholder="id" autocomplete="off" @change=${find} /></label>
          ${said ? html`<span class="bad" role="status">${said}</span>` : nothing}`;
}
