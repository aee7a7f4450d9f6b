/** What has been read is so at once, in the list and in the number beside it, also of those that are not listed. */
import { expect, test } from "vitest";

import { afterReading, type Notice, type Notices } from "./notices";

const notice = (id: number, read_at: string | null = null): Notice => ({
  id,
  kind: "rule",
  project: "p",
  told: {},
  at: "2026-01-01T00:00:00Z",
  read_at,
});
// of seven new ones three are listed
const TOLD: Notices = { unread: 7, notices: [notice(9), notice(8, "2026-01-02T00:00:00Z"), notice(7), notice(6)] };

test("one is read, once", () => {
  const now = afterReading(TOLD, { ids: [7] });
  expect(now.unread).toBe(6);
  expect(now.notices.map((one) => one.read_at !== null)).toEqual([false, true, true, false]);
  expect(afterReading(now, { ids: [7] })).toEqual(now);
});

test("all are read up to the newest; what came since is new", () => {
  expect(afterReading(TOLD, { upto: 9 }).unread).toBe(0);
  const later = { unread: 8, notices: [notice(10), ...TOLD.notices] };
  const now = afterReading(later, { upto: 9 });
  expect(now.unread).toBe(1);
  expect(now.notices[0]?.read_at).toBeNull();
});
