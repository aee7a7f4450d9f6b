"""Thirty-two people at once on three stages with quotas, known answers, caps and exclusions; some vanish: every promise holds."""

import random
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from accord.ground import clock
from accord.ground.settings import Settings
from accord.people import attributes, skills
from accord.work import service as work
from accord.work.tables import assignments, places
from accord.work.trust_tables import grades
from tests.work.floor import Floor

PEOPLE, RECORDS, MOST = 32, 40, 10
STAGES = f"""
  - name: annotate
    overlap: {{min: 3, groups: {{of: gender, least: 2}}}}
    who: {{most: {{total: {MOST}}}}}
    next: [{{when: "agreement.tone < 1.0", to: check}}, {{to: final}}]
  - {{name: check, who: {{role: reviewer, not_in: [annotate]}}, next: [{{to: final}}]}}
  - {{name: final, who: {{skills: {{law: 1}}, not_in: [annotate, check]}}}}
"""
GOLD = "quality: {gold: {share: 0.1}}"


def band(number):
    """What person number n says of themself: three in four one of two things, the others nothing."""
    return None if number % 4 == 3 else ("woman", "man")[number % 2]


def make(db, home):
    attributes.use(Settings(home=home))
    items = [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(RECORDS)]
    items += [{"id": f"gold-{n}", "values": {"reply": f"Known {n}"}, "gold": {"tone": "kind"}} for n in range(6)]
    floor = Floor(db, stages=STAGES, items=items, persons=PEOPLE, more=GOLD)
    for number, person in enumerate(floor.people):
        if number >= PEOPLE // 2:
            floor.join(person.name, "reviewer")
        if number % 3 == 0:
            skills.set_(db, floor.admin, person.name, "law", 1)
        if band(number):
            attributes.say(db, person, {"gender": band(number)}, True)
    return floor, {person.user_id: band(number) for number, person in enumerate(floor.people) if band(number)}


def work_on(floor, person, vanishes):
    """Claim and answer until nothing is given; now and then pass one on or give one back; at the end maybe vanish with what one holds."""
    rng = random.Random(f"{person.name} {vanishes}")
    left = rng.randint(1, 4) if vanishes else None
    while given := floor.claim(person, rng.randint(1, 3))["assignments"]:
        if left == 0:
            return
        for one in given:
            drawn = rng.random()
            if drawn < 0.02:
                work.skip(floor.db, person, one["id"])
            elif drawn < 0.04:
                work.release(floor.db, person, one["id"])
            else:
                floor.submit(person, one["id"], rng.choice(["kind", "kind", "curt"]))
        left = left - 1 if left else left


def everybody(floor, vanish):
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda at: work_on(floor, floor.people[at], at % 4 == 1 and vanish), range(PEOPLE)))


def rows(db, *columns, where=()):
    with db.read() as c:
        return c.execute(select(*columns).where(*where)).all()


def test_every_promise_holds_while_many_work_at_once_and_some_vanish(db, at, tmp_path):
    floor, known = make(db, tmp_path)
    everybody(floor, vanish=True)
    assert floor.broken_promises() == []
    assert rows(db, assignments.c.id, where=[assignments.c.state == "leased"])  # somebody did vanish
    for _ in range(8):
        at(clock.now() + timedelta(hours=2))
        everybody(floor, vanish=False)
        if not rows(db, places.c.record_id, where=[places.c.state != "done"]):
            break
    assert floor.broken_promises() == []

    stood = Counter((row.stage, row.state, row.answered) for row in rows(db, *places.c))
    checked = stood["check", "done", 1]
    assert 0 < checked < RECORDS
    assert stood == {("annotate", "done", 3): RECORDS, ("check", "done", 1): checked, ("final", "done", 1): RECORDS}

    columns = (assignments.c.record_id, assignments.c.stage, assignments.c.user_id, assignments.c.hidden)
    given = rows(db, *columns, where=[assignments.c.state == "submitted"])
    by_record = defaultdict(lambda: defaultdict(set))
    for row in given:
        if row.hidden is None:
            by_record[row.record_id][row.stage].add(row.user_id)
    assert len(by_record) == RECORDS
    for said in by_record.values():
        assert len(said["annotate"]) == 3
        assert not said["check"] & said["annotate"]
        assert not said["final"] & (said["annotate"] | said["check"])
        assert len({known[user] for user in said["annotate"] if user in known}) == 2

    assert max(Counter(row.user_id for row in given if row.stage == "annotate").values()) <= MOST
    hidden = Counter((row.user_id, row.record_id) for row in given if row.hidden)
    assert hidden and set(hidden.values()) == {1}
    assert len(rows(db, grades.c.assignment_id)) == len(hidden)
