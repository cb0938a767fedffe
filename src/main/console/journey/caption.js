import { count, duration, during, ENOUGH, margin, percent, title } from "../format.js";

/**
 * Says the picture in two sentences, as parts: text, or the cell of a finding.
 *
 * The stage is the one with the largest pain point, else the one that loses most.
 */
export function caption(model) {
  const entered = model.stages.filter((stage) => stage.in > 0);
  if (!entered.length) return [{ text: `Nobody entered a stage ${during(model.window)}.` }];
  const pain = model.cells.find((cell) => cell.pain === 1);
  const stage = entered.find((each) => each.name === pain?.stage) ?? largestLoss(entered);
  const parts = [{ text: sentence(stage, model) }];
  if (pain) {
    parts.push({ text: " The largest pain point: " });
    parts.push({ finding: pain });
    const customers = pain.lostAtLeast === 1 ? "customer" : "customers";
    parts.push({ text: `, associated with at least ${count(pain.lostAtLeast)} ${customers} lost.` });
  } else {
    parts.push({ text: " No touchpoint stands out as a pain point beyond chance." });
  }
  return parts;
}

const largestLoss = (stages) =>
  stages.reduce((most, each) => (losses(each) > losses(most) ? each : most), stages[0]);

const losses = (stage) => stage.in * (stage.dropOff?.value ?? 0) + stage.lost;

function sentence(stage, model) {
  const who = `Of ${count(stage.in)} who entered ${title(stage.name)} ${during(model.window)}`;
  const next = model.stages.find((each) => each.rank > stage.rank);
  const progress = stage.progress;
  if (!next || !progress) return `${who}, ${count(stage.stillHere)} are still there.`;
  if (progress.n < ENOUGH) return `${who}, ${count(stage.forward + stage.skip)} have gone on so far.`;
  return `${who}, ${percent(progress.value)} (\u00b1${margin(progress)}) go on to ${title(next.name)} within ${duration(stage.horizonMillis)}.`;
}
