import { svg } from "lit";
import { scaleLinear, scaleLog } from "../scale.js";

export const SHORTEST = 60_000;
export const LONGEST = 90 * 86_400_000;
export const TICKS = [
  [60_000, "1 min"],
  [3_600_000, "1 h"],
  [86_400_000, "1 d"],
  [30 * 86_400_000, "30 d"],
];

/** Returns the steps of a survival curve as pixels, from the first age on the axis to the longest that was observed. */
export function steps(dwell, x, y, of = "share") {
  const points = [[x(SHORTEST), y(1)]];
  let last = 1;
  for (const point of dwell.survival) {
    points.push([x(point.ageMillis), y(last)], [x(point.ageMillis), y(point[of])]);
    last = point[of];
  }
  points.push([x(Math.max(SHORTEST, dwell.longestMillis)), y(last)]);
  return points;
}

export const pathOf = (points) => "M" + points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L");

/** Returns the outline of the 95% band of a survival curve. */
export const bandOf = (dwell, x, y) =>
  pathOf([...steps(dwell, x, y, "high"), ...steps(dwell, x, y, "low").reverse()]) + "Z";

/** Draws the survival curve of a stage into a box: which share is still there at which age. */
export function survival(stage, box) {
  const x = scaleLog(SHORTEST, LONGEST, box.x, box.x + box.width);
  const y = scaleLinear(0, 1, box.y + box.height, box.y);
  const bottom = box.y + box.height;
  return svg`
    <line class="axis" x1=${box.x} x2=${box.x + box.width} y1=${bottom} y2=${bottom} />
    ${TICKS.map(
      ([age, name], index) => svg`<line class="axis" x1=${x(age)} x2=${x(age)} y1=${bottom} y2=${bottom + 3} />
      <text class=${index ? "dim small mid" : "dim small"} x=${x(age)} y=${bottom + 13}>${name}</text>`,
    )}
    ${stage.dwell
      ? svg`<path class="survival-band" d=${bandOf(stage.dwell, x, y)} />
        <path class="survival" d=${pathOf(steps(stage.dwell, x, y))} />`
      : svg`<text class="dim small" x=${box.x + 4} y=${bottom - 6}>nobody came</text>`}
    ${stage.horizonMillis
      ? svg`<line class="horizon" x1=${x(stage.horizonMillis)} x2=${x(stage.horizonMillis)} y1=${box.y - 2} y2=${bottom} />`
      : ""}`;
}
