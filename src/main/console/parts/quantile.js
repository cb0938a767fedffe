import { count, duration } from "../format.js";

/** Prints p50 or p90 of the time that visits take; where the oldest visit is younger, that it is more. */
export const quantile = (dwell, name) =>
  !dwell ? "\u2013" : dwell[`${name}Millis`] === undefined ? `> ${duration(dwell.longestMillis)}` : duration(dwell[`${name}Millis`]);

/** Prints the same with its 95% interval and the visits behind it, for a title. */
export const quantileNote = ({ dwell, in: visits }, name) => (dwell ? `${quantile(dwell, name)}${interval(dwell, name)}, n = ${count(visits)}` : "\u2013");

function interval(dwell, name) {
  const [low, high] = [dwell[`${name}LowMillis`], dwell[`${name}HighMillis`]];
  if (low === undefined) return "";
  return ` (95% interval ${duration(low)} ${high === undefined ? "or more" : `to ${duration(high)}`})`;
}
