"""Files brought in over HTTP: what they are taken for, what people would see, a job that does it, refused rows that are mended."""

import csv
import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from accord.client import Client
from accord.ground.settings import Settings
from accord.imports import uploads
from accord.imports.uploads import Uploads
from accord.jobs.running import RUNNING

API = "/api/v1"
DATA = Path(__file__).parents[1] / "formats" / "data"
PROJECT = """
name: tone
fields:
  prompt: {type: text}
  reply: {type: text}
  run: {type: trajectory, required: false}
  talk: {type: chat, required: false}
questions:
  tone: {type: label, options: [kind, curt]}
"""
LABEL_STUDIO = [
    {"id": 1, "data": {"prompt": "Why?", "reply": "So."}, "annotations": [{"id": 7, "result": []}]},
    {"id": 2, "data": {"prompt": "How?"}, "annotations": []},
]
CHAT = [{"role": "user", "content": "Find it."}, {"role": "assistant", "content": "Found."}]
SHAREGPT = [{"from": "human", "value": "Find it."}, {"from": "gpt", "value": "Found."}]
TAU = [{"task_id": 1, "trial": 0, "reward": 0.0, "traj": CHAT}]
ARGILLA = [
    {
        "id": "a1",
        "fields": {"prompt": "Why?", "reply": "So."},
        "suggestions": {"tone": {"value": "curt", "score": 0.8, "agent": "judge"}},
        "responses": {"tone": [{"value": "kind", "user_id": "u1"}]},
        "vectors": {},
    }
]


@pytest.fixture
def lead(sign, db, app):
    """A lead of the project."""
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": PROJECT}).status_code == 201
    yield http
    RUNNING.close(db)


def send(http, **files):
    """Files (name with __ for a dot, to bytes, text or what becomes JSON) uploaded in two parts; the address of the upload."""
    raw = {name.replace("__", "."): _bytes(content) for name, content in files.items()}
    told = [{"name": name, "size": len(content)} for name, content in raw.items()]
    made = http.post(f"{API}/projects/tone/uploads", json={"files": told})
    assert made.status_code == 201, made.text
    there = f"{API}/projects/tone/uploads/{made.json()['id']}"
    whole = b"".join(raw.values())
    half = len(whole) // 2
    assert http.put(f"{there}/content", params={"offset": 0}, content=whole[:half]).json()["got"] == half
    http.put(f"{there}/content", params={"offset": half}, content=whole[half:]).raise_for_status()
    return there


def _bytes(content):
    if isinstance(content, bytes | str):
        return content if isinstance(content, bytes) else content.encode()
    return json.dumps(content).encode()


def look(http, there, **how):
    told = http.post(f"{there}/look", json=how)
    assert told.status_code == 200, told.text
    return told.json()


def brought(http, there, **how):
    """The job, when it has ended."""
    told = http.post(f"{there}/import", json=how)
    assert told.status_code == 202, told.text
    number, end = told.json()["job"]["id"], time.monotonic() + 150
    while (job := http.get(f"{API}/jobs/{number}").json())["state"] == "running":
        assert time.monotonic() < end, job
        time.sleep(0.02)
    return job


TURN = {"action": "ls", "observation": "a", "thought": ""}
FORMATS = [
    ("ls.json", LABEL_STUDIO, "label-studio", "reply"),
    ("argilla.json", ARGILLA, "argilla", "reply"),
    ("runs.json", TAU, "tau-bench", "run"),
    ("run.eval", (DATA / "run.eval").read_bytes(), "inspect", "run"),
    ("spans.json", (DATA / "openinference.otlp.json").read_bytes(), "otlp", "run"),
    ("travel.json", (DATA / "travel.trajectory.json").read_bytes(), "atif", "run"),
    ("turns.traj", {"environment": "e", "trajectory": [TURN]}, "swe-agent", "run"),
    ("share.jsonl", {"id": "s", "conversations": SHAREGPT}, "jsonl", "run"),
    ("flat.csv", "prompt,reply\nWhy?,So.\n", "csv", "reply"),
]


def test_every_format_is_known_for_what_it_is_and_shown_as_people_see_it(sign):
    http = sign("lee", "lead")
    loose = PROJECT.replace("{type: text}", "{type: text, required: false}").replace(
        "  talk: {type: chat, required: false}\n", ""
    )
    assert http.post(f"{API}/projects", json={"yaml": loose}).status_code == 201
    for file, content, format, field in FORMATS:
        told = look(http, send(http, **{file.replace(".", "__"): content}))
        [kind] = told["kinds"]
        assert (kind["format"], bool(kind["why"]), told["complete"]) == (format, True, True), file
        assert told["fit"] >= 1 and field in told["records"][0]["record"]["values"], (file, told["faults"])


def test_columns_are_guessed_and_mapped_and_what_misses_is_refused_mended_and_brought_in_again(lead, db):
    table = "key,Frage,answer,mark\n1,Why is it so?,So.,=1+1\n2,How come?,,x\n3,Who?\n4,Where is it?,There.,x\n"
    there = send(lead, table__csv=table)
    told = look(lead, there)
    assert [one["name"] for one in told["columns"]] == ["key", "Frage", "answer", "mark"]
    assert told["columns"][1]["examples"] == ["Why is it so?", "How come?", "Where is it?"]
    assert told["mapping"] == {"id": "key", "reply": "answer", "prompt": "Frage"}
    assert (told["fit"], told["refused"], [one["row"] for one in told["faults"]]) == (2, 2, [3, 4])
    assert told["records"][0]["record"]["values"] == {"prompt": "Why is it so?", "reply": "So."}
    assert lead.get(f"{API}/projects/tone/records").json()["records"] == []  # nothing is stored yet
    wrong = lead.post(f"{there}/look", json={"mapping": {"replay": "answer"}})
    assert wrong.status_code == 422 and "did you mean 'reply'" in wrong.text

    job = brought(lead, there, mapping=told["mapping"])
    result = job["result"]
    assert (job["state"], job["kind"], job["done"]) == ("done", "import", job["total"])
    assert (result["inserted"], result["refused"]) == (2, 2)
    assert lead.get(there).status_code == 404  # its files are gone
    stored = lead.get(f"{API}/projects/tone/records/1").json()["record"]
    assert stored["meta"] == {"mark": "=1+1"}

    refused = lead.get(f"{API}/projects/tone/imports/{job['id']}/refused", params={"form": "csv"})
    assert 'filename="tone-refused-' in refused.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(refused.content.decode("utf-8-sig"))))
    assert [(one["refused.row"], one["key"]) for one in rows] == [("3", "2"), ("4", "")]
    assert "is empty" in rows[0]["refused.message"] and rows[1]["refused.text"] == "3,Who?"
    rows[0]["answer"] = "Thus."
    rows[1] |= {"key": "3", "Frage": "Who?", "answer": "They.", "mark": "'=2"}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    again = send(lead, mended__csv=out.getvalue())
    told = look(lead, again)
    assert (told["kinds"][0]["format"], told["mapping"], told["refused"]) == ("refused", job["options"]["mapping"], 0)
    result = brought(lead, again, mapping=told["mapping"])["result"]
    assert (result["inserted"], result["refused"]) == (2, 0)
    third = lead.get(f"{API}/projects/tone/records/3").json()["record"]
    assert third == {"id": "3", "values": {"prompt": "Who?", "reply": "They."}, "meta": {"mark": "=2"}}
    assert lead.get(f"{API}/projects/tone/imports/{job['id']}/refused").status_code == 200
    assert lead.get(f"{API}/projects/tone/imports/999/refused").status_code == 404


def test_what_people_and_machines_said_comes_along_and_stays_with_rows_that_are_mended(lead, tmp_path):
    bad = {**ARGILLA[0], "id": "a2", "fields": {"prompt": "How?", "replay": "Thus."}}
    (tmp_path / "records.json").write_text(json.dumps([*ARGILLA, bad]))
    project = Client(http=lead).project("tone")
    job = project.upload([tmp_path / "records.json"]).bring(mapping={})
    result = job.wait()
    assert (result["inserted"], result["refused"]) == (1, 1)
    assert result["responses"] == {"inserted": 1, "updated": 0, "unchanged": 0}
    path = project.refused(job.id, tmp_path / "refused.jsonl")
    [row] = map(json.loads, path.read_text().splitlines())
    assert row["refused"]["file"] == "records.json" and row["refused"]["row"] == 2
    row["reply"] = row.pop("replay")
    path.write_text(json.dumps(row) + "\n")
    result = project.upload(path).bring().wait()
    assert (result["inserted"], result["responses"]["inserted"]) == (1, 1)
    second = lead.get(f"{API}/projects/tone/records/a2").json()
    assert second["record"]["suggestions"][0]["value"] == "curt"


def test_the_known_word_is_told_and_broken_lines_are_mended_in_place(lead):
    good = json.dumps({"id": "g", "values": {"prompt": "Why?", "reply": "So."}, "gold": {"tone": "curt"}})
    near = json.dumps({"id": "n", "values": {"prompt": "Why?", "repli": "So."}})
    job = brought(lead, send(lead, rows__jsonl=f'{good}\n{{"id": "b", \n{near}\n'))
    assert [one.get("nearest") for one in job["result"]["faults"]] == [None, "reply"]
    assert lead.get(f"{API}/projects/tone/records/g").json()["record"]["gold"]
    raw = lead.get(f"{API}/projects/tone/imports/{job['id']}/refused").text
    first, second = map(json.loads, raw.splitlines())
    assert first == {"refused": {**first["refused"], "row": 2, "text": '{"id": "b", '}}
    first["refused"]["text"] = good.replace('"g"', '"b"')
    second["values"] = {"prompt": "Why?", "reply": "So."}
    mended = "\n".join(map(json.dumps, (first, second)))
    assert brought(lead, send(lead, mended__jsonl=mended))["result"]["inserted"] == 2


def zipped(**files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


ROW = json.dumps({"id": "z", "values": {"prompt": "Why?", "reply": "So."}})
HOSTILE = {"../../out.jsonl": ROW, "/etc/cron.d/x.jsonl": ROW.replace('"z"', '"y"'), ".hidden": "no", "sub/": ""}


def test_names_and_archives_that_mean_harm_do_none(lead, app, tmp_path):
    home = tmp_path / "home"
    before = {one.name for one in tmp_path.iterdir()}
    there = send(lead, **{"../../evil\x1b.zip": zipped(**HOSTILE)})
    told = look(lead, there)
    assert (told["files"], told["fit"]) == (2, 2)
    assert brought(lead, there)["result"]["inserted"] == 2
    assert {one.name for one in tmp_path.iterdir()} - before <= {"home", "accord.db-shm", "accord.db-wal"}
    assert not [one for one in home.rglob("*") if one.name.startswith(("out", "x.js", "evil"))]
    app.state.settings = Settings(home=home, max_upload_mb=1)
    bomb = zipped(**{"zeros.jsonl": b"0" * (5 << 20)})
    assert len(bomb) < 100_000
    there = send(lead, bomb__zip=bomb)
    told = lead.post(f"{there}/look", json={})
    assert told.status_code == 422 and "unpacks to more than 1 MB" in told.text
    assert not list((home / "imports").rglob("zeros.jsonl"))
    cut = lead.post(f"{send(lead, cut__zip=zipped(**HOSTILE)[:-30])}/look", json={})
    assert cut.status_code == 422 and "Copy it again" in cut.text
    large = {"files": [{"name": "a", "size": 2 << 20}]}
    told = lead.post(f"{API}/projects/tone/uploads", json=large)
    assert told.status_code == 413 and "ACCORD_MAX_UPLOAD_MB" in told.text


def test_an_upload_goes_on_where_it_stopped_and_no_further_than_was_said(lead, app, sign, monkeypatch):
    made = lead.post(
        f"{API}/projects/tone/uploads", json={"files": [{"name": "a.csv", "size": 6}, {"name": "a.csv", "size": 4}]}
    )
    assert [one["name"] for one in made.json()["files"]] == ["a.csv", "2/a.csv"]
    there = f"{API}/projects/tone/uploads/{made.json()['id']}"
    assert lead.post(f"{there}/look", json={}).status_code == 409  # bytes are missing
    assert lead.put(f"{there}/content", params={"offset": 3}, content=b"x").status_code == 409
    assert lead.put(f"{there}/content", params={"offset": 0}, content=b"prompt,").json()["got"] == 7
    assert lead.put(f"{there}/content", params={"offset": 4}, content=b"pt,r").json()["got"] == 8
    assert lead.put(f"{there}/content", params={"offset": 8}, content=b"abc").status_code == 413

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(uploads, "_copied", full)
    told = lead.put(f"{there}/content", params={"offset": 8}, content=b"ab")
    assert told.status_code == 507 and "disk is full" in told.text
    # another project's leads cannot reach it
    other = sign("max", "lead")
    other.post(f"{API}/projects", json={"yaml": PROJECT.replace("name: tone", "name: other")}).raise_for_status()
    assert other.get(there.replace("/tone/", "/other/")).status_code == 404
    assert other.get(there).status_code == 404
    # what nobody asks for goes after a day
    folder = app.state.settings.home / "imports"
    [one] = folder.iterdir()
    os.utime(one, (time.time() - uploads.KEPT - 60,) * 2)
    Uploads(app.state.settings.home).sweep()
    assert list(folder.iterdir()) == []


def test_an_import_that_was_stopped_begins_again_with_its_files(lead, db):
    rows = "\n".join(json.dumps({"id": f"r{n}", "values": {"prompt": "Why?", "reply": "So."}}) for n in range(4_000))
    there = send(lead, many__jsonl=rows)
    job = lead.post(f"{there}/import", json={}).json()["job"]
    again = lead.post(f"{there}/import", json={"what": "responses"})
    assert (again.status_code, again.json()["job"]) == (409, job["id"])
    RUNNING.close(db)  # the server ends
    ended = lead.get(f"{API}/jobs/{job['id']}").json()
    assert ended["state"] == "stopped" and "restart" in ended["message"]
    assert lead.get(there).status_code == 200
    second = lead.post(f"{API}/jobs/{job['id']}/again").json()["job"]
    end = time.monotonic() + 150
    while (now := lead.get(f"{API}/jobs/{second['id']}").json())["state"] == "running":
        assert time.monotonic() < end, now
        time.sleep(0.05)
    result = now["result"]
    assert now["state"] == "done", now
    assert result["inserted"] + result["unchanged"] == 4_000 and result["refused"] == 0
    assert lead.get(f"{API}/projects/tone/jobs").json()["jobs"][0]["kind"] == "import"
