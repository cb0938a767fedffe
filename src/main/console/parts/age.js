import { duration } from "../format.js";

const EVERY_MILLIS = 1_000;

/** The time since a moment, which grows while it is in sight: a page that gets no news must not look new. */
class AgeText extends HTMLElement {
  #timer;
  #since;

  connectedCallback() {
    this.#timer = setInterval(() => this.#show(), EVERY_MILLIS);
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /** The moment, in milliseconds of this browser's clock. */
  set since(millis) {
    this.#since = millis;
    this.#show();
  }

  #show() {
    if (this.#since === undefined) return;
    const age = Math.max(0, Date.now() - this.#since);
    this.textContent = age < 10_000 ? `${(age / 1000).toFixed(1)} s` : duration(age);
  }
}

customElements.define("age-text", AgeText);
