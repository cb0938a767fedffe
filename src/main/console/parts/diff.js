import { html } from "lit";

const MOST_LINES = 2_000;

/** Compares two texts line by line (longest common subsequence). */
export function compare(before, after) {
  const [a, b] = [before.split("\n").slice(0, MOST_LINES), after.split("\n").slice(0, MOST_LINES)];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) lines.push({ sign: " ", text: a[i++] }) && j++;
    else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) lines.push({ sign: "\u2212", text: a[i++] });
    else lines.push({ sign: "+", text: b[j++] });
  }
  return lines;
}

/** Shows what changed from one version to another; unchanged lines far from a change are left out. */
export function diff(before, after) {
  const lines = compare(before, after);
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - 3), index + 4).some((line) => line.sign !== " "));
  if (!near.includes(true)) return html`<p class="dim">Both versions are the same.</p>`;
  return html`<pre class="diff" tabindex="0">${lines.map((line, index) =>
    near[index] ? html`<span class=${line.sign === "+" ? "added" : line.sign === " " ? "" : "removed"}>${line.sign} ${line.text}\n</span>` : near[index - 1] ? html`<span class="dim">\u22ef\n</span>` : "",
  )}</pre>`;
}
