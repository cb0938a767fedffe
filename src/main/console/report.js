/** The report of a playback: one file with the cut inside, which opens from disk without a server. */
import { html, render } from "lit";
import { moment, zone } from "./format.js";
import { journeyView } from "./parts/journey.js";

const found = JSON.parse(document.getElementById("found").textContent);
const root = document.getElementById("app");
const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

/** The state lies behind the # of the address, so that a link to the file names a view. */
function change(changes) {
  const state = Object.entries({ ...read(), ...changes }).filter(([, value]) => value !== undefined);
  history.replaceState(null, "", `#${new URLSearchParams(state)}`);
  draw();
}

function draw() {
  const state = { window: "all", ...read() };
  render(
    html`<header class="top"><b class="brand">Waymark</b><span class="dim">report of a playback</span><span class="spacer"></span>
        <span class="as-of">${found.cut.asOf ? html`as of <time datetime=${found.cut.asOf}>${moment(found.cut.asOf)}</time> ${zone()}` : ""}</span></header>
      <main class="journey">${journeyView(found.cut, state, { width: Math.max(1080, root.clientWidth), height: innerHeight, change, plan: found.plan, goal: found.goal, watching: found.watching })}</main>`,
    root,
  );
}

addEventListener("hashchange", draw);
addEventListener("resize", draw);
draw();
