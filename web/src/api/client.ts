/**
 * One way to the server: JSON in and out, problem documents as `Problem`, no connection as `Offline`.
 *
 * `api.get<Progress>("/projects/support/progress")`; paths are relative to /api/v1.
 */
import { Offline, problemOf } from "./problem";

export interface Options {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const BASE = "/api/v1";

/** The address of an API path, for links and downloads. */
export function address(path: string, query: Options["query"] = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return BASE + path + (search ? `?${search}` : "");
}

async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const { body, headers, query, signal } = options;
  const raw = typeof body === "string" || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "X-Accord": "1",
        ...(body === undefined || raw ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Offline();
  }
  // a proxy in front of a stopped server answers in its place: that is no connection, and says nothing about our request
  if (response.status === 502 || response.status === 503 || response.status === 504) throw new Offline();
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const api = {
  get: <T>(path: string, options?: Options) => request<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: Options) => request<T>("POST", path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: Options) => request<T>("PUT", path, { ...options, body }),
  delete: <T>(path: string, options?: Options) => request<T>("DELETE", path, options),
};

/** A path with its parts percent-encoded: `path("/projects/", name, "/claim")` encodes every second part. */
export function path(...parts: readonly string[]): string {
  return parts.map((part, at) => (at % 2 ? encodeURIComponent(part) : part)).join("");
}
