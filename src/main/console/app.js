/** The frame around all pages: who is where, what the address says, and what is live. */
import { html, nothing, render } from "lit";
import { about, post, Problem } from "./api.js";
import { zone } from "./format.js";
import { follow } from "./live.js";
import { auditPage } from "./pages/audit.js";
import { customersPage } from "./pages/customers.js";
import { decisionsPage } from "./pages/decisions.js";
import { deliveriesPage } from "./pages/deliveries.js";
import { healthPage } from "./pages/health.js";
import { journeyPage } from "./pages/journey.js";
import { loginPage } from "./pages/login.js";
import { policyPage } from "./pages/policy.js";
import { rulesPage } from "./pages/rules.js";
import { triggersPage } from "./pages/triggers.js";
import { problem } from "./parts/states.js";

/** The pages: name in the address, title, maker, and the role that one needs where not all may see it. */
const PAGES = [
  ["journey", "Journey", journeyPage],
  ["customers", "Customers", customersPage],
  ["triggers", "Triggers", triggersPage],
  ["rules", "Rules", rulesPage],
  ["policy", "Policy", policyPage],
  ["decisions", "Decisions", decisionsPage],
  ["deliveries", "Deliveries", deliveriesPage],
  ["health-page", "Health", healthPage],
  ["audit", "Audit", auditPage, "operator"],
];

const ROLES = ["viewer", "marketer", "operator"];

const root = document.getElementById("app");
const app = { about: undefined, failure: undefined, page: undefined, name: undefined, live: { health: undefined, isFollowed: false, isBroken: false, isLoggedOut: false } };

/** What a page gets: the state in the address, and ways to change it, to draw again and to read. */
const frame = {
  get state() {
    return Object.fromEntries(new URLSearchParams(location.search));
  },
  get path() {
    return location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  },
  get about() {
    return app.about;
  },
  change(changes, { push = false } = {}) {
    const state = Object.entries({ ...frame.state, ...changes }).filter(([, value]) => value !== undefined && value !== "");
    const search = new URLSearchParams(state).toString();
    history[push ? "pushState" : "replaceState"](null, "", location.pathname + (search ? `?${search}` : ""));
    app.page?.stateChanged?.();
    draw();
  },
  go(path) {
    history.pushState(null, "", path);
    route();
  },
  draw: () => draw(),
  may: (role) => ROLES.indexOf(app.about?.user?.role) >= ROLES.indexOf(role),
};

function draw() {
  const { about } = app;
  followLive();
  render(
    html`<a class="skip-link" href="#content">To the content</a>
      <header class="top">
        <b class="brand">Waymark</b>
        ${about && app.name !== "login"
          ? html`<nav aria-label="Pages">${PAGES.filter(([, , , role = "viewer"]) => frame.may(role)).map(([name, title]) => html`<a href=${`/${name}`} aria-current=${app.name === name ? "page" : nothing}>${title}</a>`)}</nav>`
          : nothing}
        <span class="spacer"></span>
        ${app.page?.asOf?.() ?? nothing} ${connection()} ${health()}
        ${about?.user && about.authentication.way !== "none" ? html`<span class="dim">${about.user.name}, ${about.user.role}</span><button @click=${logout}>Log out</button>` : nothing}
        <span class="dim zone" title="the zone of all times on this page">${zone()}</span>
      </header>
      <main id="content" class=${app.name === "journey" ? "journey" : "page"} tabindex="-1">
        ${app.failure ? problem(app.failure, start) : (app.page?.draw() ?? nothing)}
      </main>`,
    root,
  );
}

/** Says that the page is not live, and how to mend it without leaving it. */
function connection() {
  if (!app.live.isFollowed || !app.live.isBroken) return nothing;
  return app.live.isLoggedOut
    ? html`<span class="status down" role="status">logged out</span> <a class="button" href="/login" target="_blank">Log in in a new tab</a>`
    : html`<span class="status down" role="status">not live, tries again</span>`;
}

function health() {
  const known = app.live.health;
  if (!known) return nothing;
  return known.status === "up" ? html`<a class="status dim" href="/health-page">healthy</a>` : html`<a class="status down" href="/health-page">not healthy</a>`;
}

async function logout() {
  await post("/logout");
  location.assign("/login");
}

function route() {
  const [name = "journey"] = frame.path;
  const found = PAGES.find(([each]) => each === name);
  app.page?.close?.();
  app.name = name;
  app.page = name === "login" ? loginPage(frame) : found ? found[2](frame) : nowhere(name);
  document.title = `${found?.[1] ?? (name === "login" ? "Log in" : "Nothing here")} \u00b7 Waymark`;
  app.page.open?.();
  draw();
}

const nowhere = (name) => ({
  draw: () => html`<h1>Nothing here</h1><p class="empty">The console has no page ${name}. <a href="/journey">Go to the journey</a></p>`,
});

/** Links inside the console change the page without a load. */
function followLink(event) {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  event.preventDefault();
  frame.go(link.getAttribute("href"));
}

async function start() {
  app.failure = undefined;
  try {
    app.about = await about();
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    app.failure = failure;
    draw();
    setTimeout(start, 5_000);
    return;
  }
  if (!app.about.user) {
    if (frame.path[0] !== "login") history.replaceState(null, "", "/login");
    route();
    return;
  }
  route();
}

/** Follows the live events, of which each page takes its own; after a break the page reads anew what it shows. */
function followLive() {
  if (!app.about?.user || app.live.isFollowed) return;
  app.live.isFollowed = true;
  follow(
    {
      journey: (message) => app.page?.live?.("journey", message),
      triggers: (message) => app.page?.live?.("triggers", message),
      deliveries: (message) => app.page?.live?.("deliveries", message),
      health: (message) => {
        app.live.health = message;
        app.page?.live?.("health", message);
        draw();
      },
    },
    { opened, broken },
  );
}

function opened(isAgain) {
  app.live.isBroken = false;
  if (isAgain) app.page?.refresh?.();
  draw();
}

/** Asks who is asking, as a console that was started anew may have forgotten the login. */
async function broken() {
  app.live.isBroken = true;
  try {
    app.live.isLoggedOut = !(await about()).user;
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure; // Without an answer the header says that the page is not live.
  }
  draw();
}

let waiting;
addEventListener("resize", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(draw);
});
addEventListener("popstate", route);
document.addEventListener("click", followLink);
start();
