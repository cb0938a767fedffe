/** The few scales that the pictures need: from a domain to pixels. */

/** Maps an area to a radius: 0 to 0 and `largest` to `radius`. */
export const scaleSqrt = (largest, radius) => (value) => radius * Math.sqrt(value / largest);

/** Maps [low, high] to [from, to], and what lies outside to the nearest end. */
export const scaleLinear = (low, high, from, to) => (value) =>
  from + (to - from) * Math.min(1, Math.max(0, (value - low) / (high - low)));

/** Maps a positive number by its logarithm. */
export const scaleLog = (low, high, from, to) => {
  const linear = scaleLinear(Math.log(low), Math.log(high), from, to);
  return (value) => linear(Math.log(Math.max(low, value)));
};
