/** Hands the picture and its numbers to other programs: SVG, PNG and CSV, made in the browser. */

const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-weight", "font-family", "text-anchor", "letter-spacing", "paint-order"];

/** Returns a picture as a document of its own: what the stylesheet paints becomes attributes. */
export function standalone(picture) {
  const copy = picture.cloneNode(true);
  const [from, to] = [picture.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    PAINT.forEach((name) => to[index].setAttribute(name, style.getPropertyValue(name)));
    ["class", "tabindex", "role", "aria-label"].forEach((name) => to[index].removeAttribute(name));
  });
  const background = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  background.setAttribute("width", "100%");
  background.setAttribute("height", "100%");
  background.setAttribute("fill", getComputedStyle(document.documentElement).getPropertyValue("--bg").trim());
  copy.prepend(background);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.removeAttribute("class");
  return new XMLSerializer().serializeToString(copy);
}

export const saveSvg = (picture, name) => save(new Blob([standalone(picture)], { type: "image/svg+xml" }), `${name}.svg`);

/** Saves a picture as PNG with two pixels for each of the screen's. */
export async function savePng(picture, name) {
  const { width, height } = picture.viewBox.baseVal;
  const url = URL.createObjectURL(new Blob([standalone(picture)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    save(blob, `${name}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

const COLUMNS = ["kind", "stage", "channel", "type", "to_stage", "to_channel", "to_type", "here_now", "in", "forward", "skip", "back", "lost", "still_here", "customers", "touchpoints", "goes_on", "goes_on_low", "goes_on_high", "goes_on_n", "sentiment", "sentiment_n", "lost_at_least", "won_at_least", "steps"];

/** Returns every mark as a row of CSV (RFC 4180). */
export function csvOf(model) {
  const rows = [
    ...model.stages.map((stage) => ({ kind: "stage", stage: stage.name, here_now: stage.hereNow, ...moves(stage), ...estimate("goes_on", stage.progress) })),
    ...model.cells.map((cell) => ({ kind: "touchpoint", stage: cell.stage, channel: cell.channel, type: cell.type, customers: cell.customers, touchpoints: cell.touchpoints, ...moves(cell), ...estimate("goes_on", cell.goesOn), sentiment: cell.sentiment?.value, sentiment_n: cell.sentiment?.n, lost_at_least: cell.lostAtLeast, won_at_least: cell.wonAtLeast })),
    ...model.ways.map(({ from, to, steps }) => ({ kind: "way", stage: from?.stage, channel: from?.channel, type: from?.type, to_stage: to?.stage, to_channel: to?.channel, to_type: to?.type, steps })),
    { kind: "way", type: "other", steps: model.otherWays },
  ];
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))].map((row) => row.map(field).join(",") + "\r\n").join("");
}

const moves = (from) => ({ in: from.in, forward: from.forward, skip: from.skip, back: from.back, lost: from.lost, still_here: from.stillHere });
const estimate = (name, of) => of ? { [name]: of.value, [`${name}_low`]: of.low, [`${name}_high`]: of.high, [`${name}_n`]: of.n } : {};

/** Quotes a value; a text that a spreadsheet would take for a formula begins with an apostrophe. */
function field(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const saveCsv = (model, name) => save(new Blob([csvOf(model)], { type: "text/csv" }), `${name}.csv`);

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
