import { html } from "lit";
import { get } from "../api.js";
import { moment } from "../format.js";
import { choose, filter, list } from "../parts/list.js";
import { pagedLoader } from "../parts/loader.js";

/** The kinds of changes, as the server notes them. */
const KINDS = [
  "rule published", "rule paused", "rule resumed", "rule rolled back",
  "policy published", "policy rolled back",
  "destination enabled", "destination disabled", "triggers replayed",
  "dead letters replayed",
];

/** Who changed what by the console, for operators. */
export function auditPage(frame) {
  const asked = () => ({ who: frame.state.who, what: frame.state.what, since: midnight(frame.state.since) });
  const entries = pagedLoader("entries", (after) => get("/audit", { ...asked(), after }), frame.draw);
  let shown;

  function load() {
    shown = JSON.stringify(asked());
    entries.load();
  }

  return {
    open: load,
    refresh: entries.refresh,
    close: () => entries.drop(),
    stateChanged: () => JSON.stringify(asked()) !== shown && load(),
    draw: () => html`<h1>Audit</h1>
      <div class="bar-of-filters">
        ${filter(frame, "who", "who")} ${choose(frame, "what", "what", KINDS)}
        <label class="choice">since <input type="date" .value=${frame.state.since ?? ""} @change=${(event) => frame.change({ since: event.target.value })} /></label>
      </div>
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
        nothingYet: "Nothing has been changed by the console that fits.",
        cure: html`Clear the filters. What is published, paused or rolled back under <a href="/rules">Rules</a> and <a href="/policy">Policy</a> is noted here, and so is what is switched or replayed under <a href="/deliveries">Deliveries</a> and <a href="/health-page">Health</a>.`,
      })}`,
  };
}

/** The begin of a day here, as the API takes it; nothing for a text that is no day, which an address may have. */
function midnight(day) {
  const time = new Date(`${day}T00:00:00`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
