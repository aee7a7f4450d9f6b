/** A change is seen at once and stays seen, whatever comes from the server meanwhile; one that is refused is taken back. */
import { notifyManager, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, createElement, useEffect } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";

import { useChanges } from "./changes";

type Roles = Readonly<Record<string, string>>;
interface Change {
  readonly name: string;
  readonly role: string;
}

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
notifyManager.setScheduler(queueMicrotask);

let kept: Roles;
/** What was sent and is not answered yet. */
let sent: { change: Change; answer: (error?: Error) => void }[];
let root: Root;
let change: (one: Change) => void;
let now: { shown: Roles | undefined; error: Error | null };

function send(one: Change): Promise<void> {
  return new Promise((done, refuse) => {
    const answer = (error?: Error) => {
      if (error) return refuse(error);
      kept = { ...kept, [one.name]: one.role };
      done();
    };
    sent.push({ change: one, answer });
  });
}

function Page() {
  const { data } = useQuery({ queryKey: ["roles"], queryFn: () => Promise.resolve(kept), retry: false });
  const { shown, mutate, error } = useChanges<Roles, Change>(["roles"], data, send, (all, one) => ({
    ...all,
    [one.name]: one.role,
  }));
  useEffect(() => {
    change = mutate;
    now = { shown, error };
  });
  return null;
}

/** Everything that can happen without another answer has happened. */
const rest = () => act(() => new Promise((done) => setTimeout(done, 5)));

const answer = async (error?: Error) => {
  sent.shift()?.answer(error);
  await rest();
};

beforeEach(async () => {
  kept = { ann: "annotator", bo: "reviewer" };
  sent = [];
  root = createRoot(document.createElement("div"));
  const client = new QueryClient();
  act(() => root.render(createElement(QueryClientProvider, { client }, createElement(Page))));
  await rest();
});

afterEach(() => act(() => root.unmount()));

test("a press is seen before anything else is heard", async () => {
  await act(async () => {
    change({ name: "ann", role: "lead" });
    await Promise.resolve();
  });
  expect(now.shown).toEqual({ ann: "lead", bo: "reviewer" });
  expect(kept.ann).toBe("annotator");
  await answer();
  expect(now.shown).toEqual(kept);
});

test("changes go one after another, and what was read between them hides none", async () => {
  act(() => change({ name: "ann", role: "lead" }));
  act(() => change({ name: "ann", role: "reviewer" }));
  act(() => change({ name: "bo", role: "lead" }));
  await rest();
  expect(sent.map((one) => one.change.role)).toEqual(["lead"]);
  await answer();
  expect(sent.map((one) => one.change.role)).toEqual(["reviewer"]);
  expect(now.shown).toEqual({ ann: "reviewer", bo: "lead" });
  await answer();
  await answer();
  expect(kept).toEqual({ ann: "reviewer", bo: "lead" });
  expect(now.shown).toEqual(kept);
});

test("a refused change is taken back, those behind it are not, and why stays said", async () => {
  act(() => change({ name: "ann", role: "lead" }));
  act(() => change({ name: "bo", role: "annotator" }));
  await rest();
  await answer(new Error("not you"));
  expect(now.shown).toEqual({ ann: "annotator", bo: "annotator" });
  await answer();
  expect(now.shown).toEqual({ ann: "annotator", bo: "annotator" });
  expect(now.error?.message).toBe("not you");
});
