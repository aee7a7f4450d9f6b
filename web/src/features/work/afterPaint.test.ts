import { expect, test, vi } from "vitest";

import { AfterPaint } from "./afterPaint";

test("the last of several jobs runs once, after the frame", async () => {
  const ran: string[] = [];
  const soon = new AfterPaint();
  soon.next(() => ran.push("first"));
  soon.next(() => ran.push("second"));
  expect(ran).toEqual([]);
  await vi.waitFor(() => expect(ran).toEqual(["second"]));
});

test("what waits runs as soon as the page is left, and when nobody watches any more", () => {
  const ran: string[] = [];
  const soon = new AfterPaint();
  const end = soon.watch();
  soon.next(() => ran.push("left"));
  window.dispatchEvent(new Event("pagehide"));
  expect(ran).toEqual(["left"]);
  soon.next(() => ran.push("ended"));
  end();
  soon.flush();
  expect(ran).toEqual(["left", "ended"]);
});
