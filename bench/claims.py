"""How long people wait: `python bench/claims.py [ANSWERS]`. The real server as a process on SQLite, 16 clients over HTTP.

Prints how long saving an answer and getting the next record take, and whether saving costs the same at a person's 10th and
10,000th answer. Targets: save p50 < 25 ms, p95 < 100 ms, next p50 < 30 ms, on a machine where a bare FastAPI application answers
3,900 requests a second; how many it answers here is measured before and after (`bare.py`), and each figure printed as it is here and,
in brackets, converted. Clients and server share the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx2
from bare import Yardstick, free_port

from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work

CLIENTS = 16
BEFORE = 10_000
ALONE = 100
YAML = """
name: bench
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies}
  tone: {type: label, each: replies, options: [kind, neutral, curt]}
  note: {type: text, required: false}
stages: [{name: annotate, overlap: 3}]
"""
ANSWERS = {
    "better": {"value": {"winner": "a"}},
    "tone": {"a": {"value": "kind"}, "b": {"value": "curt"}},
    "note": {"value": "The first one answers what was asked."},
}


def prepare(home: Path, answers: int) -> dict[str, str]:
    """Records, people and their keys; `veteran` has given ten thousand answers already."""
    db = open_database(Settings(home=home, database_url=""))
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    replies = [{"id": name, "text": "It depends on what was asked for. " * 10, "model": name} for name in "ab"]
    values = {"prompt": "What now?", "replies": replies}
    count = BEFORE + ALONE + CLIENTS * answers
    work.add_records(db, admin, "bench", ({"id": f"r{n}", "values": values} for n in range(count)))
    keys = {}
    for name in ("veteran", "novice", *(f"person-{n}" for n in range(CLIENTS))):
        people.create_user(db, admin, name, "annotator")
        projects.set_member(db, admin, "bench", name, "annotator")
        with db.read() as c:
            caller = people.Caller(people.user_id(c, name), name, "annotator")
        keys[name] = people.create_key(db, caller, "bench")["key"]
    given = ({"record": f"r{n}", "person": "veteran", "answers": ANSWERS} for n in range(BEFORE))
    start = time.perf_counter()
    assert work.import_responses(db, admin, "bench", given).inserted == BEFORE
    print(f"imported {BEFORE} responses at {BEFORE / (time.perf_counter() - start):,.0f}/s")
    db.close()
    return keys


@contextmanager
def serving(home: Path, url: str = "") -> Iterator[tuple[str, int]]:
    """The server's address and its process while it runs."""
    port = free_port()
    command = [sys.executable, "-m", "accord.cli", "serve", "--port", str(port)]
    environment = {**os.environ, "ACCORD_HOME": str(home), "ACCORD_DATABASE_URL": url}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx2.get(f"{address}/api/v1/health").raise_for_status()
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


class Person:
    """One connection that is kept, as a browser does; the plain client, so that the machine is the server's."""

    def __init__(self, address: str, key: str) -> None:
        self._http = HTTPConnection(address.removeprefix("http://"), timeout=60)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def post(self, path: str, body: bytes, **headers: str) -> tuple[Any, float]:
        """What was answered, and after how many milliseconds."""
        start = time.perf_counter()
        self._http.request("POST", f"/api/v1{path}", body, {**self._headers, **headers})
        response = self._http.getresponse()
        answer = response.read()
        took = (time.perf_counter() - start) * 1000
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {answer[:500]!r}")
        return json.loads(answer), took


def judge(address: str, key: str, answers: int) -> tuple[list[float], list[float]]:
    """Claim and submit one after the other; milliseconds for next and for save."""
    following, saving = [], []
    person, body = Person(address, key), json.dumps({"answers": ANSWERS, "active_seconds": 12.5, "spec_version": 1})
    for _ in range(answers):
        given, took = person.post("/projects/bench/claim", b'{"count": 1}')
        following.append(took)
        path = f"/assignments/{given['assignments'][0]['id']}/submit"
        saving.append(person.post(path, body.encode(), **{"Idempotency-Key": uuid.uuid4().hex})[1])
    return following, saving


def processor(pid: int) -> float:
    """Seconds of processor that a process took so far (Linux); what waiting for others on a busy machine does not change."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Megabytes that a process holds (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def say(what: str, times: list[float], factor: float | None = None) -> None:
    """The middle, the slow end and the number; in brackets as on the machine that the targets are for."""
    cuts = quantiles(times, n=100)
    p50, p95 = (f"{one:6.1f} ms" + (f" [{one * factor:5.1f}]" if factor else "") for one in (cuts[49], cuts[94]))
    print(f"{what:<44} p50 {p50}   p95 {p95}   n {len(times)}")


def nothing(address: str) -> Callable[[], object]:
    """A client of the yardstick, the same as those of Accord."""
    person = Person(address, "nobody")
    return lambda: person.post("/nothing", b"{}")


def together(address: str, pid: int, keys: list[str], answers: int) -> None:
    """All at once; what they waited, and what it cost."""
    yardstick = Yardstick(nothing, len(keys))
    start, used = time.perf_counter(), processor(pid)
    with ThreadPoolExecutor(len(keys)) as pool:
        times = list(pool.map(lambda key: judge(address, key, answers), keys))
    took, used, count = time.perf_counter() - start, processor(pid) - used, len(keys) * answers
    yardstick.again()
    say(f"save, {len(keys)} clients", [one for _, saving in times for one in saving], yardstick.factor)
    say(f"next, {len(keys)} clients", [one for following, _ in times for one in following], yardstick.factor)
    print(
        f"{2 * count / took:,.0f} requests a second, {count / took:.0f} records [{count / took / yardstick.factor:.0f}]"
    )
    print(f"load of the machine {os.getloadavg()[0]:.1f} (2 are its own, of clients and server)")
    print(f"server: {used / (2 * count) * 1000:.2f} ms of processor a request, {resident(pid):.0f} MB resident")


def main() -> None:
    """Prepare, serve, measure alone, then all at once."""
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        keys = prepare(Path(folder), answers)
        with serving(Path(folder)) as (address, pid):
            judge(address, keys["novice"], 10)
            say("save, alone, after 10 answers", judge(address, keys["novice"], ALONE)[1])
            judge(address, keys["veteran"], 10)
            following, saving = judge(address, keys["veteran"], ALONE - 10)
            say("save, alone, after 10,000 answers", saving)
            say("next, alone, after 10,000 answers", following)
            together(address, pid, [keys[f"person-{n}"] for n in range(CLIENTS)], answers)


if __name__ == "__main__":
    main()
