/** The live events, which say that there is something new. */

/** A browser gives a stream up after any answer but 200; then it is opened anew after this time. */
const AGAIN_MILLIS = 3_000;

/**
 * Follows the live events while the page is in sight. A hidden page closes its stream, as a browser opens six at most to
 * one server by HTTP/1.1; in sight again, it opens a new one.
 *
 * @param {Record<string, (message: object) => void>} listeners by event
 * @param {{opened: (isAgain: boolean) => void, broken: () => void}} told when the stream opens, again where the page may be old by then, and when it breaks
 */
export function follow(listeners, told) {
  let source;
  let timer;
  let isAgain = document.hidden;

  function open() {
    if (source || document.hidden) return;
    source = new EventSource("/api/events");
    source.onopen = () => {
      told.opened(isAgain);
      isAgain = true;
    };
    source.onerror = () => {
      told.broken();
      if (source.readyState !== EventSource.CLOSED) return; // The browser connects again by itself.
      close();
      timer = setTimeout(open, AGAIN_MILLIS);
    };
    for (const [name, listener] of Object.entries(listeners)) {
      source.addEventListener(name, (event) => listener(JSON.parse(event.data)));
    }
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();
}
