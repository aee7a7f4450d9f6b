"""How fast records come in, and in how much memory: `python bench/import_.py [RECORDS]`, each way in processes of its own on SQLite.

The target is 30,000 one-kilobyte records a second below 300 MB. Beside it, in the same run, what the machine can do at all: the same
rows by `executemany` into a bare table (56,000/s on the machine that the target was set for: a ratio of .54).
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import psutil

YAML = """
name: bulk
fields: {prompt: {type: text}, replies: {type: candidates}}
questions: {better: {type: preference, of: replies}}
stages: [{name: annotate, overlap: 3}]
"""
WAYS = ("bare", "upload", "import")


def write(path: Path, count: int) -> None:
    """Records of about one kilobyte each."""
    words = "It depends on what was asked for and on what the person already knows about it. "
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            replies = [{"id": name, "text": words * 5, "model": f"model-{name}"} for name in "ab"]
            values = {"prompt": f"Question {number}?", "replies": replies}
            file.write(json.dumps({"id": f"record-{number:08d}", "values": values, "meta": {"source": "bench"}}) + "\n")


def bare(folder: Path) -> None:
    """The rows as they are, into a table without an index, as durably as Accord writes: the yardstick."""
    from accord.ground.sqlite import PRAGMAS, WRITER_PRAGMAS

    def rows() -> Iterator[tuple[str, str]]:
        with (folder / "records.jsonl").open() as file:
            yield from ((line[8:23], line) for line in file)

    c = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in (*PRAGMAS, *WRITER_PRAGMAS):
        c.execute(f"PRAGMA {pragma}")
    c.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, key TEXT, body TEXT)")
    left, took, used = rows(), 0.0, 0.0
    while chunk := list(islice(left, 2000)):
        start, before = time.perf_counter(), time.process_time()
        c.execute("BEGIN IMMEDIATE")
        c.executemany("INSERT INTO bare (key, body) VALUES (?, ?)", chunk)
        c.execute("COMMIT")
        took, used = took + time.perf_counter() - start, used + time.process_time() - before
    (count,) = c.execute("SELECT count(*) FROM bare").fetchone()
    print(json.dumps({"count": count, "took": took, "used": used}))


def upload(folder: Path) -> None:
    """What a server does with an upload."""
    from accord.ground.opening import open_database
    from accord.ground.settings import Settings
    from accord.people.service import local_admin
    from accord.projects import service as projects
    from accord.records.reading import NDJSON, items
    from accord.work.service import add_records, claim

    db = open_database(Settings(home=folder / "upload", database_url=""))
    admin = local_admin(db)
    projects.create(db, admin, source=YAML)
    start = time.perf_counter()
    with (folder / "records.jsonl").open("rb") as file:
        report = add_records(db, admin, "bulk", items(file, NDJSON[0]))
    took = time.perf_counter() - start
    start = time.perf_counter()
    assert claim(db, admin, "bulk")["assignments"]
    first = time.perf_counter() - start
    db.close()
    assert not report.refused, report.refused[:3]
    print(json.dumps({"count": report.inserted, "took": took, "first claim": first}))


def measured(command: list[str], folder: Path) -> tuple[dict, float, float, float]:
    """What a command printed, its seconds, those it computed, and the most memory that it and its processes had, in MB."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # Python keeps what it compiled, as in an installation
    environment |= {"ACCORD_HOME": str(folder / "import"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    start, most, used = time.perf_counter(), 0.0, 0.0
    with (folder / "said").open("w+") as said, subprocess.Popen(command, stdout=said, env=environment) as child:
        whole = psutil.Process(child.pid)
        while child.poll() is None:
            try:
                held = [(one.memory_info().rss, sum(one.cpu_times()[:2])) for one in (whole, *whole.children(True))]
                most, used = max(most, sum(one for one, _ in held)), max(used, sum(one for _, one in held))
            except psutil.Error:
                continue
            time.sleep(0.1)
        took = time.perf_counter() - start
        assert child.returncode in (0, 2)  # 2: rows were refused
        said.seek(0)
        return json.loads(said.read() or "{}"), took, used, most / 2**20


def main() -> None:
    """Write the file, then bring it in each way."""
    if len(sys.argv) > 2:
        return {"bare": bare, "upload": upload}[sys.argv[2]](Path(sys.argv[3]))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        write(folder / "records.jsonl", count)
        (folder / "project.yaml").write_text(YAML)
        print(
            f"{count:,} records of {(folder / 'records.jsonl').stat().st_size // count} bytes, {os.cpu_count()} processors"
        )
        accord = [sys.executable, "-m", "accord.cli"]
        measured([*accord, "project", "create", str(folder / "project.yaml"), "--json"], folder)
        bare_rate = 0.0
        for way in WAYS:
            command = [sys.executable, __file__, str(count), way, str(folder)]
            if way == "import":
                command = [*accord, "import", "bulk", str(folder / "records.jsonl"), "--json"]
            said, took, used, memory = measured(command, folder)
            took, used = said.get("took", took), said.get("used", used)
            assert said.get("count", said.get("inserted")) == count and not said.get("refused")
            rate = count / took
            bare_rate = bare_rate or rate
            print(f"{way:<7} {rate:>8,.0f}/s, {rate / bare_rate:.2f} of bare, {used / count * 1e6:>4.0f} us of processor each, {memory:.0f} MB", end="")  # fmt: skip
            print(f", first claim {said['first claim'] * 1000:.1f} ms" if "first claim" in said else "")


if __name__ == "__main__":
    main()
