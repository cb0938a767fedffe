import { html, nothing } from "lit";
import { count } from "../format.js";

/** Lists the checker's problems, each with a way to its place in the editor. */
export const problems = (found, goTo) => html`<h2 class="bad">${count(found.length)} ${found.length === 1 ? "problem" : "problems"}</h2>
  <ol>${found.map((each) => html`<li>
    <button class="link" @click=${() => goTo(each.line, each.column)}>line ${each.line}, column ${each.column}</button> ${each.message}${each.hint ? html`<div class="dim">${each.hint}</div>` : nothing}</li>`)}</ol>`;
