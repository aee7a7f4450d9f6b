/** What went wrong, as the server says it (RFC 9457) or as the network shows it. */
import type { Fault } from "./shapes";

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly Fault[] = [],
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
  }
}

/** The server could not be reached at all; nothing is known about whether it heard us. */
export class Offline extends Error {
  constructor() {
    super("offline");
  }
}

/** The problem document of a refused request; other bodies become one too. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object") body = parsed as Record<string, unknown>;
  } catch {
    body = { detail: text.slice(0, 300) }; // a proxy's page, not ours
  }
  const slug = String(body.type ?? "").replace(/^.*\//, "");
  const errors = Array.isArray(body.errors) ? (body.errors as Fault[]) : [];
  const title = String(body.title ?? response.statusText);
  return new Problem(response.status, slug, title, String(body.detail ?? ""), errors, body);
}
