import { html, svg } from "lit";
import { duration, isolate, shorten } from "../format.js";

const [STEP, HEIGHT, LEFT] = [192, 92, 0];

/** Draws the pattern of a rule as a line of time: what has to come is a circle, what must not is crossed out. */
export function patternPicture(pattern) {
  const steps = pattern?.steps ?? [];
  if (!steps.length) return html`<p class="dim">The picture appears as soon as the checker can read the pattern.</p>`;
  const width = LEFT * 2 + STEP * steps.length + 40;
  const y = 34;
  return html`<div class="scroll-picture"><svg class="picture fixed" viewBox=${`0 0 ${width} ${HEIGHT}`} width=${width} height=${HEIGHT} role="img" aria-label=${`Pattern: ${steps.map(say).join(", then ")}`}>
    <line class="axis" x1=${LEFT} x2=${width - 24} y1=${y} y2=${y} />
    ${steps.map((step, index) => {
      const x = LEFT + 24 + index * STEP;
      return step.absent
        ? svg`<rect x=${x - 8} y=${y - 10} width=${STEP - 48} height="20" fill="url(#absent)" /><path class="cross" d=${`M${x + STEP / 2 - 38},${y - 6}l12,12m0,-12l-12,12`} />
          <text x=${x - 8} y=${y + 28}>no ${shorten(asked(step), 26)}</text><text class="dim small" x=${x - 8} y=${y + 44}>${[step.forMillis && `for ${duration(step.forMillis)}`, step.correlate === false && "of any value"].filter(Boolean).join(", ")}</text>`
        : svg`<circle class="step" cx=${x} cy=${y} r="7" />
          <text x=${x - 8} y=${y + 28}>${shorten(wanted(step), 26)}</text><text class="dim small" x=${x - 8} y=${y + 44}>${shorten([step.name, step.times > 1 && `${step.times} times`, step.optional && "optional", step.withinMillis && `within ${duration(step.withinMillis)}`, step.where, step.having && `having ${step.having}`].filter(Boolean).join(", "), 30)}</text>`;
    })}
    <path class="pain" d=${`M${width - 24},${y - 8}l12,8l-12,8z`} /><text class="dim small end" x=${width - 12} y=${y + 28}>trigger</text>
    <defs><pattern id="absent" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch-line" x1="0" x2="0" y1="0" y2="6" /></pattern></defs>
  </svg></div>`;
}

/** The types as words; of any but some these are what is left out. */
function asked(step) {
  const types = step.types.map(isolate).join(" or ");
  return step.anyBut ? `touchpoint${types && ` but ${types}`}` : types;
}

const wanted = (step) => (step.anyBut ? `any ${asked(step)}` : asked(step));

const say = (step) => (step.absent ? `no ${asked(step)}${step.forMillis ? ` for ${duration(step.forMillis)}` : ""}` : wanted(step));
