"""The page about Python is a session: its blocks run one after the other against the application."""

import inspect
import re
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

import accord
from accord import Client, Project, fields, questions
from accord.people import service as people
from accord.workflows import list_

DOCS = Path(__file__).parents[2] / "docs"
BLOCKS = re.findall(r"^```python\n(.*?)^```", (DOCS / "python.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def connect(app, db):
    key = people.create_key(db, people.local_admin(db), "notebook")["key"]
    return lambda *address, **given: Client(key=key, http=TestClient(app))


def test_the_page_is_a_session(connect, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(accord, "Client", connect, raising=False)
    room = {}
    for block in BLOCKS:
        exec(block, room)
    said = capsys.readouterr().out
    assert "{'total': 3, 'done': 2, 'open': 1}" in said
    assert "\nr2 1.0\n" in said and "\nr1 1" not in said
    assert room["alpha"] is not None
    assert {"record", "stage", "person", "active_seconds", "tone"} <= set(room["answers"].columns)
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"responses.jsonl", "consensus.jsonl"}
    tone = room["tone"]
    assert tone.show()["spec"]["title"] == "Tone of replies"
    with pytest.raises(TimeoutError, match="1 of 3 records of tone are open"):
        tone.wait(timeout=0)
    tone.records.withdraw("r3")
    assert tone.wait()["records"]["open"] == 0


def test_a_project_that_was_read_is_kept_with_its_comments_until_it_is_changed(tmp_path):
    source = "# ours\nname: tone\nguidelines: g.md\nfields: {reply: {type: text}}\nquestions: {ok: {type: text}}\n"
    (tmp_path / "project.yaml").write_text(source, encoding="utf-8")
    (tmp_path / "g.md").write_text("Read.", encoding="utf-8")
    read = Project.read(tmp_path)
    assert read.body() == {"yaml": source, "guidelines": "Read."}
    changed = replace(read, title="Tone")
    assert changed.body()["spec"]["title"] == "Tone" and "yaml" not in changed.body()


@pytest.mark.parametrize("name", [one.name for one in list_()])
def test_every_workflow_is_read_whole(name):
    folder = Path(accord.__file__).parent / "workflows" / name
    read = Project.read(folder)
    assert read.yaml and read.guidelines


def test_a_builder_says_what_it_takes():
    known = inspect.signature(questions.label).parameters
    assert {"options", "of", "justification"} <= set(known)
    assert "options: what may be chosen" in questions.label.__doc__


def test_the_environment_says_where_and_with_which_key(monkeypatch):
    monkeypatch.setenv("ACCORD_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("ACCORD_KEY", "acc_x")
    assert Client().transport.address == "http://127.0.0.1:9"
    headers = [
        client.transport._http.headers.get("Authorization") for client in (Client(), Client("http://127.0.0.1:7"))
    ]
    assert headers == ["Bearer acc_x", None]


def test_nobody_there_is_said_with_the_address():
    with pytest.raises(httpx2.ConnectError, match=r"127\.0\.0\.1:9 does not answer.*accord serve"):
        Client("http://127.0.0.1:9").create(Project("p", {"reply": fields.text()}, {"ok": questions.text()}))
