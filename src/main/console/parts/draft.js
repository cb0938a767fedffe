import { html, nothing } from "lit";
import { diff } from "./diff.js";

const LOOK_EVERY_MILLIS = 500;

/** A published version comes back from Kafka within a second; it is looked for this often. */
const LOOKS = 20;

/**
 * A text under work beside the newest version of it. Nothing but its author takes it away: where the newest version
 * becomes another one, an edited text stays, and what publishing it would change is shown.
 *
 * @param newest the loader of the newest version, with text and version
 * @param {(value: object) => string} first returns the text to begin with
 * @param {() => void} draw draws the page
 */
export function draftOf(newest, first, draw) {
  let base;
  let isMoved = false;
  const self = {
    text: undefined,
    isChanged: () => self.text !== newest.value.text,
    /** Follows a newest version that was read. */
    follow() {
      if (!newest.value) return;
      const read = first(newest.value);
      const isEdited = self.text !== undefined && self.text !== base;
      if (!isEdited) self.text = read;
      else if (read !== base) isMoved = self.text !== read;
      base = read;
    },
    /** Takes what was typed into an editor. */
    edited({ target }) {
      if (target.text === self.text) return;
      self.text = target.text;
      draw();
    },
    /** Gives the own text up for the newest. */
    take() {
      self.text = base;
      isMoved = false;
    },
    /** Reads until the newest version is the one that is awaited; once where nobody knows which. */
    async arrival(version) {
      if (!version) return newest.load();
      for (let looks = 0; looks < LOOKS; looks++) {
        await newest.load();
        if (newest.value?.version === version) return;
        await new Promise((done) => setTimeout(done, LOOK_EVERY_MILLIS));
      }
    },
    /** Shows what publishing the text would change, where its base has moved. */
    moved: () => isMoved && self.isChanged()
      ? html`<section role="status"><h2>The published text has changed since you began</h2>
        <p>Yours is kept. Publishing it on top would change this:</p>
        ${diff(base, self.text)}
        <p><button @click=${() => { self.take(); draw(); }}>Take the published text instead</button></p></section>`
      : nothing,
  };
  return self;
}
