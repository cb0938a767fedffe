import { html, nothing } from "lit";
import { get, Problem } from "../api.js";
import { moment } from "../format.js";
import { diff } from "./diff.js";

/**
 * Adds the next page of the versions under a path, if there is one, to what a loader has.
 *
 * @param {(failure: Problem) => void} refuse is told why it cannot be read
 */
export async function addOlder(loader, path, refuse) {
  const known = loader.value;
  if (!known.after) return;
  try {
    const next = await get(path, { after: known.after });
    if (loader.value === known) loader.value = { ...known, versions: [...known.versions, ...next.versions], after: next.after };
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    refuse(failure);
  }
}

/**
 * Lists the versions of a text, the newest first, with what changed and a way back.
 *
 * @param {object} options texts (pairs of texts by index that were read), read, rollBack (where one may), older (where more follow), isBusy
 */
export const history = (versions, { texts, read, rollBack, older, isBusy }) => html`<h2>History</h2>
  ${versions?.length
    ? html`<ol class="history">${versions.map((each, index) => html`<li>
        <details @toggle=${(event) => event.target.open && read(index)}><summary><time datetime=${each.time}>${moment(each.time)}</time> <b><bdi>${each.author || "pushed"}</bdi></b> <bdi>${each.removed ? "removed" : (each.reason ?? "")}</bdi> <span class="dim mono">${each.version.slice(0, 8)}</span></summary>
          ${texts.has(index) ? diff(...texts.get(index)) : nothing}</details>
        ${rollBack && index && !each.removed ? html`<button ?disabled=${isBusy} @click=${() => rollBack(each)}>Roll back to it</button>` : nothing}
      </li>`)}</ol>${older ? html`<p class="note"><button ?disabled=${isBusy} @click=${older}>Show older versions</button></p>` : nothing}`
    : html`<p class="dim">No earlier version is stored.</p>`}`;
