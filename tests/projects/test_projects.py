"""A project is seen by its people only, and changes by versions only."""

from threading import Event

import pytest
from sqlalchemy import Engine, event

from accord.ground.database import connect
from accord.people.service import local_admin
from accord.projects import service

API = "/api/v1"
YAML = "name: tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"


@pytest.fixture
def lead(sign):
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": YAML, "guidelines": "Be kind."}).status_code == 201
    return http


def test_its_maker_leads_it(lead):
    shown = lead.get(f"{API}/projects/tone").json()
    assert (shown["role"], shown["version"], shown["guidelines"], shown["source"]) == ("lead", 1, "Be kind.", YAML)
    assert shown["spec"]["questions"]["tone"]["type"] == "label"


def test_others_cannot_tell_it_from_one_that_is_not_there(lead, sign):
    other = sign("otto", "lead")
    one, none = other.get(f"{API}/projects/tone"), other.get(f"{API}/projects/none")
    assert one.status_code == none.status_code == 404
    assert one.json()["title"].replace("tone", "X") == none.json()["title"].replace("none", "X")


def test_a_member_sees_it_with_their_role(lead, sign):
    ann = sign("ann")
    assert lead.put(f"{API}/projects/tone/members/ann", json={"role": "annotator"}).status_code == 204
    assert ann.get(f"{API}/projects/tone").json()["role"] == "annotator"
    assert ann.put(f"{API}/projects/tone", json={"yaml": YAML}).status_code == 403
    assert ann.get(f"{API}/projects/tone/members").status_code == 403
    assert lead.get(f"{API}/projects/tone/members").json()["members"] == [
        {"name": "ann", "role": "annotator"},
        {"name": "lee", "role": "lead"},
    ]
    assert lead.delete(f"{API}/projects/tone/members/ann").status_code == 204
    assert ann.get(f"{API}/projects/tone").status_code == 404


def test_who_is_judged_by_the_quality_policy_does_not_read_it(lead, sign):
    ann, watched = sign("ann"), YAML + "quality: {gold: {share: 0.1}}  # every tenth\n"
    assert lead.put(f"{API}/projects/tone", json={"yaml": watched}).status_code == 200
    assert lead.put(f"{API}/projects/tone/members/ann", json={"role": "annotator"}).status_code == 204
    assert lead.get(f"{API}/projects/tone").json()["spec"]["quality"]["gold"]["share"] == 0.1
    shown = ann.get(f"{API}/projects/tone").json()
    assert "quality" not in shown["spec"]
    assert shown["source"] == ""
    assert ann.get(f"{API}/projects/tone/versions").status_code == 403


def test_an_admin_leads_everything(lead, sign):
    assert sign("root", "admin").get(f"{API}/projects/tone").json()["role"] == "lead"


def test_annotators_make_no_projects(sign):
    assert sign("ann").post(f"{API}/projects", json={"yaml": YAML}).status_code == 403


def test_a_name_is_taken_once(lead):
    assert lead.post(f"{API}/projects", json={"yaml": YAML}).status_code == 409
    assert lead.post(f"{API}/projects", json={"yaml": YAML, "name": "tone-2"}).status_code == 201


def test_a_change_is_a_new_version_and_keeps_the_guidelines(lead):
    changed = YAML.replace("curt]", "curt, rude]")
    shown = lead.put(f"{API}/projects/tone", json={"yaml": changed}).json()
    assert (shown["version"], shown["guidelines"]) == (2, "Be kind.")


def test_a_version_cannot_rename(lead):
    assert lead.put(f"{API}/projects/tone", json={"yaml": YAML.replace("name: tone", "name: other")}).status_code == 422


def test_faults_come_with_their_lines(lead):
    faulty = YAML.replace("label", "lable")
    refused = lead.post(f"{API}/projects", json={"yaml": faulty, "name": "x"})
    assert refused.status_code == 422
    expected = {"pointer": "/questions/tone/type", "nearest": "label", "line": 4}
    assert expected.items() <= refused.json()["errors"][0].items()
    assert expected.items() <= lead.post(f"{API}/projects/validate", json={"yaml": faulty}).json()["faults"][0].items()


def test_a_list_of_many_projects_takes_as_few_queries_as_one(db):
    admin, seen = local_admin(db), []
    for number in range(5):
        service.create(db, admin, source=YAML, name=f"tone-{number}")
    service.VERSIONS._kept.clear()

    def counting(_connection, _cursor, statement, *_):
        seen.extend([statement] if statement.lstrip().upper().startswith(("SELECT", "WITH")) else [])

    event.listen(Engine, "before_cursor_execute", counting)
    try:
        assert [one.name for one in service.list_(db, admin)] == [f"tone-{number}" for number in range(5)]
        first = len(seen)
        service.list_(db, admin)
    finally:
        event.remove(Engine, "before_cursor_execute", counting)
    assert (first, len(seen) - first) == (2, 1)


def test_every_workflow_is_offered_and_makes_a_project(sign):
    http = sign("lee", "lead")
    for offered in http.get(f"{API}/workflows").json()["workflows"]:
        assert offered["title"] and offered["summary"]
        made = http.post(f"{API}/projects", json={"yaml": offered["source"], "guidelines": offered["guidelines"]})
        assert made.status_code == 201, offered["name"]


def test_versions_say_who_made_them_and_what_they_changed(lead, sign):
    assert lead.put(f"{API}/projects/tone", json={"yaml": YAML.replace("curt", "cool"), "base": 1}).status_code == 200
    late = lead.put(f"{API}/projects/tone", json={"yaml": YAML, "base": 1})
    assert late.status_code == 409 and "version 2" in late.json()["title"]
    assert lead.put(f"{API}/projects/tone", json={"yaml": YAML.replace("curt", "cool"), "guidelines": "Be just."}).status_code == 200  # fmt: skip
    third, second, first = lead.get(f"{API}/projects/tone/versions").json()["versions"]
    assert [one["version"] for one in (third, second, first)] == [3, 2, 1]
    assert (third["changes"], third["guidelines_changed"], third["created_by"]) == ([], True, "lee")
    assert [(one["pointer"], one["what"], one["after"]) for one in second["changes"]] == [
        ("/questions/tone/options", "changed", [{"value": "friendly"}, {"value": "cool"}])
    ]
    assert first["changes"] == []
    whole = lead.get(f"{API}/projects/tone/versions/1").json()
    assert (whole["source"], whole["guidelines"]) == (YAML, "Be kind.")
    assert lead.get(f"{API}/projects/tone/versions/9").status_code == 404


def test_a_check_shows_a_record_as_people_would_get_it(lead):
    yaml = YAML.replace("reply: {type: text}", "replies: {type: candidates, blind: true}")
    record = {"id": "1", "values": {"replies": [{"text": "No.", "model": "m-1"}, {"text": "Yes."}]}, "gold": {"tone": "curt"}}  # fmt: skip
    told = lead.post(f"{API}/projects/validate", json={"yaml": yaml, "record": record}).json()
    assert told["faults"] == [] and told["spec"]["fields"]["replies"]["type"] == "candidates"
    seen = told["shown"]["record"]
    assert (set(seen), seen["id"]) == ({"id", "values"}, "1")
    assert sorted(seen["values"]["replies"], key=lambda one: one["id"]) == [{"id": "0", "text": "No."}, {"id": "1", "text": "Yes."}]  # fmt: skip
    told = lead.post(f"{API}/projects/validate", json={"yaml": YAML, "record": record}).json()
    assert told["shown"] is None and told["record_faults"][0]["code"] == "unknown-field"


def test_what_was_seen_of_a_version_that_was_never_stored_is_forgotten(sqlite_template, tmp_path):
    """Writes share a transaction; when it is taken back, another version may have the number that was seen in it."""
    path = tmp_path / "accord.db"
    path.write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path}")
    admin, gate, words = local_admin(db), Event(), iter(["seen in vain", "stored"])
    made = service.create(db, admin, source=YAML, guidelines="first")
    waiting = [db.start(lambda c: gate.wait())]
    waiting.append(db.start(lambda c: service.add_guidelines(c, admin, made, next(words))))
    waiting.append(db.start(lambda c: service.find(db, c, admin, "tone").guidelines))
    broken = db.start(lambda c: c.connection.dbapi_connection.execute("ROLLBACK") and 1 / 0)
    gate.set()
    assert isinstance(broken.exception(10), ZeroDivisionError)
    assert [one.result(10) for one in waiting] == [True, None, "stored"]
    assert service.get(db, admin, "tone").guidelines == "stored"
    db.close()
