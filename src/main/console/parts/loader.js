import { Problem } from "../api.js";

/**
 * Reads one thing for a page: the last answer stays in sight while the next is on its way, and only the last request counts.
 *
 * @param {() => Promise<object>} read
 * @param {() => void} draw
 */
export function loader(read, draw) {
  let round = 0;
  const self = {
    value: undefined,
    failure: undefined,
    isLoading: false,
    async load() {
      const mine = ++round;
      self.isLoading = true;
      try {
        const value = await read();
        if (mine !== round) return;
        self.value = value;
        self.failure = undefined;
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        if (mine !== round) return;
        self.failure = failure;
      }
      self.isLoading = false;
      draw();
    },
    /** Forgets the answer to a request that is still on its way. */
    drop: () => round++,
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
  const self = loader(() => page(undefined), draw);
  self.more = async () => {
    const known = self.value;
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
