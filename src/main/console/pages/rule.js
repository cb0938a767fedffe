import { html, nothing } from "lit";
import { get, post, Problem } from "../api.js";
import { draftOf } from "../parts/draft.js";
import "../parts/editor.js";
import { effects } from "../parts/effect.js";
import { findings as checked } from "../parts/findings.js";
import { addOlder, history } from "../parts/history.js";
import { loader } from "../parts/loader.js";
import { patternPicture } from "../parts/pattern.js";
import { outcome } from "../parts/outcome.js";
import { problem, waiting } from "../parts/states.js";
import { running } from "../parts/versions.js";
import { stateOf } from "./rules.js";

const PREVIEW_DAYS = 7;

/** The job answers within seconds what it runs; it is looked for this often, and this long. */
const LOOK_EVERY_MILLIS = 300;
const MOST_WATCHED_MILLIS = 30_000;

/** A rule: its picture, its text with the checker's problems, its tests, a preview, and its history. */
export function rulePage(frame, id) {
  const isNew = id === "new";
  const path = `/rules/${encodeURIComponent(id)}`;
  const rule = loader(async () => (isNew ? { rule: "", text: firstText(frame.state), versions: [] } : get(path)), () => {
    draft.follow();
    pattern ??= rule.value?.pattern;
    frame.draw();
  });
  const draft = draftOf(rule, ({ text }) => text ?? "", frame.draw);
  /** The problems of the checker; undefined until it has answered. */
  let problems;
  let pattern;
  const texts = new Map();
  let result;
  let isBusy = false;
  let isClosed = false;

  const editor = () => document.querySelector("rule-editor");
  const mayWrite = frame.may("marketer");

  async function check(typed) {
    if (!mayWrite) return [];
    try {
      const answer = await post("/rules/check", { text: typed });
      problems = answer.problems;
      pattern = answer.rule?.pattern ?? pattern;
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      problems = undefined;
      result = { failure };
    }
    frame.draw();
    return problems ?? [];
  }

  const complete = (typed, line, column) => post("/rules/complete", { text: typed, line, column }).catch(() => ({ column, items: [] }));

  /** Runs one action and shows its answer, or why there is none. */
  async function act(kind, action) {
    isBusy = true;
    frame.draw();
    try {
      result = { kind, answer: await action() };
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.status === 409 && !isNew) await draft.arrival(failure.live);
      result = { failure };
    }
    isBusy = false;
    frame.draw();
  }

  function publish(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const reason = form.get("reason");
    const name = idOf(draft.text) ?? id;
    act("published", async () => {
      const answer = await post(`/rules/${encodeURIComponent(isNew ? name : id)}`, { text: draft.text, ...(isNew ? {} : { basedOn: rule.value.version }), reason, untested: form.has("untested") });
      if (isNew) frame.go(`/rules/${encodeURIComponent(name)}`);
      else await draft.arrival(answer.version);
      texts.clear();
      watch(answer.version);
      return answer;
    });
  }

  /** Looks until the job runs what was published, and says how long that took. */
  async function watch(version) {
    const begin = Date.now();
    while (!isClosed && Date.now() - begin < MOST_WATCHED_MILLIS) {
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MILLIS));
      await rule.load();
      const { statuses = [], version: newest } = rule.value;
      if (newest !== version || statuses.some((each) => each.state === "refused" && each.version === version)) return;
      const by = running(statuses);
      if (by.size === 1 && by.has(version) && result?.kind === "published") {
        result = { kind: "live", answer: { millis: Date.now() - begin, subtasks: by.get(version).length } };
        frame.draw();
        return;
      }
    }
  }

  const change = (verb, body) => act("changed", async () => {
    const { version } = await post(`${path}/${verb}`, { basedOn: rule.value.version, ...body });
    texts.clear();
    await draft.arrival(version);
  });

  async function older() {
    await addOlder(rule, `${path}/versions`, (failure) => (result = { failure }));
    frame.draw();
  }

  /** Reads a version and the one before it, to show what changed. */
  async function readTexts(index) {
    if (index + 1 === rule.value.versions.length) await older();
    const { versions } = rule.value;
    const read = async (each) => (each ? ((await get(`${path}/versions/${encodeURIComponent(each.version)}`)).text ?? "") : "");
    try {
      texts.set(index, [await read(versions[index + 1]), await read(versions[index])]);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      result = { failure };
    }
    frame.draw();
  }

  const head = () => html`<p class="crumbs"><a href="/rules">Rules</a></p>
    <div class="title-line"><h1><bdi>${isNew ? "New rule" : (rule.value.title ?? id)}</bdi></h1>${isNew ? nothing : html`${stateOf(rule.value)} ${rule.value.canary ? html`<span class="dim">canary ${rule.value.canary} of customers</span>` : nothing} <span class="dim mono">${rule.value.version?.slice(0, 8)}</span>`}</div>
    ${rule.value.pause ? html`<p class="bad" role="status">${rule.value.pause}</p>` : nothing}`;

  const actions = () => html`<div class="actions">
    ${mayWrite ? html`<button ?disabled=${isBusy} @click=${() => act("tests", () => post("/rules/test", { text: draft.text }))}>Run its tests</button>
    <button ?disabled=${isBusy || !!problems?.length} @click=${() => act("preview", () => post("/rules/preview", { text: draft.text, days: PREVIEW_DAYS }))}>Preview ${PREVIEW_DAYS} days</button>` : nothing}
    ${!mayWrite || isNew ? nothing : rule.value.status === "paused" || rule.value.pause
      ? html`<button ?disabled=${isBusy} @click=${() => change("resume", { reason: "resumed in the console" })}>Resume</button>`
      : html`<button ?disabled=${isBusy} @click=${() => change("pause", { reason: "paused in the console" })}>Pause</button>`}
    ${mayWrite
      ? html`<form class="publish" @submit=${publish}><label class="choice">why <input name="reason" required maxlength="200" size="24" /></label>
          <label class="choice"><input type="checkbox" name="untested" />even if a test fails</label>
          <button class="primary" ?disabled=${isBusy || !!problems?.length || (!isNew && !draft.isChanged())}>Publish</button></form>`
      : html`<span class="dim">You may look; a marketer may publish.</span>`}
  </div>`;

  const findings = () => html`<section class="findings" aria-live="polite">
    ${mayWrite ? checked(problems, (line, column) => editor().goTo(line, column)) : nothing}
    ${draft.moved()}
    ${result?.failure ? problem(result.failure) : nothing}
    ${isNew && result?.failure?.status === 409 ? html`<p>Another rule has this id: <a href=${`/rules/${encodeURIComponent(idOf(draft.text))}`} target="_blank">look at it in a new tab</a>, or choose another id.</p>` : nothing}
    ${!result || result.failure ? nothing : outcome(result)}
  </section>`;

  const versions = () => history(rule.value.versions, {
    texts,
    read: readTexts,
    rollBack: mayWrite ? ({ version }) => change("rollback", { version, reason: `rolled back to ${version.slice(0, 8)}` }) : undefined,
    older: rule.value.after ? older : undefined,
    isBusy,
  });

  return {
    open: rule.load,
    close: () => {
      isClosed = true;
      rule.drop();
    },
    draw: () => {
      if (!rule.value) return rule.failure ? problem(rule.failure, rule.load) : waiting(12);
      return html`${head()} ${patternPicture(pattern)} ${actions()}
        <div class="authoring">
          <rule-editor label="The rule as YAML" .text=${draft.text} .isReadOnly=${!mayWrite} .check=${check} .complete=${complete}
            @edit=${draft.edited}></rule-editor>
          ${findings()}
        </div>
        ${isNew ? nothing : html`${effects(rule.value)} ${versions()}`}`;
    },
  };
}

const idOf = (text) => /^rule:\s*(\S+)/m.exec(text)?.[1];

/** The channels of the map that no touchpoint names: it has none, or shares its lane with others. */
const UNNAMED = ["unknown", "other"];

/** A first text, with the touchpoint that was to be watched filled in. */
const firstText = ({ type = "Order Completed", stage, channel }) => `rule: ${slug(type)}
title: ${JSON.stringify(`${type} watched`)}
signal: frustration
owner: me
status: shadow
${stage ? `who:\n  where: customer.stage == ${JSON.stringify(stage)}\n` : ""}pattern:
  steps:
    - first: ${JSON.stringify(type)}${channel && !UNNAMED.includes(channel) ? `\n      where: event.channel == ${JSON.stringify(channel)}` : ""}
trigger:
  to: inbox
  priority: 50
  cooldown: 1d
`;

const slug = (name) => `watch-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}`;
