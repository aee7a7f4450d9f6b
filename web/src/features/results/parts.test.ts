import { describe, expect, it } from "vitest";

import { axis, placed, written, type Figure } from "./parts";

const figure = (estimate: number | null, low: number | null = null, high: number | null = null): Figure => ({
  estimate,
  low,
  high,
  records: 2,
  why: null,
});

describe("numbers of the result page", () => {
  it("writes shares in percent and keeps three digits of others", () => {
    expect(written("share", 0.1234)).toBe("12.3%");
    expect([written("mean", 3.14159), written("rate", 42.42), written("score", 812.3)]).toEqual([
      "3.14",
      "42.4",
      "812",
    ]);
    expect(written("mean", null)).toBe("–");
  });
  it("holds every interval on one axis, rates from nought", () => {
    expect(axis("share", [figure(0.5)])).toEqual([0, 1]);
    expect(axis("rate", [figure(10, 5, 20)])[0]).toBe(0);
    expect(axis("mean", [figure(3, 2.1, 4.2), figure(null)])).toEqual([2, 6]);
    expect(axis("curve", [figure(0, -1.99, 1.65)])).toEqual([-2, 2]);
    expect(axis("mean", [figure(3)])).toEqual([2, 4]);
    expect(axis("mean", [])).toEqual([0, 1]);
    expect(axis("mean", [figure(4)], [0, 4])).toEqual([0, 4]);
  });
  it("places a value between the ends", () => {
    expect([placed(0.5, [0, 1], 100), placed(7, [0, 1], 100), placed(-1, [-2, 2], 100)]).toEqual([50, 100, 25]);
  });
});
