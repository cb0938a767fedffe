/** The API of the console: requests, their errors in words, and the live events. */

/** An answer that says no: what, where, and what to do. */
export class Problem extends Error {
  constructor(status, { title, detail, where, cure } = {}) {
    super(title ?? `the console answered ${status}`);
    this.status = status;
    this.detail = detail;
    this.where = where;
    this.cure = cure;
  }
}

const UNREACHABLE = {
  title: "The console does not answer",
  detail: "No answer came from the server of this page.",
  cure: "Check that it runs (waymark console) and that the network is up; this page tries again by itself.",
};

let token;

/** Keeps the token that each write has to carry. */
export const useToken = (value) => (token = value);

export const get = (path, parameters) => request(path + query(parameters), {});

export const post = (path, body) =>
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
    throw new Problem(0, { ...UNREACHABLE, detail: `${UNREACHABLE.detail} (${unreachable.message})` });
  }
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const body = isJson ? await response.json() : undefined;
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

/**
 * Follows the live events, which say that there is something new; the browser connects again by itself after a break.
 *
 * @param {Record<string, (message: object) => void>} listeners by event
 */
export function follow(listeners) {
  const source = new EventSource("/api/events");
  for (const [name, listener] of Object.entries(listeners)) {
    source.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  }
}
