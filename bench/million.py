"""What a claim costs in a large project, and in a small one: `python bench/million.py [RECORDS] [CLAIMS]`; on PostgreSQL with
ACCORD_DATABASE_URL (an empty database; then the large one only).

A million records, a fifth of them answered, 500 people who hold some of 20 skills, a stage that asks for skills and bounds what one
person may take, and 16 clients over HTTP. Prints how long the next record takes, and how the database finds what each statement of a
claim asks for. Target: p50 < 30 ms, and as with two thousand records; as in `claims.py`, converted in brackets. Clients and server
share the machine.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from claims import CLIENTS, judge, serving, together
from sqlalchemy import Connection, text

from accord.ground import prepared
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.people import skills
from accord.people.tables import skills as held
from accord.projects import service as projects
from accord.work import service as work
from accord.work.queries import places

PEOPLE, SKILLS, SMALL = 500, 20, 2_000
NAMES = [f"expertise-area{number:02d}" for number in range(SKILLS)]
YAML = f"""
name: bench
fields: {{prompt: {{type: text}}, replies: {{type: candidates}}}}
questions:
  better: {{type: preference, of: replies}}
  tone: {{type: label, each: replies, options: [kind, neutral, curt]}}
  note: {{type: text, required: false}}
stages:
  - name: annotate
    overlap: 3
    who:
      expertise: [{", ".join(name.removeprefix("expertise-") for name in NAMES)}]
      most: {{at_once: 10, per_day: 5000}}
    next: [{{to: check}}]
  - name: check
    who: {{role: reviewer, skills: [{NAMES[0]}], not_in: [annotate]}}
"""
COPIED = "WITH RECURSIVE count(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM count WHERE n < {last}) "


def fill(db: Database, admin: people.Caller, records: int) -> dict[str, str]:
    """The project, its people, and a history; the keys of those who will claim."""
    projects.create(db, admin, source=YAML)
    replies = [{"id": name, "text": "It depends on what was asked for.", "model": name} for name in "ab"]
    one = {"id": "r0", "values": {"prompt": "What now?", "replies": replies}}
    assert work.add_records(db, admin, "bench", [one]).inserted == 1
    keys = {}
    for number in range(PEOPLE):
        name = f"person-{number}"
        people.create_user(db, admin, name, "annotator")
        projects.set_member(db, admin, "bench", name, "annotator")
        if number < CLIENTS:
            with db.read() as c:
                caller = people.Caller(people.user_id(c, name), name, "annotator")
            keys[name] = people.create_key(db, caller, "bench")["key"]
    db.write(give_skills)
    db.write(lambda c: copy(c, records))
    db.write(lambda c: answer(c, records // 5))
    db.write(lambda c: c.execute(text("ANALYZE")))
    return keys


def give_skills(c: Connection) -> None:
    """Each person has five of the twenty; granting is the same whoever is asked later."""
    drawn = random.Random(1)
    numbers = [row.id for row in c.execute(text("SELECT id FROM users WHERE name LIKE 'person-%'"))]
    until = now() + timedelta(days=90)
    rows = [
        {"user_id": number, "skill": skill, "level": 2, "by": "bench", "granted_at": now(), "valid_until": until}
        for number in numbers
        for skill in drawn.sample(NAMES, 5)
    ]
    c.execute(held.insert(), rows)
    assert skills.held(c, numbers[0])


def copy(c: Connection, records: int) -> None:
    """The first record again and again, by one statement, and a place for each as an import opens them."""
    columns = "project_id, body, gold, hash, title, created_at, updated_at"
    counted = COPIED.format(first=1, last=records - 1)
    joined = "concat('r', n)" if c.dialect.name == "postgresql" else "'r' || n"
    c.execute(
        text(
            f"INSERT INTO records (key, {columns}) {counted}"
            f"SELECT {joined}, {columns} FROM count CROSS JOIN records WHERE key = 'r0'"
            if c.dialect.name == "sqlite"
            else f"{counted}INSERT INTO records (key, {columns}) "
            f"SELECT {joined}, {columns} FROM count CROSS JOIN records WHERE key = 'r0'"
        )
    )
    first = c.execute(text("SELECT id, project_id FROM records WHERE key = 'r0'")).one()
    places.open_new(c, first.project_id, first.id, "annotate", 3)


def answer(c: Connection, records: int) -> None:
    """The oldest records are through: answered by three of the people."""
    done = text("UPDATE places SET state = 'done', open_slots = 0, answered = 3 WHERE record_id <= :most")
    c.execute(done, {"most": records})
    given = text(
        "INSERT INTO assignments (project_id, record_id, stage, cycle, user_id, state, spec_version, presentation,"
        " claimed_at, submitted_at) SELECT p.project_id, p.record_id, p.stage, p.cycle, u.id, 'submitted', 1, '{}', :now, :now"
        " FROM places p JOIN users u ON u.name LIKE 'person-%' AND (u.id + p.record_id) % :people < 3 WHERE p.record_id <= :most"
    )
    moment: Any = now()
    if c.dialect.name == "sqlite":
        moment = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    c.execute(given, {"now": moment, "most": records, "people": PEOPLE})


def explain(db: Database, key: str) -> None:
    """How the database goes about each statement of one claim."""
    seen: dict[str, Any] = {}
    run = prepared.Prepared._run

    def noting(self: prepared.Prepared, c: Connection, values: Any) -> Any:
        made = run(self, c, values)
        seen.setdefault(made[0].sql, made[0].given(values))
        return made

    prepared.Prepared._run = noting  # type: ignore[method-assign]
    with db.read() as c:
        caller = people.caller_of_key(c, key)[0]
    assert caller is not None and work.claim(db, caller, "bench", 1)["assignments"]
    prepared.Prepared._run = run  # type: ignore[method-assign]
    word = "EXPLAIN QUERY PLAN " if db.dialect == "sqlite" else "EXPLAIN "
    for sql, given in seen.items():
        with db.read() as c:
            rows = c.exec_driver_sql(
                word + sql.replace(" FOR UPDATE", "").replace(" SKIP LOCKED", "").replace(" OF places", ""), given
            ).all()
        told = [str(row[-1]).strip() for row in rows]
        ways = [line for line in told if any(word in line for word in ("USING", "SCAN", "Scan", "SEARCH"))]
        about = re.search(r"(?:FROM|INTO|UPDATE)\s+\(?(\w+)", sql)
        print(f"  {sql.split()[0]} {about[1] if about else ''}: {'; '.join(ways)[:300] or 'nothing is looked up'}")


def measure(records: int, claimed: int, url: str) -> None:
    """Fill, explain, serve, time."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), database_url=url)
        db = open_database(settings)
        start = time.perf_counter()
        keys = fill(db, people.local_admin(db), records)
        print(
            f"{db.dialect}: {records:,} records, {PEOPLE} people, {SKILLS} skills in {time.perf_counter() - start:.0f} s"
        )
        explain(db, keys["person-0"])
        db.close()
        with serving(Path(folder), url) as (address, pid):
            for key in keys.values():
                judge(address, key, 2)
            together(address, pid, list(keys.values()), claimed)


def main() -> None:
    """The small one, then the large one."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    claimed = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    url = os.environ.get("ACCORD_DATABASE_URL", "")
    for count in [records] if url else [SMALL, records]:
        measure(count, claimed, url)


if __name__ == "__main__":
    main()
