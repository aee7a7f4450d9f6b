"""Projects that are archived and come back, and projects that are deleted: what goes, what stays, and what a kill in the middle leaves."""

from __future__ import annotations

import sqlite3
from importlib import import_module

import pytest
from sqlalchemy import func, select

from accord.deleting import queries, service
from accord.ground import audit
from accord.ground.errors import Conflict
from accord.ground.migrations import DOMAINS
from accord.ground.tables import metadata
from accord.people import service as people
from accord.people.service import local_admin
from accord.projects.tables import projects
from accord.records import service as records

API = "/api/v1"
YAML = """\
name: {name}
fields: {{reply: {{type: text}}}}
questions:
  tone: {{type: label, options: [friendly, curt], justification: optional}}
stages:
  - {{name: annotate, overlap: 1, next: [{{to: check}}]}}
  - {{name: check, kind: review, shows: [annotate], who: {{role: reviewer}}}}
"""
SECRET = "Zanzibarquokka"
ANSWERS = {"answers": {"tone": {"value": "curt", "why": f"says {SECRET}"}}}
for domain in DOMAINS:
    import_module(f"accord.{domain}.tables")


def filled(sign, name, people=("ann", "rev")):
    """A project in which everything has happened: answers revised, reviewed and fixed, comments, a corpus, a dataset, a view, an exam."""
    lee = sign("lee", "lead")
    lee.post(f"{API}/projects", json={"yaml": YAML.format(name=name)}).raise_for_status()
    at = f"{API}/projects/{name}"
    rows = [{"id": f"r{n}", "values": {"reply": f"{SECRET} {n}"}, "gold": {"tone": "curt"}} for n in range(1, 31)]
    assert lee.post(f"{at}/records", json=rows).json()["inserted"] == 30
    for person, role in zip(people, ("annotator", "reviewer"), strict=True):
        sign(person)
        lee.put(f"{at}/members/{person}", json={"role": role}).raise_for_status()
    ann, rev = map(sign, people)
    given = ann.post(f"{at}/claim", json={"count": 4}).json()["assignments"]
    for one in given[:3]:
        for _ in range(2):
            ann.post(f"{API}/assignments/{one['id']}/submit", json=ANSWERS).raise_for_status()
    ann.put(f"{API}/assignments/{given[3]['id']}/draft", json=ANSWERS).raise_for_status()
    checked = rev.post(f"{at}/claim", json={"count": 1}).json()["assignments"][0]
    whole = rev.get(f"{at}/records/{checked['record']['id']}").json()
    said = next(one for one in whole["responses"] if one["latest"]) if whole["responses"] else None
    fix = {**ANSWERS, "verdict": {"action": "fix"}}  # a revision of another's answer
    rev.post(f"{API}/assignments/{checked['id']}/submit", json=fix).raise_for_status()
    about = {"text": SECRET, **({"response": said["response"]} if said else {})}
    thread = rev.post(f"{at}/records/{checked['record']['id']}/comments", json=about).json()
    more = {"text": "yes", "thread": thread["id"]}
    rev.post(f"{at}/records/{checked['record']['id']}/comments", json=more).raise_for_status()
    lee.post(f"{at}/corpus", json=[{"id": "d1", "text": f"{SECRET} is due."}]).raise_for_status()
    lee.post(f"{at}/datasets", json={}).raise_for_status()
    lee.put(f"{at}/views/mine", json={"query": {"state": "open"}}).raise_for_status()
    lee.post(f"{at}/exam", json={"name": f"{name}-exam", "exam": {"skill": "tone"}}).raise_for_status()
    lee.post(f"{at}/invitations", json={}).raise_for_status()
    return lee, ann, rev


def rows_of(c, number):
    """How many rows of each table are a project's, by whatever way they hang on it."""
    counted = {}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is projects and table is not projects:
                n = c.scalar(select(func.count()).where(table.c[key.parent.name] == number))
                counted[table.name] = counted.get(table.name, 0) + n
    return {name: n for name, n in counted.items() if n}


def number_of(db, name):
    with db.read() as c:
        return c.scalar(select(projects.c.id).where(projects.c.name == name))


def test_an_archived_project_hands_out_nothing_and_comes_back_with_its_exams(sign):
    lee, ann, rev = filled(sign, "tone")
    at = f"{API}/projects/tone"
    [held, *_] = ann.post(f"{at}/claim", json={}).json()["assignments"]
    assert lee.post(f"{at}/archive").json()["parts"] == ["tone-exam"]
    assert lee.post(f"{at}/archive").status_code == 200  # twice is once
    for client in (lee, ann, rev):
        assert client.get(f"{API}/projects").json()["projects"] == []
    kept = lee.get(f"{API}/projects", params={"archived": True}).json()["projects"]
    assert [one["name"] for one in kept] == ["tone", "tone-exam"] and kept[0]["archived_at"]
    for client in (ann, rev):
        assert client.get(f"{API}/projects", params={"archived": True}).json()["projects"] == []
        assert client.get(at).status_code == client.post(f"{at}/claim", json={}).status_code == 404
    # what was in somebody's hands is not lost
    assert ann.post(f"{API}/assignments/{held['id']}/submit", json=ANSWERS).status_code == 200
    # leads look and export, and change nothing
    assert lee.get(f"{at}/records/r1").status_code == lee.get(f"{at}/responses").status_code == 200
    assert lee.post(f"{at}/datasets", json={}).status_code == 201
    assert lee.post(f"{at}/claim", json={}).json()["nothing"]["why"] == "archived"
    changes = [
        ("post", "/records", [{"id": "new", "values": {"reply": "x"}}]),
        ("put", "", {"yaml": YAML.format(name="tone")}),
        ("put", "/members/rev", {"role": "annotator"}),
        ("post", "/invitations", {}),
        ("post", "/corpus", [{"id": "d2", "text": "x"}]),
        ("post", "/responses", [{"record": "r9", "person": "x", "answers": {"tone": {"value": "curt"}}}]),
        ("post", "/records/steer", {"action": "withdraw", "ids": ["r1"]}),
        ("put", "/rate", {"amount": "1"}),
    ]
    told = {path: lee.request(method, at + path, json=body).status_code for method, path, body in changes}
    assert set(told.values()) == {409}, told
    assert lee.post(f"{at}/restore").json() == {"name": "tone", "archived_at": None, "parts": ["tone-exam"]}
    assert [one["name"] for one in lee.get(f"{API}/projects").json()["projects"]] == ["tone", "tone-exam"]
    assert ann.post(f"{at}/claim", json={}).json()["assignments"]


def test_a_deleted_project_is_gone_whole_and_its_neighbour_is_untouched(sign, app, db, tmp_path):
    lee, ann, rev = filled(sign, "tone")
    filled(sign, "other", ("bob", "eva"))
    home, at = app.state.settings.home, f"{API}/projects/tone"
    number, exam, neighbour = (number_of(db, name) for name in ("tone", "tone-exam", "other"))
    with db.read() as c:
        before = rows_of(c, neighbour)
        assert len(rows_of(c, number)) >= 12
    app.state.finishing.close()  # this server goes before it has done anything
    assert lee.delete(at, params={"confirm": "ton"}).status_code == 422
    refused = lee.delete(at, params={"confirm": "tone"})
    assert (refused.status_code, refused.json()["parts"]) == (409, ["tone-exam"])
    gone = lee.delete(at, params={"confirm": "tone", "parts": True})
    assert gone.json() == {"name": "tone", "records": 60, "responses": 7, "parts": ["tone-exam"]}
    for client in (lee, ann, rev, sign("root", "admin")):
        assert client.get(at).status_code == 404
        assert "tone" not in str(client.get(f"{API}/projects").json())
    newest = {}
    with db.read() as c:
        for name in ("records", "assignments", "responses"):
            newest[name] = c.scalar(select(func.max(metadata.tables[name].c.id)))
    # killed in the middle: some records are gone, some are not, and another process finishes
    ends = iter([False, True])
    assert not service.finish(db, home, ended=lambda: next(ends, True))
    with db.read() as c:
        assert 0 < rows_of(c, number)["records"] < 30
    assert service.finish(db, home) and not service.pending(db)
    with db.read() as c:
        assert rows_of(c, number) == rows_of(c, exam) == {}
        assert rows_of(c, neighbour) == before
    assert len(list((home / "datasets").iterdir())) == 1
    # the name is free, and who takes it learns nothing of what was there
    sign("eve", "lead").post(f"{API}/projects", json={"yaml": YAML.format(name="tone")}).raise_for_status()
    assert "r1" not in str(sign("eve").get(f"{at}/audit").json())
    assert [one["action"] for one in sign("eve").get(f"{at}/audit").json()["entries"]] == ["project.add"]
    whole = sign("root").get(f"{API}/audit", params={"action": "project.delete"}).json()["entries"]
    assert {one["what"] for one in whole} == {"projects/tone", "projects/tone-exam"} and SECRET not in str(whole)
    assert audit.verify(db).broken is None
    made = sign("eve").post(f"{at}/records", json=[{"id": "r1", "values": {"reply": "x"}}])
    assert made.json()["inserted"] == 1
    with db.read() as c:
        assert c.scalar(select(func.max(metadata.tables["records"].c.id))) > newest["records"]


def test_numbers_are_not_given_twice_and_nothing_is_left_in_the_file(sign, app, db, db_url):
    """The deleted project has the newest numbers: a browser may keep a draft under one."""
    lee, ann, _ = filled(sign, "tone")
    number, at = number_of(db, "tone"), f"{API}/projects/tone"
    with db.read() as c:
        last = c.scalar(select(func.max(metadata.tables["assignments"].c.id)))
    lee.post(f"{at}/corpus", json=[{"id": f"d{n}", "text": f"{SECRET} {n}"} for n in range(50)]).raise_for_status()
    lee.delete(at, params={"confirm": "tone", "parts": True}).raise_for_status()
    app.state.finishing.close()
    assert service.finish(db, app.state.settings.home)
    with db.read() as c:
        left = rows_of(c, number)
        assert set(left) <= {"records", "assignments", "responses"} and all(n <= 2 for n in left.values())
    lee.post(f"{API}/projects", json={"yaml": YAML.format(name="tone")}).raise_for_status()
    lee.post(f"{at}/records", json=[{"id": "r1", "values": {"reply": "x"}}]).raise_for_status()
    lee.put(f"{at}/members/ann", json={"role": "annotator"}).raise_for_status()
    [given] = ann.post(f"{at}/claim", json={}).json()["assignments"]
    assert int(given["id"].removeprefix("as_")) > last and given["draft"] is None
    if db.dialect == "sqlite":
        db.close()
        path = db_url.removeprefix("sqlite:///")
        with sqlite3.connect(path) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        with open(path, "rb") as file:
            found = SECRET.lower().encode() in file.read().lower()
        assert not found


def test_an_import_that_is_under_way_ends_when_its_project_is_deleted(sign, app, db):
    lee = sign("lee", "lead")
    lee.post(f"{API}/projects", json={"yaml": YAML.format(name="tone")}).raise_for_status()

    def rows():
        for n in range(5000):
            if n == 2500:
                service.delete(db, local_admin(db), "tone", "tone")
            yield {"id": f"r{n}", "values": {"reply": "x"}}

    with pytest.raises(Conflict, match="deleted meanwhile"):
        records.add(db, local_admin(db), "tone", rows())
    assert service.finish(db, app.state.settings.home)
    with db.read() as c:
        assert not queries.waiting(c)


def test_who_is_anonymised_keeps_their_answers_and_loses_everything_that_names_them(sign, db):
    lee, _, _ = filled(sign, "tone")
    root, at = sign("root", "admin"), f"{API}/projects/tone"
    key = sign("ann").post(f"{API}/keys", json={"name": "anns-laptop"}).json()["key"]
    before = lee.get(f"{at}/responses").text
    assert root.post(f"{API}/users/nobody/anonymise").status_code == 404
    new = root.post(f"{API}/users/ann/anonymise").json()["name"]
    assert lee.get(f"{at}/responses").text == before  # pseudonyms stay, and so do the answers
    assert new in lee.get(f"{at}/records/r1").text and '"ann"' not in lee.get(f"{at}/records/r1").text
    with db.read() as c:
        assert people.caller_of_key(c, key) == (None, None)
    assert "ann" not in {one["name"] for one in root.get(f"{API}/users").json()["users"]}
    assert "anns-laptop" not in root.get(f"{API}/keys").text
    assert audit.verify(db).broken is None
