import { html, nothing } from "lit";
import { moment } from "../format.js";
import { diff } from "./diff.js";

/**
 * Lists the versions of a text, the newest first, with what changed and a way back.
 *
 * @param {object} options texts (pairs of texts by index that were read), read, rollBack (where one may), isBusy
 */
export const history = (versions, { texts, read, rollBack, isBusy }) => html`<h2>History</h2>
  ${versions?.length
    ? html`<ol class="history">${versions.map((each, index) => html`<li>
        <details @toggle=${(event) => event.target.open && read(index)}><summary><time datetime=${each.time}>${moment(each.time)}</time> <b><bdi>${each.author || "pushed"}</bdi></b> <bdi>${each.removed ? "removed" : (each.reason ?? "")}</bdi> <span class="dim mono">${each.version.slice(0, 8)}</span></summary>
          ${texts.has(index) ? diff(...texts.get(index)) : nothing}</details>
        ${rollBack && index && !each.removed ? html`<button ?disabled=${isBusy} @click=${() => rollBack(each)}>Roll back to it</button>` : nothing}
      </li>`)}</ol>`
    : html`<p class="dim">No earlier version is stored.</p>`}`;
