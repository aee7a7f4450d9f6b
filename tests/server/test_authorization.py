"""Who may do what: every operation with every kind of person. An operation that is not in the table fails the test."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accord.control import queries as control
from accord.ground import clock
from accord.ground.settings import Settings
from accord.jobs import queries as jobs
from accord.people import service
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.server.app import create_app

API = "/api/v1"
YAML = "name: tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"
RECORDS = [{"id": f"r{number}", "values": {"reply": "Sure."}} for number in range(1, 30)]
ANSWERS = {"answers": {"tone": {"value": "curt"}}}
RESPONSE = {"record": "r9", "person": "elsewhere", "answers": {"tone": "curt"}}

# name: site role, role in the project
PEOPLE = {
    "nobody": (None, None),
    "stranger": ("annotator", None),
    "ann": ("annotator", "annotator"),
    "rev": ("annotator", "reviewer"),
    "other": ("lead", None),
    "lee": ("lead", "lead"),
    "root": ("admin", "lead"),
}


@dataclass(frozen=True)
class May:
    """The least role that may do it: `open` to all, of the `site`, or in the `project`; `own`: only whose thing it is
    (with `admin`: and an admin)."""

    where: str
    role: str = "annotator"
    body: object = None
    query: dict = field(default_factory=dict)

    def refused(self, name):
        """The status that this person must get; None when they may."""
        site, project = PEOPLE[name]
        if self.where == "open":
            return None
        if site is None:
            return 401
        if self.where == "own":
            return None if name == "ann" or (site == "admin" and self.role == "admin") else 404
        if self.where == "project" and project is None:
            return 404  # they cannot tell it from one that is not there
        have = project if self.where == "project" else site
        return None if ROLES.index(have) >= ROLES.index(self.role) else 403


TABLE = {
    "health": May("open"),
    "sign_in": May("open", body={"name": "ann", "password": "correct horse"}),
    "sign_in_by_link": May("open"),
    "session": May("site"),
    "sign_out": May("site"),
    "list_users": May("site", "lead"),
    "create_user": May("site", "lead", {"name": "new"}),
    "remove_user": May("site", "admin"),
    "anonymise_user": May("site", "admin"),
    "set_password": May("site", "admin", {"password": "another horse"}),
    "create_link": May("site", "lead"),
    "list_keys": May("site"),
    "create_key": May("site", body={"name": "mine"}),
    "revoke_key": May("own", "admin"),
    "list_skills": May("site", "lead"),
    "list_user_skills": May("site", "lead"),
    "grant_skill": May("site", "lead", {"level": 2}),
    "revoke_skill": May("site", "lead"),
    "list_notices": May("site"),
    "read_notices": May("site", body={"upto": 1}),
    "show_wellbeing": May("site"),
    "set_wellbeing": May("site", body={"accepts": True}),
    "show_guidelines": May("project"),
    "acknowledge_guidelines": May("project", body={"version": 1}),
    "list_acknowledged": May("project", "reviewer"),
    "show_exam": May("project"),
    "start_exam": May("project"),
    "finish_exam": May("project"),
    "list_attempts": May("project", "reviewer"),
    "make_exam": May("project", "lead", {"name": "again", "exam": {"skill": "tone"}}),
    "show_feedback": May("own"),
    "start_calibration": May("project", "lead", {"people": ["ann", "zoe"], "number": 1}),
    "list_calibrations": May("project"),
    "show_calibration": May("project"),  # of annotators only who takes part: test_calibration
    "calibration_of": May("own", "admin"),
    "reveal_calibration": May("project", "lead"),
    "close_calibration": May("project", "lead"),
    "calibration_gold": May("project", "lead", {}),
    "show_attributes": May("site"),
    "say_attributes": May("site", body={"said": {"age": "35-44"}, "consent": True}),
    "erase_attributes": May("site"),
    "get_groups": May("project", "lead"),
    "create_invitation": May("project", "lead", {}),
    "list_invitations": May("project", "lead"),
    "end_invitation": May("project", "lead"),
    "look_at_invitation": May("open"),
    "accept_invitation": May("open"),
    "join_by_invitation": May("site"),
    "list_audit": May("site", "admin"),
    "stream_audit": May("site", "admin"),
    "project_audit": May("project", "lead"),
    "list_workflows": May("site"),
    "show_workflow": May("site", "lead"),
    "validate_project": May("site", body={"yaml": YAML}),
    "project_schema": May("site"),
    "list_plugins": May("site"),
    "list_versions": May("project", "lead"),
    "show_version": May("project", "lead"),
    "foresee_change": May("project", "lead", {"yaml": YAML}),
    "list_projects": May("site"),
    "create_project": May("site", "lead", {"yaml": YAML, "name": "tone-2"}),
    "show_project": May("project"),
    "change_project": May("project", "lead", {"yaml": YAML}),
    "archive_project": May("project", "lead"),
    "restore_project": May("project", "lead"),
    "delete_project": May("project", "lead", query={"confirm": "tone"}),
    "list_members": May("project", "reviewer"),
    "set_member": May("project", "lead", {"role": "annotator"}),
    "remove_member": May("project", "lead"),
    "add_records": May("project", "lead", RECORDS[:1]),
    "add_documents": May("project", "lead", [{"id": "d2", "text": "More."}]),
    "list_documents": May("project"),
    "search_corpus": May("project", query={"q": "refund"}),
    "show_document": May("project"),
    "remove_document": May("project", "lead"),
    "list_citations": May("project", "reviewer"),
    "list_records": May("project", "reviewer"),
    "list_views": May("project", "reviewer"),
    "set_view": May("project", "reviewer", {"query": {"state": "open"}}),  # of the project's, only leads: test_views
    "remove_view": May("project", "reviewer"),
    "stream_records": May("project", "lead"),
    "show_record": May("project", "reviewer"),
    "withdraw_record": May("project", "lead"),
    "steer_records": May("project", "lead", {"action": "ask", "ids": ["r9"]}),
    "reopen_record": May("project", "lead", {"people": 1}),
    "send_record": May("project", "lead", {"to": "done"}),
    "show_timeline": May("project", "reviewer"),
    "list_escalations": May("project", "reviewer"),
    "add_comment": May("project", "reviewer", {"text": "look here"}),  # and who has worked on the record: test_moves
    "resolve_comment": May("project", "reviewer", {"resolved": True}),
    "claim": May("project", body={"count": 1}),
    "list_mine": May("project"),
    "progress": May("project"),
    "stream_responses": May("project", "lead"),
    "import_responses": May("project", "lead", [RESPONSE]),
    "show_assignment": May("own"),
    "save_draft": May("own", body=ANSWERS),
    "submit": May("own", body=ANSWERS),
    "skip": May("own", body={"reason": "not my language"}),
    "release": May("own"),
    "get_quality": May("project", "reviewer"),
    "list_actions": May("project", "reviewer"),
    "list_my_actions": May("project"),
    "undo_action": May("project", "lead", {"why": ""}),
    "retrained": May("project"),
    "get_audience": May("project", "reviewer"),
    "get_results": May("project", "reviewer"),
    "get_gaps": May("project", "reviewer", query={"question": "tone"}),
    "get_overview": May("project", "reviewer"),
    "list_people": May("project", "lead"),
    "show_person": May("project", "lead"),
    "get_pay": May("project", "lead", query={"since": "2026-11-01", "until": "2026-11-30"}),
    "get_pay_csv": May("project", "lead", query={"since": "2026-11-01", "until": "2026-11-30"}),
    "get_rate": May("project", "lead"),
    "set_rate": May("project", "lead", {"amount": "18.50"}),
    "get_disagreements": May("project", "reviewer", query={"question": "tone"}),
    "list_formats": May("site"),
    "create_dataset": May("project", "lead", {}),
    "list_datasets": May("project", "lead"),
    "get_dataset": May("project", "lead"),
    "prepare_export": May("project", "lead"),
    "create_upload": May("project", "lead", {"files": [{"name": "more.jsonl", "size": 3}]}),
    "show_upload": May("project", "lead"),
    "write_upload": May("project", "lead"),
    "remove_upload": May("project", "lead"),
    "look_at_upload": May("project", "lead", {}),
    "import_upload": May("project", "lead", {}),
    "download_refused": May("project", "lead"),
    "list_jobs": May("project", "reviewer"),
    "show_job": May("project", "reviewer"),
    "stop_job": May("project", "lead"),
    "start_job_again": May("project", "lead"),
    "preview_dataset": May("project", "lead"),
    "export_dataset": May("project", "lead"),
}
DOCUMENT = create_app(Settings(home=Path("unused")), db=object()).openapi()  # building it touches no database
ROUTES = {
    operation["operationId"]: (method, path)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


def address(path):
    """The path to something that is there."""
    person = "zoe" if path.startswith(f"{API}/users") or "/members/" in path else "tone"
    number = "as_1" if "/assignments/" in path else "1"
    if "/exam" in path or path.endswith("/feedback"):  # those that `taking` made
        path, number = path.replace("/projects/{name}/", "/projects/check/"), "as_2"
    if path.endswith("/calibration"):
        path = path.replace("{name}", "tone-calibration-1")
    if "/imports/" in path:
        number = "2"
    known = {
        "upload": "given",
        "name": person if path.startswith(f"{API}/users") else "tone",
        "user": "zoe",
        "key": "r9",
        "document": "d1",
        "format": "jsonl",
        "skill": "support-en",
        "view": "mine",
    }
    for name, value in {**known, "number": number}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


@pytest.fixture
def clients(app, db):
    """One client a person, and the things that the addresses lead to; the first assignment and key are ann's."""
    admin, made = service.local_admin(db), {}
    for name, (site, _) in PEOPLE.items():
        made[name] = TestClient(app, base_url="http://accord.test")
        if site is not None:
            service.create_user(db, admin, name, site)
    service.create_user(db, admin, "zoe", "annotator")
    for name in ("ann", *(name for name, (site, _) in PEOPLE.items() if site and name != "ann")):
        with db.read() as c:
            caller = Caller(service.user_id(c, name), name, PEOPLE[name][0])
        made[name].headers["Authorization"] = f"Bearer {service.create_key(db, caller, 'test')['key']}"
    lee = made["lee"]
    lee.put(f"{API}/users/zoe/skills/support-en", json={}).raise_for_status()
    lee.post(f"{API}/projects", json={"yaml": YAML}).raise_for_status()
    lee.post(f"{API}/projects/tone/records", json=RECORDS).raise_for_status()
    for name, role in (*((name, role) for name, (_, role) in PEOPLE.items() if role), ("zoe", "annotator")):
        lee.put(f"{API}/projects/tone/members/{name}", json={"role": role}).raise_for_status()
    lee.post(f"{API}/projects/tone/records/r9/comments", json={"text": "Look."}).raise_for_status()
    zoe = {
        "project_id": 1,
        "rule": "speed",
        "collect": "speed",
        "value": 1,
        "n": 20,
        "condition": "value < 2",
        "why": "",
    }
    with db.read() as c:
        zoe["user_id"] = service.user_id(c, "zoe")
    db.write(lambda c: control.add(c, {**zoe, "done": [{"what": "warn"}], "at": clock.now()}))
    lee.post(f"{API}/projects/tone/corpus", json=[{"id": "d1", "text": "A refund is due."}]).raise_for_status()
    made["ann"].post(f"{API}/projects/tone/claim", json={"count": 1}).raise_for_status()
    lee.post(f"{API}/projects/tone/datasets", json={}).raise_for_status()
    over = {
        "kind": "quality",
        "options": {},
        "state": "done",
        "stop_asked": False,
        "step": "",
        "message": "",
        "made_of": "",
    }
    over |= {"project_id": 1, "done": 0, "total": 0, "started_at": clock.now(), "seen_at": clock.now()}
    db.write(lambda c: jobs.add(c, over))
    db.write(lambda c: jobs.add(c, {**over, "kind": "import"}))
    home = app.state.settings.home
    (home / "jobs" / "2").mkdir(parents=True)
    (home / "jobs" / "2" / "refused.jsonl").write_text('{"refused": {"row": 1, "message": "no"}}\n')
    upload = lee.post(f"{API}/projects/tone/uploads", json={"files": [{"name": "more.jsonl", "size": 0}]}).json()
    (home / "imports" / upload["id"]).rename(home / "imports" / "given")
    return made


def taking(clients):
    """An exam with the same people, in which ann answered one record (as_2) of an attempt that is open."""
    lee, ann = clients["lee"], clients["ann"]
    yaml = YAML.replace("name: tone", "name: check") + "exam: {skill: tone, feedback: each}\n"
    lee.post(f"{API}/projects", json={"yaml": yaml}).raise_for_status()
    lee.post(f"{API}/projects/check/records", json=[{**RECORDS[0], "gold": {"tone": "curt"}}]).raise_for_status()
    for name, role in ((name, role) for name, (_, role) in PEOPLE.items() if role):
        lee.put(f"{API}/projects/check/members/{name}", json={"role": role}).raise_for_status()
    ann.post(f"{API}/projects/check/exam/start").raise_for_status()
    ann.post(f"{API}/assignments/as_2/submit", json=ANSWERS).raise_for_status()


def calibrating(clients, revealed):
    """A round in which ann and zoe take part; ann has voted."""
    lee, ann = clients["lee"], clients["ann"]
    body = {"people": ["ann", "zoe"], "number": 1}
    lee.post(f"{API}/projects/tone/calibrations", json=body).raise_for_status()
    [given] = ann.post(f"{API}/projects/tone-calibration-1/claim", json={}).json()["assignments"]
    ann.post(f"{API}/assignments/{given['id']}/submit", json=ANSWERS).raise_for_status()
    if revealed:
        lee.post(f"{API}/projects/tone/calibrations/1/reveal").raise_for_status()


def test_every_operation_is_in_the_table():
    assert set(TABLE) == set(ROUTES)


@pytest.mark.parametrize("operation", [name for name in ROUTES if name in TABLE])
def test_only_those_who_may(operation, clients, db):
    rule, (method, path) = TABLE[operation], ROUTES[operation]
    admin, told = service.local_admin(db), {}
    if "/exam" in path or path.endswith("/feedback"):
        taking(clients)
    if "calibration" in operation:
        calibrating(clients, revealed=operation in ("close_calibration", "calibration_gold"))
    if operation == "sign_in":
        service.set_password(db, admin, "ann", "correct horse")
    for name in sorted(
        PEOPLE, key=lambda name: rule.refused(name) is None
    ):  # those who must not come first: they change nothing
        body = rule.body
        if "invitation" in operation:
            made = clients["lee"].post(f"{API}/projects/tone/invitations", json={}).json()
            if "project" not in path:
                body = {"token": made["link"].partition("#token=")[2]}
        if operation == "accept_invitation":
            body |= {"name": f"newcomer-{name}", "password": "correct horse"}
        if operation == "remove_view":
            clients[name].put(address(path), json={"query": {}})
        if operation == "sign_in_by_link":
            body = {"token": service.create_link(db, admin, "zoe")}
        options = {} if body is None else {"json": body}
        told[name] = clients[name].request(method, address(path), params=rule.query, **options).status_code
    refused = {name: rule.refused(name) for name in PEOPLE if rule.refused(name)}
    assert {name: told[name] for name in refused} == refused
    allowed = [told[name] for name in PEOPLE if name not in refused]
    assert allowed[0] in (200, 201, 202, 204), told
    assert not {401, 403} & set(allowed), told


def test_who_leaves_a_project_leaves_their_assignments_behind(clients):
    assert clients["ann"].get(f"{API}/assignments/as_1").status_code == 200
    assert clients["lee"].delete(f"{API}/projects/tone/members/ann").status_code == 204
    for method, move in (("get", ""), ("put", "/draft"), ("post", "/submit"), ("post", "/skip"), ("post", "/release")):
        body = {"reason": ""} if move == "/skip" else ANSWERS if move in ("/draft", "/submit") else None
        options = {} if body is None else {"json": body}
        told = clients["ann"].request(method, f"{API}/assignments/as_1{move}", **options)
        assert told.status_code == 404, move


def asked(client, operation, name="tone", **ids):
    """Ask an operation as the table does, of another project or thing where told."""
    rule, (method, path) = TABLE[operation], ROUTES[operation]
    for key, value in {"name": name, **ids}.items():
        path = path.replace(f"{{{key}}}", value) if path.startswith(f"{API}/projects/") or key != "name" else path
    options = {} if rule.body is None else {"json": rule.body}
    return client.request(method, address(path), params=rule.query, **options)


def test_whoever_left_is_told_nothing_by_any_operation(clients):
    """Out of the project, out of the site, or the project put away: each is as for a stranger, whatever is asked."""
    lee, root, told = clients["lee"], clients["root"], {}
    own = [name for name, rule in TABLE.items() if rule.where == "own" and "/assignments/" in ROUTES[name][1]]
    of_project = [name for name, rule in TABLE.items() if rule.where == "project" and "exam" not in name]
    lee.post(f"{API}/projects/tone/archive").raise_for_status()
    for name in of_project:
        for person in ("ann", "rev"):
            told["archived", person, name] = asked(clients[person], name).status_code
    lee.post(f"{API}/projects/tone/restore").raise_for_status()
    lee.delete(f"{API}/projects/tone/members/ann").raise_for_status()
    for name in (*of_project, *own):
        told["no member", "ann", name] = asked(clients["ann"], name).status_code
    assert {key: status for key, status in told.items() if status != 404} == {}
    root.delete(f"{API}/users/rev").raise_for_status()
    sites = [name for name, rule in TABLE.items() if rule.where != "open"]
    told = {name: asked(clients["rev"], name).status_code for name in sites}
    assert {name: status for name, status in told.items() if status != 401} == {}


def test_a_lead_reaches_nothing_of_another_project_through_their_own(clients):
    """Each number and key of a project, asked for under a project that the caller leads."""
    lee, mallory = clients["lee"], clients["other"]
    mallory.post(f"{API}/projects", json={"yaml": YAML.replace("name: tone", "name: theirs")}).raise_for_status()
    mallory.post(f"{API}/projects/theirs/records", json=[{**RECORDS[0], "id": "own"}]).raise_for_status()
    lee.post(f"{API}/projects/tone/invitations", json={}).raise_for_status()
    lee.post(f"{API}/projects/tone/responses", json=[RESPONSE]).raise_for_status()
    calibrating(clients, revealed=True)
    before = lee.get(f"{API}/projects/tone/audit").json()["entries"][0]["number"]
    things = [name for name, (_, path) in ROUTES.items() if "/projects/{name}/" in path and path.count("{") > 1]
    # people, one's own lists, the first version, and what is cited there: all of their own project
    harmless = ("set_member", "set_view", "remove_view", "show_version", "list_citations")
    told = {name: asked(mallory, name, "theirs").status_code for name in things if name not in harmless}
    assert {name: status for name, status in told.items() if status != 404} == {} and len(told) > 10
    assert asked(mallory, "list_citations", "theirs").json()["citations"] == []
    answered = lee.get(f"{API}/projects/tone/records/r9").json()
    strange = {"response": answered["responses"][0]["response"], "thread": answered["comments"][0]["id"]}
    there = f"{API}/projects/theirs/records/own/comments"
    for key, value in strange.items():
        refused = mallory.post(there, json={"text": "?", key: value})
        missing = mallory.post(there, json={"text": "?", key: "re_999" if key == "response" else 999})
        assert refused.status_code == missing.status_code == 422
        assert [one["code"] for one in refused.json()["errors"]] == [one["code"] for one in missing.json()["errors"]]
    # nor does an answer say whether there is one of that number
    for path in ("datasets/{}", "jobs/{}", "assignments/as_{}", "datasets/{}/preview/jsonl"):
        one, none = (mallory.get(f"{API}/{path.format(n)}") for n in (1, 999))
        assert one.status_code == none.status_code == 404 and one.json() == none.json(), path
    assert lee.get(f"{API}/projects/tone/audit").json()["entries"][0]["number"] == before
