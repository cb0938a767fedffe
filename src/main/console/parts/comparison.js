import { html, nothing } from "lit";
import { comparison, isSignificant, minute, moment } from "../format.js";

/** A change has an arrow only where its interval leaves out 0. */
export const arrow = (difference) => (isSignificant(difference) ? (difference.value > 0 ? "\u25b2" : "\u25bc") : "\u2248");

/** Prints a change with the sign that says the same as its colour. */
export const changed = (change) => `${arrow(change.difference)} ${comparison(change)}`;

/** Names the class of a change: grey where it may be chance. */
export const tone = (change) => (change && isSignificant(change.difference) ? "" : "dim");

/**
 * Says with which moment a picture is compared, or why with none.
 *
 * @param {object} other the other side as the API sends it; undefined while it is on its way
 */
export function comparedNote(other) {
  if (other?.with !== "before") return nothing;
  if (other.asOf) return html`<span class="dim">to <time datetime=${other.asOf} title=${moment(other.asOf)}>${minute(other.asOf)}</time></span>`;
  if (!other.first) return html`<span class="dim">nothing lies before all time</span>`;
  return html`<span class="dim compared">no cut is kept of before <time datetime=${other.until}>${minute(other.until)}</time>;
    the first comparison is there on <time datetime=${other.first}>${minute(other.first)}</time></span>`;
}
