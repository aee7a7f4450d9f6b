"""How long reports, snapshots and exports take, and what memory they need, on many records.

python bench/reports.py [--records 100000] [--people 3]
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from accord.datasets import service as datasets
from accord.ground.clock import now
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.insight import service as insight
from accord.people.service import find_or_create_imported, local_admin
from accord.projects import service as projects
from accord.records.tables import records
from accord.work.tables import assignments, responses
from accord.workflows import load

CHUNK = 5000


def fill(db: Any, project: Any, count: int, people: int) -> None:
    """Records of two answers, judged by people who mostly agree."""
    rng, moment = random.Random(0), now()
    ids = list(db.write(lambda c: find_or_create_imported(c, [f"p{n}" for n in range(people)])).values())
    for start in range(0, count, CHUNK):

        def work(c: Connection, start: int = start) -> None:
            own = {"project_id": project.id}
            body = {"values": {"prompt": "Why? " * 40, "replies": [{"id": i, "text": f"{i} " * 300} for i in "ab"]}}
            numbers = range(start + 1, min(start + CHUNK, count) + 1)
            stored = {"body": body, "hash": "-", "title": "Why?", "created_at": moment, "updated_at": moment}
            c.execute(insert(records), [{"id": n, "key": f"r{n}", **own, **stored} for n in numbers])
            places = [(n, p) for n in numbers for p in range(people)]
            common = {
                **own,
                "stage": "annotate",
                "cycle": 0,
                "spec_version": 1,
                "presentation": {},
                "submitted_at": moment,
            }
            tied = {(n, p): n * people + p for n, p in places}
            rows = [{"record_id": n, "user_id": ids[p], **common} for n, p in places]
            numbered = list(zip(rows, tied.values(), strict=True))
            c.execute(insert(assignments), [{**r, "id": k, "state": "submitted", "claimed_at": moment, "response_id": k} for r, k in numbered])  # fmt: skip
            votes = [{"better": {"value": {"winner": rng.choices("ab", (8, 2))[0]}}} for _ in rows]
            said = {"revision": 1, "guidelines": "sha256:0", "surplus": False, "claimed_at": moment}
            c.execute(insert(responses), [{**r, **said, "id": k, "assignment_id": k, "answers": v} for (r, k), v in zip(numbered, votes, strict=True)])  # fmt: skip

        db.write(work)


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run, and print seconds and the process's peak memory so far."""
    start, busy = time.perf_counter(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = time.process_time() - busy
    print(f"{name}: {time.perf_counter() - start:.1f} s ({own:.1f} s of processor), peak {peak:.0f} MB", flush=True)
    return result


def main() -> None:
    """Fill a database in a folder that goes away, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        db = open_database(Settings(home=home))
        admin, name = local_admin(db), "side-by-side"
        project = projects.create(db, admin, source=load(name).source)
        timed("fill", lambda: fill(db, project, args.records, args.people))
        timed("quality", lambda: insight.quality(db, admin, name))
        timed("quality again", lambda: insight.quality(db, admin, name))
        timed("disagreements", lambda: insight.disagreements(db, admin, name, "better"))
        timed("disagreements, last page", lambda: insight.disagreements(db, admin, name, "better", offset=30_000))
        made = timed("snapshot", lambda: datasets.snapshot(db, admin, home, name))
        for format in ("jsonl", "csv", "parquet", "trl-preference"):
            (home / format).mkdir()
            timed(format, lambda f=format: datasets.export(db, admin, home, made["id"], f, home / f))
        db.close()


if __name__ == "__main__":
    main()
