import { html } from "lit";
import { get } from "../api.js";
import { moment } from "../format.js";
import { list } from "../parts/list.js";
import { pagedLoader } from "../parts/loader.js";

/** Who changed what by the console, for operators. */
export function auditPage(frame) {
  const entries = pagedLoader("entries", (after) => get("/audit", { after }), frame.draw);
  return {
    open: () => entries.load(),
    close: () => entries.drop(),
    draw: () => html`<h1>Audit</h1>
      ${list(entries, {
        caption: "Changes, the latest first",
        heads: ["time", "who", "what", "about", "detail"],
        row: (each) => html`<tr>
          <td class="time"><time datetime=${each.time}>${moment(each.time)}</time></td>
          <th scope="row">${each.who}</th>
          <td>${each.what}</td>
          <td>${each.about}</td>
          <td class="why">${each.detail}</td>
        </tr>`,
        nothingYet: "Nothing has been changed by the console.",
        cure: html`A rule that is published, paused or rolled back under <a href="/rules">Rules</a> is noted here, and so is a replay of dead letters.`,
      })}`,
  };
}
