import { html, svg } from "lit";
import { count, moment } from "../format.js";
import { scaleLinear } from "../scale.js";

const MOST_BARS = 120;
const [WIDTH, HEIGHT, LEFT] = [720, 96, 40];

/** Draws counts by equal steps of time as bars. */
export function rate(buckets, name) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
  const y = scaleLinear(0, most, HEIGHT - 20, 8);
  const step = (WIDTH - LEFT) / Math.max(1, buckets.length);
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return html`<svg class="picture rate" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT} role="img" aria-label=${`${name}: ${count(total)} in all`}>
    <line class="axis" x1=${LEFT} x2=${WIDTH} y1=${HEIGHT - 20} y2=${HEIGHT - 20} />
    <text class="dim small end" x=${LEFT - 6} y="14">${count(most)}</text>
    <text class="dim small end" x=${LEFT - 6} y=${HEIGHT - 18}>0</text>
    ${buckets.map((bucket, index) => svg`<rect class="bar-go" x=${LEFT + index * step} y=${y(bucket.count)} width=${Math.max(1, step - 1)} height=${HEIGHT - 20 - y(bucket.count)}><title>${moment(bucket.time)}: ${count(bucket.count)}</title></rect>`)}
    ${buckets.length ? svg`<text class="dim small" x=${LEFT} y=${HEIGHT - 6}>${moment(buckets[0].time)}</text><text class="dim small end" x=${WIDTH} y=${HEIGHT - 6}>${moment(buckets.at(-1).time)}</text>` : ""}
  </svg>`;
}

/** Sums the counts of all rules by time. */
export function buckets({ rates, since, spanMinutes }) {
  const span = spanMinutes * 60_000;
  const first = Math.floor(Date.parse(since) / span) * span;
  const last = Math.max(first, ...rates.map((each) => Date.parse(each.from)));
  const sums = new Map();
  rates.forEach((each) => sums.set(Date.parse(each.from), (sums.get(Date.parse(each.from)) ?? 0) + each.count));
  const steps = Math.min(MOST_BARS, Math.round((last - first) / span) + 1);
  return Array.from({ length: steps }, (_, index) => last - (steps - 1 - index) * span).map((time) => ({ time, count: sums.get(time) ?? 0 }));
}
