import { expect, test } from "vitest";

import { Rows, type Page } from "./rows";

/** A list of numbers behind cursors; counts what is asked for. */
function numbers(count: number, size: number) {
  const asked: (string | null)[] = [];
  const rows = new Rows<number>((cursor): Promise<Page<number>> => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const lines = Array.from({ length: Math.min(size, count - from) }, (_, at) => from + at);
    return Promise.resolve({ lines, on: from + size < count ? String(from + size) : null });
  });
  const settled = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  return { rows, asked, settled };
}

test("rows come as they are scrolled to, and no others", async () => {
  const { rows, asked, settled } = numbers(100_000, 100);
  rows.want(0, 30);
  await settled();
  expect([rows.length, rows.at(0), rows.at(99), rows.whole]).toEqual([100, 0, 99, false]);
  expect(asked.length).toBe(1);
  rows.want(40, 70);
  await settled();
  expect(rows.at(150)).toBe(150);
  expect(asked).toEqual([null, "100"]);
});

test("through the whole list and back, memory stays the same and every row is right", async () => {
  const { rows, settled } = numbers(30_050, 100);
  for (let at = 0; !rows.whole || at < rows.length; at += 90) {
    rows.want(at, at + 30);
    await settled();
    expect(rows.at(Math.min(at, 30_049))).toBe(Math.min(at, 30_049));
  }
  expect([rows.length, rows.whole, rows.at(30_049), rows.at(30_050)]).toEqual([30_050, true, 30_049, undefined]);
  const there = Array.from({ length: 30_050 }, (_, at) => rows.at(at)).filter((one) => one !== undefined);
  expect(there.length).toBeLessThanOrEqual(1200);
  expect(rows.at(0)).toBeUndefined();
  rows.want(0, 30);
  await settled();
  expect([rows.at(0), rows.length]).toEqual([0, 30_050]);
});

test("pages that found nothing are gone through until something is found", async () => {
  const rows = new Rows<string>((cursor) =>
    Promise.resolve(
      cursor === "3" ? { lines: ["found"], on: null } : { lines: [], on: String(Number(cursor ?? 0) + 1) },
    ),
  );
  rows.want(0, 30);
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  expect([rows.length, rows.at(0), rows.whole, rows.gone]).toEqual([1, "found", true, 4]);
});

test("an error stops asking until somebody tries again, and what was there stays", async () => {
  let broken = false;
  const rows = new Rows<number>((cursor) =>
    broken
      ? Promise.reject(new Error("gone"))
      : Promise.resolve({ lines: Array(100).fill(Number(cursor ?? 0)), on: "1" }),
  );
  const settled = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  rows.want(0, 10);
  await settled();
  broken = true;
  rows.want(60, 99);
  await settled();
  expect([String(rows.error), rows.at(5)]).toEqual(["Error: gone", 0]);
  broken = false;
  rows.refresh();
  await settled();
  expect([rows.error, rows.at(150)]).toEqual([null, 1]);
});
