"""How fast records come in, and in how much memory: `python bench/import_.py [RECORDS]`, in a process of its own on SQLite.

The target is 30,000 one-kilobyte records a second below 300 MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

YAML = """
name: bulk
fields: {prompt: {type: text}, replies: {type: candidates}}
questions: {better: {type: preference, of: replies}}
stages: [{name: annotate, overlap: 3}]
"""


def write(path: Path, count: int) -> None:
    """Records of about one kilobyte each."""
    words = "It depends on what was asked for and on what the person already knows about it. "
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            replies = [{"id": name, "text": words * 5, "model": f"model-{name}"} for name in "ab"]
            values = {"prompt": f"Question {number}?", "replies": replies}
            file.write(json.dumps({"id": f"record-{number:08d}", "values": values, "meta": {"source": "bench"}}) + "\n")


def measure(folder: Path) -> None:
    """Import and print; runs in the child."""
    from accord.ground.opening import open_database
    from accord.ground.settings import Settings
    from accord.people.service import local_admin
    from accord.projects import service as projects
    from accord.records.reading import parsed_lines
    from accord.work.service import add_records, claim

    db = open_database(Settings(home=folder, database_url=""))
    admin = local_admin(db)
    projects.create(db, admin, source=YAML)
    start, used = time.perf_counter(), time.process_time()
    with (folder / "records.jsonl").open("rb") as file:
        report = add_records(db, admin, "bulk", parsed_lines(file))
    took, used = time.perf_counter() - start, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    assert claim(db, admin, "bulk")["assignments"]
    first = time.perf_counter() - start
    db.close()
    assert not report.refused, report.refused[:3]
    rate = f"{report.inserted / took:,.0f}/s, {used / report.inserted * 1e6:.0f} us of processor each"
    print(f"{report.inserted} records in {took:.1f} s: {rate}, {memory:.0f} MB, first claim {first * 1000:.1f} ms")


def main() -> None:
    """Write the file, then import it in a child, so that only the import's memory counts."""
    if len(sys.argv) > 2:
        return measure(Path(sys.argv[2]))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        write(path, count)
        print(f"{count} records of {path.stat().st_size // count} bytes")
        subprocess.run([sys.executable, __file__, str(count), folder], check=True)


if __name__ == "__main__":
    main()
