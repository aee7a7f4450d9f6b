import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Assignment } from "../../api/shapes";
import { WorkSession } from "./session";
import { browserStore } from "./storage";

/** A server in a few lines: claims go through a list, submits are noted; what `fail` says happens instead. */
class Server {
  readonly submits: { id: string; key: string; body: unknown }[] = [];
  fail: (url: string) => Response | "offline" | null = () => null;
  private next = 1;
  private readonly held: Assignment[] = [];

  constructor(private readonly records: number) {}

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const failure = this.fail(url);
    if (failure === "offline") throw new TypeError("failed to fetch");
    if (failure) return failure;
    if (url.endsWith("/claim")) return this.claim();
    const id = url.split("/").at(-2) ?? "";
    if (url.endsWith("/submit")) {
      const key = new Headers(init.headers).get("Idempotency-Key") ?? "";
      this.submits.push({ id, key, body: JSON.parse(String(init.body)) });
      this.held.splice(
        this.held.findIndex((one) => one.id === id),
        1,
      );
      return Response.json({ response: "re_1", revision: 1 });
    }
    if (url.includes("/mine")) return Response.json({ assignments: [] });
    return Response.json({});
  };

  private claim(): Response {
    while (this.held.length < 3 && this.next <= this.records) {
      const id = `as_${this.next++}`;
      this.held.push({ id, record: { id, values: {} }, stage: "annotate", draft: null } as unknown as Assignment);
    }
    const nothing = this.held.length ? null : { why: "done", until: null };
    return Response.json({ assignments: this.held, nothing });
  }
}

let server: Server;
const settle = () => vi.advanceTimersByTimeAsync(20);

async function begin(): Promise<WorkSession> {
  const session = new WorkSession("support", browserStore("t."), () => undefined);
  session.start();
  await settle();
  return session;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new Server(5);
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => server.fetch(url, init));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the next record is there the moment one is sent, to the last, and then all is done", async () => {
  const session = await begin();
  for (let at = 1; at <= 5; at++) {
    const task = session.state.task;
    expect(task?.assignment.id).toBe(`as_${at}`);
    if (task) session.submit(task, { q: { value: at } }, 1, 1);
    if (at < 5) expect(session.state.task?.assignment.id).toBe(`as_${at + 1}`);
    await settle();
  }
  expect(server.submits.map((one) => one.id)).toEqual(["as_1", "as_2", "as_3", "as_4", "as_5"]);
  expect(session.state.nothing?.why).toBe("done");
});

test("answers given without a connection go later, once each, with their own keys", async () => {
  const session = await begin();
  server.fail = () => "offline";
  for (let at = 0; at < 3; at++) {
    if (session.state.task) session.submit(session.state.task, {}, 1, 1);
    await settle();
  }
  expect(session.state.line).toBe("offline");
  expect(session.state.waiting).toBe(3);
  server.fail = () => null;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.submits.map((one) => one.id)).toEqual(["as_1", "as_2", "as_3"]);
  expect(new Set(server.submits.map((one) => one.key)).size).toBe(3);
  expect(session.state.task?.assignment.id).toBe("as_4");
});

test("a refused answer is on the desk again, with its answers and what is wrong", async () => {
  const session = await begin();
  server.fail = (url) =>
    url.endsWith("/submit")
      ? Response.json(
          {
            type: "/problems/invalid-answers",
            title: "no",
            status: 422,
            errors: [{ pointer: "/answers/q", code: "x", message: "no" }],
          },
          { status: 422 },
        )
      : null;
  const task = session.state.task;
  if (task) session.submit(task, { q: { value: "kept" } }, 2, 1);
  await settle();
  expect(session.state.task?.assignment.id).toBe("as_1");
  expect(session.state.task?.faults[0]?.pointer).toBe("/answers/q");
  expect(session.state.task && session.draft(session.state.task)?.answers).toEqual({ q: { value: "kept" } });
  expect(session.state.notice).not.toBeNull();
});

test("a record that somebody else finished is said, and the work goes on", async () => {
  const session = await begin();
  server.fail = (url) =>
    url.endsWith("/submit") ? Response.json({ status: 410, detail: "lease" }, { status: 410 }) : null;
  if (session.state.task) session.submit(session.state.task, {}, 1, 1);
  await settle();
  expect(session.state.notice).toContain("extra");
  expect(session.state.task?.assignment.id).toBe("as_2");
});

test("going back opens what was sent, and sending it again returns to the new work", async () => {
  const session = await begin();
  if (session.state.task) session.submit(session.state.task, { q: { value: 1 } }, 1, 1);
  await settle();
  await session.back();
  const past = session.state.task;
  expect(past?.before?.answers).toEqual({ q: { value: 1 } });
  if (past) session.submit(past, { q: { value: 2 } }, 1, 1);
  await settle();
  expect(server.submits.map((one) => one.id)).toEqual(["as_1", "as_1"]);
  expect(session.state.task?.assignment.id).toBe("as_2");
});

test("a draft survives a reload", async () => {
  const before = await begin();
  const task = before.state.task;
  if (task) before.keep(task, { answers: { q: { value: "half" } }, active_seconds: 7 });
  const after = await begin();
  expect(after.state.task && after.draft(after.state.task)).toEqual({
    answers: { q: { value: "half" } },
    active_seconds: 7,
  });
});
