"""Long work beside a server: agreement by distances over many records while people answer, and how soon it stops.

`python bench/jobs.py [records]`: seconds, processor and memory of a job over records with spans, of one with claims and of one with
both, three people each, beside the processor that a fixed piece of plain Python takes on this machine; for both, the p50 of claim and
submit of four clients before it, during it, and their ratio; and the seconds from "stop" to stopped.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
from distances import claims, spans
from sqlalchemy import Connection, insert

from accord.ground.clock import now
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.projects import service as projects
from accord.records.tables import records
from accord.work import service as work
from accord.work.tables import assignments, responses

ASKED = {
    "spans": "{type: marks, of: reply, labels: [a, b, c], ask: {severity: {type: rating, min: 1, max: 4}}}",
    "claims": "{type: items, of: reply, ask: {verdict: {type: label, options: [supported, refuted, unclear]}}}",
}
PROJECTS = {"only-spans": ("spans",), "only-claims": ("claims",), "both": ("spans", "claims")}
BESIDE = """
name: beside
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
"""
CLIENTS = 4
QUIET = 10.0  # seconds of answering before the job begins


def yardstick() -> float:
    """Seconds of processor for a million turns of a plain loop."""
    begun, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number % 7
    return time.process_time() - begun


def spec(project: str) -> str:
    """What is asked there."""
    asked = "\n".join(f"  {name}: {ASKED[name]}" for name in PROJECTS[project])
    return f"name: {project}\nfields: {{reply: {{type: text}}}}\nquestions:\n{asked}\n"


def fill(db: Any, project: Any, count: int, before: int) -> None:
    """Records that three people have judged; their ids come after `before`."""
    rng, moment = random.Random(0), now()
    ids = list(db.write(lambda c: people.find_or_create_imported(c, ["p0", "p1", "p2"])).values())

    def store(c: Connection) -> None:
        own = {"project_id": project.id}
        common = {**own, "stage": "annotate", "cycle": 0, "spec_version": 1, "presentation": {}}
        common |= {"claimed_at": moment, "submitted_at": moment}
        said = {"revision": 1, "guidelines": "sha256:0", "surplus": False}
        body = {"values": {"reply": " ".join(f"word{n}" for n in range(400))}}
        row = {"body": body, "hash": "-", "title": "word0", "created_at": moment, "updated_at": moment}
        for start in range(0, count, 1000):
            numbers = range(before + start + 1, before + min(start + 1000, count) + 1)
            c.execute(insert(records), [{"id": n, "key": f"r{n}", **own, **row} for n in numbers])
            held, given = [], []
            for n in numbers:
                places = sorted(rng.sample(range(0, 2400, 60), rng.randint(2, 6)))
                for at, user in enumerate(ids):
                    k = 3 * n + at
                    made = {"spans": spans(rng, places), "claims": claims(rng, places)}
                    answers = {name: {"value": made[name]} for name in PROJECTS[project.name]}
                    whose = {"record_id": n, "user_id": user, **common}
                    held.append({**whose, "id": k, "state": "submitted", "response_id": k})
                    given.append({**whose, **said, "id": k, "assignment_id": k, "answers": answers})
            c.execute(insert(assignments), held)
            c.execute(insert(responses), given)

    db.write(store)


def ready(home: Path, count: int) -> tuple[str, list[str]]:
    """The data; the lead's key, and one of each client."""
    db = open_database(Settings(home=home))
    admin = people.local_admin(db)
    for at, name in enumerate(PROJECTS):
        fill(db, projects.create(db, admin, source=spec(name)), count, at * count)
    beside = projects.create(db, admin, source=BESIDE)
    work.add_records(db, admin, "beside", ({"id": f"b{n}", "values": {"reply": "Sure."}} for n in range(20_000)))
    keys = []
    for n in range(CLIENTS):
        people.create_user(db, admin, f"c{n}", "annotator")
        projects.set_member(db, admin, beside.name, f"c{n}", "annotator")
        with db.read() as c:
            caller = people.Caller(people.user_id(c, f"c{n}"), f"c{n}", "annotator")
        keys.append(people.create_key(db, caller, "bench")["key"])
    lead = people.create_key(db, admin, "bench")["key"]
    db.close()
    return lead, keys


class Answering(threading.Thread):
    """One client that answers until it is told to end; the seconds that each request took, with when it began."""

    def __init__(self, address: str, key: str, end: threading.Event) -> None:
        super().__init__(daemon=True)
        self.took: list[tuple[float, float]] = []
        self._http = httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        self._end = end

    def run(self) -> None:
        """Claim, submit, again."""
        while not self._end.is_set():
            [given] = self._timed("/api/v1/projects/beside/claim", {"count": 1})["assignments"]
            self._timed(f"/api/v1/assignments/{given['id']}/submit", {"answers": {"tone": {"value": "kind"}}})
            time.sleep(0.1)  # people think: what a request waits for is measured, not how many fit

    def _timed(self, path: str, body: Any) -> Any:
        began = time.perf_counter()
        answer = self._http.post(path, json=body)
        self.took.append((began, time.perf_counter() - began))
        return answer.raise_for_status().json()


def p50(clients: list[Answering], since: float, until: float) -> float:
    """Of all requests that began between, in milliseconds."""
    return 1000 * statistics.median(took for one in clients for began, took in one.took if since <= began < until)


def held(children_of: int) -> tuple[float, float]:
    """The most that a process's jobs hold, in MB, and the processor that they have used, in seconds."""
    most = used = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            spent = (status.parent / "stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        if int(told["PPid"]) == children_of and "VmHWM" in told:
            most = max(most, int(told["VmHWM"].split()[0]) / 1024)
            used = max(used, sum(map(int, spent)) / os.sysconf("SC_CLK_TCK"))
    return most, used


def made(http: Any, project: str, server: int, count: int) -> Any:
    """The job of one project, with what it took said."""
    began = time.perf_counter()
    job = http.get(f"/api/v1/projects/{project}/quality").json()["job"]
    steps, most, used = set(), 0.0, 0.0
    while job["state"] == "running":
        time.sleep(0.1)
        now_most, now_used = held(server)
        most, used = max(most, now_most), max(used, now_used)
        job = http.get(f"/api/v1/jobs/{job['id']}").json()
        steps.add((job["step"], job["done"]))
    took = time.perf_counter() - began
    assert job["state"] == "done", job
    rows = {row["question"]: row["alpha"]["estimate"] for row in job["result"]["questions"]}
    print(f"{count} records, three people, {project}: {took:.1f} s ({used:.1f} s of processor), {most:.0f} MB, {len(steps)} words of progress, alpha {rows}")  # fmt: skip
    return job


def main(count: int) -> None:
    """Measure."""
    print(f"a million turns of a loop: {min(yardstick() for _ in range(5)) * 1000:.0f} ms of processor")
    with tempfile.TemporaryDirectory() as folder:
        lead, keys = ready(Path(folder), count)
        command = [sys.executable, "-m", "accord.cli", "serve", "--port", "0"]
        env = {**os.environ, "ACCORD_HOME": folder}
        with subprocess.Popen(command, stderr=subprocess.PIPE, env=env, text=True) as server:
            assert server.stderr is not None
            address = server.stderr.readline().split()[-1]
            threading.Thread(target=server.stderr.read, daemon=True).start()
            http = httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {lead}"}, timeout=60)
            for name in PROJECTS:
                if name != "both":
                    made(http, name, server.pid, count)
            end = threading.Event()
            clients = [Answering(address, key, end) for key in keys]
            for one in clients:
                one.start()
            time.sleep(2)  # all is loaded
            quiet = time.perf_counter()
            time.sleep(QUIET)
            began = time.perf_counter()
            job = made(http, "both", server.pid, count)
            over = time.perf_counter()
            before, during = p50(clients, quiet, began), p50(clients, began, over)
            print(f"claim and submit, p50: {before:.1f} ms before, {during:.1f} ms during, ratio {during / before:.2f}")
            job = http.post(f"/api/v1/jobs/{job['id']}/again").json()["job"]
            time.sleep(2)
            began = time.perf_counter()
            http.post(f"/api/v1/jobs/{job['id']}/stop")
            while http.get(f"/api/v1/jobs/{job['id']}").json()["state"] == "running":
                time.sleep(0.02)
            print(f"stopped {time.perf_counter() - began:.2f} s after it was asked")
            end.set()
            for one in clients:
                one.join()
            server.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
