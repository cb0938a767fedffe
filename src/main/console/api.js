/** The API of the console: requests, their errors in words, and the live events. */

/** An answer that says no: what, where, and what to do. */
export class Problem extends Error {
  constructor(status, { title, detail, where, cure, live } = {}) {
    super(title ?? `the console answered ${status}`);
    this.status = status;
    this.detail = detail;
    this.where = where;
    this.cure = cure;
    this.live = live;
  }
}

const NO_ANSWER = "Check that it runs (waymark console) and that the network is up";

let token;
let user;

/** Reads who is asking, and keeps the token that each write has to carry. */
export async function about() {
  const known = await get("/about");
  token = known.token;
  user = known.user?.name ?? user;
  return known;
}

export const get = (path, parameters) => request(path + query(parameters), {});

/**
 * Sends a write. A console that was started anew has other tokens, and a login in another tab brings another session:
 * a write that is denied is sent a second time where the same user has a new token, so that no text is lost to a reload.
 */
export async function post(path, body) {
  const used = token;
  try {
    return await write(path, body);
  } catch (failure) {
    if (!(failure instanceof Problem && [401, 403].includes(failure.status)) || !(await isRenewed(used))) throw failure;
    return write(path, body);
  }
}

async function isRenewed(used) {
  try {
    const known = await get("/about");
    if (!known.token || known.token === used || known.user?.name !== user) return false;
    token = known.token;
    return true;
  } catch (failure) {
    if (failure instanceof Problem) return false; // The denial is what the reader has to know.
    throw failure;
  }
}

const write = (path, body) =>
  request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token ? { "X-Waymark-Token": token } : {}) },
    body: JSON.stringify(body ?? {}),
  });

export function query(parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(`/api${path}`, { credentials: "same-origin", ...options });
  } catch (unreachable) {
    throw new Problem(0, {
      title: "The console does not answer",
      detail: `No answer came from the server of this page. (${unreachable.message})`,
      cure: options.method ? `${NO_ANSWER}, then do it again.` : `${NO_ANSWER}; this page tries again by itself.`,
    });
  }
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const body = isJson ? await response.json() : undefined;
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}
