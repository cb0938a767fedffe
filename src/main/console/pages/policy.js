import { html, nothing } from "lit";
import { get, post, Problem } from "../api.js";
import { count, moment } from "../format.js";
import { draftOf } from "../parts/draft.js";
import "../parts/editor.js";
import { findings as checked } from "../parts/findings.js";
import { addOlder, history } from "../parts/history.js";
import { loader } from "../parts/loader.js";
import { policyPreview, playing } from "../parts/preview.js";
import { problem, waiting } from "../parts/states.js";

const PREVIEW_DAYS = 7;
const PROGRESS_AFTER_MILLIS = 2_000;
const LOOK_EVERY_MILLIS = 500;

const BEGINNING = `policy: default
zone: {from: customer.traits.timezone, missing: Europe/Berlin}
consent: {purpose: marketing, missing: deny}
caps:
  - {most: 1, per: day}
  - {most: 3, in: 7d}
quiet: {from: "21:00", to: "08:00", then: hold, spread: 15m}
`;

/** The policy: its text with the checker's problems, what it would have let go out, and its history. */
export function policyPage(frame) {
  /** The problems of the checker; undefined until it has answered. */
  let problems;
  let result;
  let isBusy = false;
  let timer;
  const texts = new Map();
  const mayWrite = frame.may("marketer");
  const policy = loader(() => get("/policy"), () => {
    draft.follow();
    frame.draw();
  });
  const draft = draftOf(policy, ({ text }) => text ?? (mayWrite ? BEGINNING : ""), frame.draw);
  const editor = () => document.querySelector("rule-editor");

  async function check(typed) {
    if (!mayWrite) return [];
    try {
      problems = (await post("/policy/check", { text: typed })).problems;
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      problems = undefined;
      result = problem(failure);
    }
    frame.draw();
    return problems ?? [];
  }

  const complete = (typed, line, column) => post("/policy/complete", { text: typed, line, column }).catch(() => ({ column, items: [] }));

  /** Runs one action and shows what it returns, or why there is nothing. */
  async function act(action) {
    isBusy = true;
    result = undefined;
    frame.draw();
    try {
      result = await action();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.status === 409) await draft.arrival(failure.live);
      result = problem(failure);
    }
    isBusy = false;
    frame.draw();
  }

  const preview = () => act(async () => {
    timer = setTimeout(look, PROGRESS_AFTER_MILLIS);
    try {
      return policyPreview(await post("/policy/preview", { text: draft.text, days: PREVIEW_DAYS }), PREVIEW_DAYS);
    } finally {
      clearTimeout(timer);
      timer = undefined;
    }
  });

  /** Shows how far a preview has come that takes its time. */
  async function look() {
    const seen = await get("/policy/preview").catch(() => undefined);
    if (timer === undefined) return;
    if (seen?.running) result = playing(seen);
    frame.draw();
    timer = setTimeout(look, LOOK_EVERY_MILLIS);
  }

  /** Reads until the console has what it published. */
  async function arrived(version) {
    await draft.arrival(version);
    texts.clear();
    return html`<p class="good" role="status">\u2713 Published. The job takes it within seconds; the state above says so.</p>`;
  }

  function publish(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason");
    act(async () => arrived((await post("/policy", { text: draft.text, basedOn: policy.value.version, reason })).version));
  }

  const rollBack = ({ version }) => act(async () => {
    await post("/policy/rollback", { version, basedOn: policy.value.version, reason: `rolled back to ${version.slice(0, 8)}` });
    return arrived(version);
  });

  async function older() {
    await addOlder(policy, "/policy/versions", (failure) => (result = problem(failure)));
    frame.draw();
  }

  async function readTexts(index) {
    if (index + 1 === policy.value.versions.length) await older();
    const { versions } = policy.value;
    const read = async (each) => (!each || each.removed ? "" : ((await get(`/policy/versions/${encodeURIComponent(each.version)}`)).text ?? ""));
    try {
      texts.set(index, [await read(versions[index + 1]), await read(versions[index])]);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      result = problem(failure);
    }
    frame.draw();
  }

  const actions = () => html`<div class="actions">
    ${mayWrite ? html`<button ?disabled=${isBusy || !!problems?.length} @click=${preview}>Preview ${PREVIEW_DAYS} days</button>
      ${draft.isChanged() && policy.value.text ? html`<button ?disabled=${isBusy} @click=${() => { draft.take(); frame.draw(); }}>Take the last one</button>` : nothing}
      <form class="publish" @submit=${publish}><label class="choice">why <input name="reason" required maxlength="200" size="24" /></label>
        <button class="primary" ?disabled=${isBusy || !!problems?.length || !draft.isChanged()}>Publish</button></form>`
    : html`<span class="dim">You may look; a marketer may publish.</span>`}
  </div>`;

  const findings = () => html`<section class="findings" aria-live="polite">
    ${mayWrite ? checked(problems, (line, column) => editor().goTo(line, column)) : nothing}
    ${draft.moved()} ${result ?? nothing}
  </section>`;

  return {
    open: policy.load,
    close: () => {
      clearTimeout(timer);
      timer = undefined;
      policy.drop();
    },
    draw: () => {
      if (!policy.value) return policy.failure ? problem(policy.failure, policy.load) : waiting(12);
      return html`<div class="title-line"><h1>Policy</h1>${stateOf(policy.value)}</div>
        <p class="dim">What all rules together may send to one customer: consent, caps, quiet hours, a control group. ${policy.value.text ? nothing : html`<b>None was pushed yet, so nothing is limited.</b>${mayWrite ? " Below is one to begin with; it is not in force until you publish it." : ""}`}</p>
        ${actions()}
        <div class="authoring">
          <rule-editor label="The policy as YAML" .text=${draft.text} .isReadOnly=${!mayWrite} .check=${check} .complete=${complete}
            @edit=${draft.edited}></rule-editor>
          ${findings()}
        </div>
        ${history(policy.value.versions, { texts, read: readTexts, rollBack: mayWrite ? rollBack : undefined, older: policy.value.after ? older : undefined, isBusy })}`;
    },
  };
}

/** Says which version is in force; a refused one leaves the one before it in force. */
function stateOf({ version, state, inForce, changed, author, statuses }) {
  const last = html`<span class="dim mono">${version?.slice(0, 8) ?? ""}</span>`;
  const by = changed ? html`<span class="dim">${author ? `${author}, ` : ""}<time datetime=${changed}>${moment(changed)}</time></span>` : nothing;
  if (!version) return html`<span class="dim">none in force</span>`;
  if (state === "refused") {
    const found = statuses.find((each) => each.state === "refused")?.problems.length ?? 0;
    // The job restored it, and cannot read it any more.
    if (inForce === version) return html`<span class="status down">in force, but this version of Waymark finds ${count(found)} problems, so nothing is sent; publish a mended one</span> ${last} ${by}`;
    return html`<span class="status down">refused by the job, ${count(found)} problems${inForce ? `; ${inForce.slice(0, 8)} stays in force` : ""}</span> ${last} ${by}`;
  }
  return inForce === version ? html`<span class="status">in force</span> ${last} ${by}` : html`<span class="dim">published; the job has not answered yet</span> ${last} ${by}`;
}
