/** Measures text as the labels of the pictures are set. */
let ruler;

export function textWidth(text) {
  if (!ruler) {
    ruler = document.createElement("canvas").getContext("2d");
    ruler.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  }
  return ruler.measureText(text).width;
}
