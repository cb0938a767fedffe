import { html, svg } from "lit";

/** Explains colours: a swatch and a word each. */
export const key = (entries) => html`<ul class="legend">
  ${entries.map(([name, text]) => html`<li class="scale-legend"><svg width="12" height="10" aria-hidden="true">${svg`<rect class=${`bar-${name}`} width="12" height="10" />`}</svg>${text}</li>`)}
</ul>`;

/** The parts of the bar that shows how visits ended. */
export const OUTCOME_KEY = [["go", "went on"], ["skip", "skipped a stage"], ["back", "went back"], ["lost", "lost"], ["still", "still here"]];
