import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Offline, Problem } from "../../api/problem";
import type { Assignment } from "../../api/shapes";
import { Outbox, type Entry, type Send } from "./outbox";
import { browserStore } from "./storage";

const assignment = { id: "as_1", record: { id: "r1", values: {} } } as unknown as Assignment;
const entry = (key: string): Entry => ({ key, assignment, answers: {}, active_seconds: 1, spec_version: 1 });
const ok = { response: "re_1", revision: 1 };

function outbox(send: Send) {
  const accepted: string[] = [];
  const refused: number[] = [];
  const listener = {
    changed: () => undefined,
    accepted: (one: Entry) => accepted.push(one.key),
    refused: (_: Entry, problem: Problem) => refused.push(problem.status),
  };
  return { box: new Outbox(browserStore("t."), send, listener), accepted, refused };
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

test("answers go one after another, in order", async () => {
  const sent: string[] = [];
  const { box, accepted } = outbox(async (one) => (sent.push(one.key), ok));
  box.add(entry("a"));
  box.add(entry("b"));
  await vi.runAllTimersAsync();
  expect(sent).toEqual(["a", "b"]);
  expect(accepted).toEqual(["a", "b"]);
  expect(box.waiting).toEqual([]);
});

test("without a connection an answer is kept, and tried again with the same key", async () => {
  const keys: string[] = [];
  const { box, accepted } = outbox(async (one) => {
    keys.push(one.key);
    if (keys.length < 3) throw new Offline();
    return ok;
  });
  box.add(entry("a"));
  await vi.advanceTimersByTimeAsync(10);
  expect(box.line).toBe("offline");
  expect(box.waiting).toHaveLength(1);
  await vi.runAllTimersAsync();
  expect(keys).toEqual(["a", "a", "a"]);
  expect(accepted).toEqual(["a"]);
  expect(box.line).toBe("open");
});

test("a server that is there but cannot take an answer is no lost connection, and is asked again", async () => {
  let tries = 0;
  const { box, accepted } = outbox(async () => {
    if (++tries < 3) throw new Problem(507, "storage-full", "no room", "no room");
    return ok;
  });
  box.add(entry("a"));
  await vi.advanceTimersByTimeAsync(10);
  expect([box.line, box.waiting.length]).toEqual(["troubled", 1]);
  await vi.runAllTimersAsync();
  expect([box.line, accepted]).toEqual(["open", ["a"]]);
});

test("a reload forgets nothing", async () => {
  outbox(async () => {
    throw new Offline();
  }).box.add(entry("a"));
  await vi.advanceTimersByTimeAsync(10);
  const { box, accepted } = outbox(async () => ok);
  expect(box.waiting).toHaveLength(1);
  await box.flush();
  expect(accepted).toEqual(["a"]);
});

test("what the server refuses comes back, and the next one goes on", async () => {
  const { box, accepted, refused } = outbox(async (one) => {
    if (one.key === "a") throw new Problem(422, "invalid-answers", "no", "no");
    return ok;
  });
  box.add(entry("a"));
  box.add(entry("b"));
  await vi.runAllTimersAsync();
  expect(refused).toEqual([422]);
  expect(accepted).toEqual(["b"]);
});

test("signed out, answers wait for the person to come back", async () => {
  let signedIn = false;
  const { box, accepted } = outbox(async () => {
    if (!signedIn) throw new Problem(401, "not-signed-in", "no", "no");
    return ok;
  });
  box.add(entry("a"));
  await vi.runAllTimersAsync();
  expect(box.line).toBe("signed-out");
  signedIn = true;
  await box.flush();
  expect(accepted).toEqual(["a"]);
});
