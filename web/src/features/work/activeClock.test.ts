import { expect, test } from "vitest";

import { ActiveClock } from "./activeClock";

test("time with input counts, and goes on from a draft", () => {
  const clock = new ActiveClock(10, 0);
  clock.input(20_000);
  expect(clock.seconds(25_000)).toBe(35);
});

test("after 30 seconds without input nothing counts until somebody is back", () => {
  const clock = new ActiveClock(0, 0);
  clock.input(10_000);
  expect(clock.seconds(600_000)).toBe(40);
  clock.input(600_000);
  expect(clock.seconds(605_000)).toBe(45);
});

test("a hidden page does not count", () => {
  const clock = new ActiveClock(0, 0);
  clock.hide(5_000);
  expect(clock.seconds(20_000)).toBe(5);
  clock.input(20_000);
  expect(clock.seconds(22_000)).toBe(7);
});
