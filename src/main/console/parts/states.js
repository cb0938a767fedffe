import { html, nothing } from "lit";

/** Says what is wrong, where, and what to do. */
export const problem = (failure, again) => html`<section class="problem" role="alert">
  <h1>${failure.message}</h1>
  ${failure.detail ? html`<p>${failure.detail}</p>` : nothing}
  ${failure.where ? html`<p class="mono">${failure.where}</p>` : nothing}
  ${failure.cure ? html`<p><b>What to do:</b> ${failure.cure}</p>` : nothing}
  ${again ? html`<p><button @click=${again}>Try again</button></p>` : nothing}
</section>`;

/** Keeps the place of what has not come yet. */
export const waiting = (lines = 6) => html`<div class="waiting" role="status" aria-label="Loading">${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;

export const empty = (text, cure) => html`<p class="empty">${text} ${cure ?? nothing}</p>`;
