"""What takes long is made by a job: seen while it goes, stopped within a second, gone with its server and begun again."""

import json
import time
from datetime import timedelta

import pytest

from accord.client import Client, JobEnded
from accord.datasets import long as datasets
from accord.ground import clock
from accord.insight import long, queries
from accord.insight import service as insight
from accord.jobs import queries as job_queries
from accord.jobs import service as jobs
from accord.jobs.running import RUNNING
from tests.judging import Judging

PROJECT = """
name: spans
fields: {reply: {type: text}}
questions:
  wrong: {type: marks, of: reply, labels: [invented, unclear], required: false}
  tone: {type: label, options: [kind, curt]}
results: [{show: share, of: tone}]
"""
API = "/api/v1"
TEXT = "one two three four five six seven eight nine ten"


def judged(db, records=40):
    """People who mark other words nearly every time."""
    judging = Judging(db, PROJECT).record(*({"id": f"r{n}", "values": {"reply": TEXT}} for n in range(records)))
    for n in range(records):
        for person in range(3):
            at = (n * 7 + person * 3) % 30
            anchor = {"at": "reply", "start": at, "end": at + 5 + n % 9, "quote": TEXT[at : at + 5 + n % 9]}
            mark = {"id": "m1", "anchor": anchor, "label": "invented" if (n + person) % 3 else "unclear"}
            judging.answer(f"r{n}", f"p{person}", {"wrong": [mark], "tone": "kind" if n % 4 else "curt"})
    return judging


@pytest.fixture
def large(monkeypatch):
    """Everything counts as large."""
    monkeypatch.setattr(long, "SOON", 10)
    monkeypatch.setattr(long, "SOON_BY_DISTANCE", 10)
    monkeypatch.setattr(datasets, "SOON", 10)


@pytest.fixture
def lead(sign, db):
    """A project with answers, and its lead as a client."""
    judging = judged(db)
    judging.member("lee", "lead")
    http = sign("lee")
    yield judging, http
    RUNNING.close(db)


def until(look, wanted, seconds=150.0):
    end = time.monotonic() + seconds
    while not wanted(now := look()):
        assert time.monotonic() < end, now
        time.sleep(0.02)
    return now


def ended(http, job):
    return until(lambda: http.get(f"{API}/jobs/{job['id']}").json(), lambda now: now["state"] != "running")


def test_a_small_project_is_answered_at_once(lead):
    _, http = lead
    for page in ("quality", "results"):
        told = http.get(f"{API}/projects/spans/{page}")
        assert (told.status_code, told.json()["job"], told.json()["made_at"]) == (200, None, None)
    assert http.post(f"{API}/projects/spans/datasets", json={}).status_code == 201
    assert http.post(f"{API}/datasets/1/export/csv").json() == {"job": None}
    assert http.get(f"{API}/projects/spans/jobs").json() == {"jobs": []}


def test_a_large_one_by_a_job_with_the_same_result(lead, large, db):
    judging, http = lead
    at_once = insight.quality(db, judging.admin, "spans")
    told = http.get(f"{API}/projects/spans/quality")
    assert told.status_code == 202 and told.headers["Location"] == f"{API}/jobs/{told.json()['job']['id']}"
    assert http.get(f"{API}/projects/spans/quality").json()["job"]["id"] == told.json()["job"]["id"], "one at a time"
    job = ended(http, told.json()["job"])
    assert (job["state"], job["person"], job["done"], job["total"]) == ("done", "lee", 1000, 1000), job
    made = http.get(f"{API}/projects/spans/quality").json()
    assert made.pop("made_at") == job["ended_at"] and made.pop("job") is None
    assert made == json.loads(json.dumps(at_once))
    # another answer: what was made last is given, and not made again before it is worth it
    judging.record({"id": "new", "values": {"reply": TEXT}}).answer("new", "p1", {"wrong": [], "tone": "kind"})
    assert http.get(f"{API}/projects/spans/quality").json()["records"] == at_once["records"]
    fresh = http.get(f"{API}/projects/spans/quality", params={"fresh": True})
    assert fresh.status_code == 202 and fresh.json()["job"]["state"] == "running"


def test_the_sdk_waits_for_what_takes_long(lead, large, db, tmp_path):
    _, http = lead
    with Client(http=http) as client:
        project = client.project("spans")
        dataset = project.snapshot(progress=True)
        assert dataset["counts"]["responses"] == 120
        exported = project.export("csv", tmp_path, dataset["id"])
        assert {file.name for file in exported} == {"responses.csv", "consensus.csv"} and exported.rows == 120
        assert [one.now["kind"] for one in project.jobs()] == ["export", "dataset"]
        direct = http.get(f"{API}/datasets/{dataset['id']}/export/csv")
    stale = [one for one in (tmp_path / "home").rglob("*") if ".part-" in one.name]
    assert not stale
    assert direct.status_code == 200 and json.loads(direct.headers["Accord-Report"])["rows"] == 120


def held(http, db, monkeypatch, tmp_path):
    """A job whose process tells 1 of 10 and then waits, writing into a folder that it tidies up."""
    kinds = tmp_path / "accord_test_kinds"
    kinds.mkdir()
    (kinds / "__init__.py").write_text("")
    (kinds / "sitecustomize.py").write_text(SLOW)
    monkeypatch.syspath_prepend(str(kinds))
    told = http.get(f"{API}/projects/spans/quality")
    assert told.status_code == 202
    job = until(lambda: http.get(f"{API}/jobs/{told.json()['job']['id']}").json(), lambda now: now["done"] == 1)
    assert (job["state"], job["total"], job["step"]) == ("running", 10, "reading")
    return job


SLOW = """
import sys
if "accord.jobs.beside" in " ".join(sys.orig_argv):
    from accord.insight import long
    from accord.datasets.storing import room
    import time
    def quality(task):
        with room(task.home / "datasets"):
            task.told(1, 10, "reading")
            time.sleep(3600)
    long.quality = quality
"""


def test_it_is_stopped_within_a_second_and_leaves_nothing(lead, large, db, monkeypatch, tmp_path, sign):
    judging, http = lead
    job = held(http, db, monkeypatch, tmp_path)
    judging.member("rev", "reviewer")
    other = sign("rev")
    assert other.get(f"{API}/jobs/{job['id']}").status_code == 200
    assert other.post(f"{API}/jobs/{job['id']}/stop").status_code == 403, "neither a lead nor who asked"
    began = time.monotonic()
    http.post(f"{API}/jobs/{job['id']}/stop").raise_for_status()
    now = ended(http, job)
    assert (now["state"], now["message"], now["result"]) == ("stopped", "Stopped", None)
    assert time.monotonic() - began < 60  # how long it took is measured by bench/jobs.py
    assert not list((tmp_path / "home" / "datasets").glob(".part-*")) and not (tmp_path / "home" / "jobs").exists()
    # nobody begins it again unasked
    again = http.get(f"{API}/projects/spans/quality")
    assert (again.status_code, again.json()["job"]["id"], again.json()["job"]["state"]) == (202, job["id"], "stopped")
    with Client(http=http) as client, pytest.raises(JobEnded, match="Stopped"):
        client.job(job["id"]).wait()


def test_the_server_ends_and_the_job_says_so(lead, large, db, monkeypatch, tmp_path):
    _, http = lead
    job = held(http, db, monkeypatch, tmp_path)
    jobs.close(db)
    now = http.get(f"{API}/jobs/{job['id']}").json()
    assert now["state"] == "stopped" and "restart" in now["message"]
    monkeypatch.undo()
    assert http.post(f"{API}/jobs/{job['id']}/again").status_code == 202


def test_one_that_nobody_speaks_for_was_lost_with_its_server(lead, db, at):
    judging, http = lead
    at(moment := clock.now())  # however long this takes
    values = {"project_id": judging.project.id, "kind": "quality", "asked_by": None, "options": {}, "state": "running"}
    none = {"stop_asked": False, "step": "reading", "done": 3, "total": 10, "message": "", "made_of": ""}
    row = db.write(lambda c: job_queries.add(c, {**values, **none, "started_at": moment, "seen_at": moment}))
    assert http.get(f"{API}/jobs/{row.id}").json()["state"] == "running"
    at(moment + timedelta(seconds=30))
    now = http.get(f"{API}/jobs/{row.id}").json()
    assert now["state"] == "stopped" and "restart" in now["message"]
    assert jobs.start(db, http.app.state.settings.home, judging.admin, judging.project, "quality")["id"] != row.id


def test_another_recipe_waits_its_turn(lead, large, db, at):
    judging, http = lead
    at(moment := clock.now())  # however long this takes
    values = {"project_id": judging.project.id, "kind": "dataset", "asked_by": None, "state": "running"}
    none = {"stop_asked": False, "step": "", "done": 0, "total": 0, "message": "", "made_of": ""}
    options = {"consensus": "majority", "ties": "drop"}
    db.write(
        lambda c: job_queries.add(c, {**values, **none, "options": options, "started_at": moment, "seen_at": moment})
    )
    assert http.post(f"{API}/projects/spans/datasets", json={"ties": "drop"}).status_code == 202
    refused = http.post(f"{API}/projects/spans/datasets", json={"ties": "keep"})
    assert refused.status_code == 409 and "stop it" in refused.json()["title"]


def test_progress_only_goes_forward(db):
    judging = judged(db, 30)
    told = []
    report = insight.quality_of(db, judging.project, lambda done, total, step: told.append((done, total, step)))
    assert report["records"] == 30
    far = [done for done, _, _ in told]
    assert far == sorted(far) and far[-1] == 1000 and {total for _, total, _ in told} == {1000}
    assert list(dict.fromkeys(step for _, _, step in told)) == ["reading", "wrong", "tone"]
    with db.read() as c:
        assert queries.sizes(c, judging.project.id) == (30, 90)
