import { Problem } from "../api.js";

/** A server that does not answer, or not yet, is asked again after this time. */
const AGAIN_MILLIS = 5_000;
const PASSING = [0, 502, 503, 504];

/**
 * Reads one thing for a page: the last answer stays in sight while the next is on its way, and only the last request
 * counts. Where the server does not answer it tries again by itself.
 *
 * @param {() => Promise<object>} read
 * @param {() => void} draw
 */
export function loader(read, draw) {
  let round = 0;
  let again;
  /** A hidden page asks nothing. */
  function tryAgain() {
    again = setTimeout(() => (document.hidden ? tryAgain() : self.load()), AGAIN_MILLIS);
  }

  const self = {
    value: undefined,
    failure: undefined,
    async load() {
      const mine = ++round;
      clearTimeout(again);
      try {
        const value = await read();
        if (mine !== round) return;
        self.value = value;
        self.failure = undefined;
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        if (mine !== round) return;
        self.failure = failure;
        if (PASSING.includes(failure.status)) tryAgain();
      }
      draw();
    },
    /** Forgets the answer to a request that is still on its way, and asks no more. */
    drop() {
      round++;
      clearTimeout(again);
    },
  };
  return self;
}

/**
 * Reads a list page by page; each answer has its rows under a name of their own and, where more follow, `after`.
 *
 * @param {string} name of the rows in the answer
 */
export function pagedLoader(name, read, draw) {
  const page = async (after) => {
    const answer = await read(after);
    return { items: answer[name], after: answer.after };
  };
  let isLong = false;
  const self = loader(() => {
    isLong = false;
    return page(undefined);
  }, draw);
  /** Reads the first page anew, unless somebody has gone on from it. */
  self.refresh = () => (isLong ? undefined : self.load());
  self.isLong = () => isLong;
  self.more = async () => {
    const known = self.value;
    isLong = true;
    try {
      const next = await page(known.after);
      if (self.value === known) self.value = { items: [...known.items, ...next.items], after: next.after };
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      self.failure = failure;
    }
    draw();
  };
  return self;
}

/** Returns a call that runs an action at once after a while of silence, else when the time since the last run is over. */
export function paced(action, everyMillis) {
  let last = -Infinity;
  let timer;
  const run = () => {
    timer = undefined;
    last = Date.now();
    action();
  };
  const soon = () => (timer ??= setTimeout(run, Math.min(everyMillis, Math.max(0, last + everyMillis - Date.now()))));
  soon.drop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return soon;
}
