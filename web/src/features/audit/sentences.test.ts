import { expect, test } from "vitest";

import { say } from "../../app/catalogue";
import { audit } from "../../app/catalogue/audit";
import { lead } from "../../app/catalogue/lead";
import { sentence, type Entry } from "./sentences";

say(audit);
say(lead);

const entry = (action: string, what: string, detail: Entry["detail"] = {}): Entry => ({
  number: 1, at: "2026-11-26T09:00:00Z", who: "ann", action, what, detail,
}); // prettier-ignore

test("a person, a record and a round lead to their pages, whatever stands in their names", () => {
  const made = sentence(entry("member.set", "projects/tone/members/bo@x", { role: "reviewer" }));
  expect([made.key, made.places.person, made.places.role]).toEqual([
    "audit.did.member.set", { words: "bo@x", to: "/p/tone/people/bo%40x" }, "a reviewer",
  ]); // prettier-ignore
  const sent = sentence(entry("record.send", "projects/tone/records/a/b 1", { to: "review" }));
  expect(sent.places.record).toEqual({ words: "a/b 1", to: "/p/tone/records/a%2Fb%201" });
  const round = sentence(entry("calibration.start", "projects/tone/calibrations/2", { records: 10, people: ["a"] }));
  expect([round.places.n, round.places.round]).toEqual([10, { words: "round 2", to: "/p/tone/calibrations/2" }]);
});

test("what a rule saw and did is said in words, of Accord itself", () => {
  const seen = { person: "bo", rule: "gold_accuracy", value: 2 / 3, n: 3, did: ["notify", "suspend"] };
  const { places, project } = sentence({ ...entry("rule.act", "projects/tone/actions/1", seen), who: null });
  expect([places.who, places.value, places.n, places.did]).toEqual([
    "Accord itself", "0.67", 3, "told the leads, stopped them",
  ]); // prettier-ignore
  expect(project).toEqual({ words: "tone", to: "/p/tone" });
});

test("records are named one by one, an account is no link, and an unknown kind still says what it was", () => {
  expect(sentence(entry("gold.change", "projects/t/records", { count: 2, records: ["a", "b"] })).records).toEqual([
    { words: "a", to: "/p/t/records/a" }, { words: "b", to: "/p/t/records/b" },
  ]); // prettier-ignore
  const brought = sentence(entry("records.import", "projects/t/records", { inserted: 60, updated: 0, gold: 12 }));
  expect([brought.places.n, brought.places.also]).toEqual([60, ", 12 with known answers"]);
  expect(sentence(entry("user.link", "users/bo")).places.person).toEqual({ words: "bo", to: undefined });
  expect(sentence(entry("moon.rise", "projects/t")).key).toBe("audit.did.other");
  expect(sentence(entry("rate.set", "projects/t/rate")).key).toBe("audit.did.rate.none");
});
