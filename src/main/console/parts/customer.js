import { html } from "lit";

/** Shows a customer by id, as a link to their page where the store knows one. */
export const customerLink = (id, key) => (key ? html`<a href=${`/customers/${encodeURIComponent(key)}`}>${id}</a>` : id);
