/** Numbers, times and names as people read them. Nothing here makes HTML. */

const integer = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const MINUS = "\u2212";

/** The fewest observations for which a share is printed. */
export const ENOUGH = 20;

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
];

/** Prints a count, with groups of thousands. */
export const count = (n) => (n === undefined || n === null ? "\u2013" : integer.format(n));

/** Prints a signed number between -1 and 1, such as a sentiment. */
export const signed = (value, digits = 2) => {
  const text = Math.abs(value).toFixed(digits);
  const isZero = Number(text) === 0;
  return isZero ? text : (value < 0 ? MINUS : "+") + text;
};

/** Prints a duration in the largest unit that fits, such as `2.3 d`. */
export const duration = (millis) => {
  if (millis === undefined || millis === null) return "\u2013";
  const [size, unit] = UNITS.find(([each]) => millis >= each) ?? UNITS.at(-1);
  const value = millis / size;
  return `${value >= 10 ? Math.round(value) : compact.format(value)} ${unit}`;
};

/** Prints half the width of an interval of shares, in points of percent. */
export const margin = (estimate) => {
  const points = ((estimate.high - estimate.low) / 2) * 100;
  return points >= 1 ? Math.round(points).toString() : points >= 0.05 ? points.toFixed(1) : "0";
};

/** Prints a share with its margin, or how few it is of. */
export const share = (estimate) => {
  if (!estimate) return "\u2013";
  if (estimate.n < ENOUGH) return `n = ${estimate.n}`;
  return `${Math.round(estimate.value * 100)}% \u00b1${margin(estimate)}`;
};

/** Prints a share without its margin. */
export const percent = (value) => `${Math.round(value * 100)}%`;

/** Prints a difference of shares in points, with its margin. */
export const difference = (estimate) =>
  `${signed(estimate.value * 100, 0)} \u00b1${margin(estimate)}`;

/** Prints a change of shares and by how many points they differ, such as `31% \u2192 27% (\u22124 \u00b11.3)`. */
export const comparison = ({ then, now, difference: by }) => {
  const points = by.value * 100;
  const half = ((by.high - by.low) / 2) * 100;
  return `${percent(then.value)} \u2192 ${percent(now.value)} (${signed(points, Math.abs(points) < 1 ? 1 : 0)} \u00b1${half.toFixed(half < 10 ? 1 : 0)})`;
};

/** Tells whether an interval leaves out 0. */
export const isSignificant = (estimate) => !!estimate && (estimate.low > 0 || estimate.high < 0);

/** Prints a mean sentiment with its margin. */
export const sentiment = (estimate) =>
  `${signed(estimate.value)} \u00b1${((estimate.high - estimate.low) / 2).toFixed(2)}`;

/** Begins a name with a capital letter. */
export const title = (name) => name.charAt(0).toLocaleUpperCase("en") + name.slice(1);

const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Encloses a name in a text of one piece, such as a label, so that a name from right to left, or with marks that turn
 * text round, leaves what stands beside it as it is. Where there are elements, `<bdi>` does the same.
 */
export const isolate = (name) => (TURNS.test(name) ? `\u2068${name.replaceAll(/[\u2066-\u2069]/g, "")}\u2069` : name);

/** Cuts a name that is too long for its place. */
export const shorten = (name, length) => {
  const letters = [...name];
  return letters.length <= length ? name : letters.slice(0, length - 1).join("").trimEnd() + "\u2026";
};

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const dayAndMinute = new Intl.DateTimeFormat("en-GB", { month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit" });

/** Prints the local time of day with its zone. */
export const timeOfDay = (iso) => clock.format(new Date(iso));

/** Prints the local day and time. */
export const moment = (iso) => dayAndClock.format(new Date(iso));

/** Prints the local day and the time to the minute. */
export const minute = (iso) => dayAndMinute.format(new Date(iso));

/** Names the zone of all local times. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const WINDOWS = {
  hour: "1 h",
  day: "1 d",
  week: "7 d",
  month: "30 d",
  all: "all time",
};

/** Says a window inside a sentence. */
export const during = (window) => (window === "all" ? "since the beginning" : `in ${WINDOWS[window]}`);
