"""How long a claim takes in a large project: `python bench/dispatch.py [RECORDS] [ANSWERS]`, a million and 60 where nothing is said.

The real server as a process on SQLite, 16 clients over HTTP. The project has 500 people who hold some of 20 skills, three stages that
ask for them at levels, caps, an order by priority, exclusions, and a known answer in twenty. Target: claim p50 < 30 ms. Clients and
server share the machine; the load before the start is printed, because it is the machine's, too.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from claims import ANSWERS, CLIENTS, judge, say, serving

from accord.ground.database import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.people import skills
from accord.projects import service as projects
from accord.work import service as work

RECORDS, PEOPLE, SKILLS = 1_000_000, 500, 20
YAML = """
name: bench
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies}
  tone: {type: label, each: replies, options: [kind, neutral, curt]}
  note: {type: text, required: false}
stages:
  - name: annotate
    who: {skills: {skill-0: 1, skill-1: 2}, languages: [en, de], most: {total: 100000, per_day: 5000, at_once: 20}}
    order: priority
    overlap: 3
    next: [{to: check}]
  - {name: check, who: {skills: {skill-2: 3}, not_in: [annotate]}, next: [{to: decide}]}
  - {name: decide, who: {role: reviewer, skills: {skill-3: 1}, not_in: [annotate, check]}}
quality: {gold: {share: 0.05}}
"""


def prepare(home: Path, count: int) -> list[str]:
    """Records, people with their skills, and the keys of those who work."""
    db = open_database(Settings(home=home, database_url=""))
    admin, rng = people.local_admin(db), random.Random(0)
    projects.create(db, admin, source=YAML)
    replies = [{"id": name, "text": "It depends on what was asked for.", "model": name} for name in "ab"]
    values = {"prompt": "What now?", "replies": replies}
    plain = ({"id": f"r{n}", "values": values, "meta": {"priority": n % 10}} for n in range(count))
    start = time.perf_counter()
    work.add_records(db, admin, "bench", plain)
    gold = ({"id": f"g{n}", "values": values, "gold": {"better": {"winner": "a"}}} for n in range(500))
    work.add_records(db, admin, "bench", gold)
    print(f"imported {count:,} records at {count / (time.perf_counter() - start):,.0f}/s", flush=True)
    keys = []
    for number in range(PEOPLE):
        name = f"person-{number}"
        people.create_user(db, admin, name, "annotator")
        projects.set_member(db, admin, "bench", name, "reviewer" if number % 10 == 9 else "annotator")
        held = {f"skill-{n}": rng.randint(1, 3) for n in rng.sample(range(SKILLS), 8)}
        if number < CLIENTS:
            held |= {"skill-0": 2, "skill-1": 2, "language-en": 1}
        for skill, level in held.items():
            skills.set_(db, admin, name, skill, level)
        if number < CLIENTS:
            with db.read() as c:
                caller = people.Caller(people.user_id(c, name), name, "annotator")
            keys.append(people.create_key(db, caller, "bench")["key"])
    db.close()
    return keys


def main() -> None:
    """Prepare, serve, claim and save: alone, then all at once."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    answers = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {len(ANSWERS)} questions", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        keys = prepare(Path(folder), count)
        with serving(Path(folder)) as (address, _):
            judge(address, keys[0], 10)
            following, saving = judge(address, keys[0], answers)
            say("claim, alone", following)
            say("save, alone", saving)
            with ThreadPoolExecutor(CLIENTS) as pool:
                times = list(pool.map(lambda key: judge(address, key, answers), keys))
            say(f"claim, {CLIENTS} clients", [one for following, _ in times for one in following])
            say(f"save, {CLIENTS} clients", [one for _, saving in times for one in saving])
        print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
