import { html, nothing } from "lit";
import { count } from "../format.js";

/** Says what the checker has found; undefined where it has not answered yet. */
export const findings = (found, goTo) =>
  !found ? html`<p class="dim">The checker reads the text.</p>` : found.length ? problems(found, goTo) : html`<p class="good">\u2713 The checker has no objection.</p>`;

/** Lists the checker's problems, each with a way to its place in the editor. */
const problems = (found, goTo) => html`<h2 class="bad">${count(found.length)} ${found.length === 1 ? "problem" : "problems"}</h2>
  <ol>${found.map((each) => html`<li>
    <button class="link" @click=${() => goTo(each.line, each.column)}>line ${each.line}, column ${each.column}</button> <bdi>${each.message}</bdi>${each.hint ? html`<div class="dim">${each.hint}</div>` : nothing}</li>`)}</ol>`;
