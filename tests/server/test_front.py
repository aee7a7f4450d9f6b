"""What everybody calls all day is answered before the framework; whoever asks cannot tell."""

import gzip
import json

import pytest
from starlette.testclient import TestClient

from accord.ground.settings import Settings
from accord.people import service as people
from accord.projects import service as projects
from accord.server.app import create_app
from accord.server.front import Front
from accord.work import service as work

YAML = """
name: p
fields: {prompt: {type: text}}
questions: {good: {type: label, options: ["yes", "no"]}, note: {type: text, required: false, max_length: 90000}}
stages: [{name: annotate, overlap: 9}]
"""
API = "/api/v1"


class Counted:
    """The framework below the front, and how often it is asked."""

    def __init__(self, app):
        self.app, self.asked = app, 0

    async def __call__(self, scope, receive, send):
        self.asked += scope["type"] == "http"
        await self.app(scope, receive, send)


@pytest.fixture
def below(db, tmp_path):
    """A client with a key, whose `framework` counts what comes through to it."""
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    work.add_records(db, admin, "p", [{"id": f"r{n}", "values": {"prompt": "What?"}} for n in range(9)])
    app = create_app(Settings(home=tmp_path, max_body_mb=1), db)
    app.middleware_stack = app.build_middleware_stack()
    front = app.middleware_stack
    while not isinstance(front, Front):
        front = front.app
    front.app = counted = Counted(front.app)
    client = TestClient(app, headers={"Authorization": f"Bearer {people.create_key(db, admin, 'k')['key']}"})
    client.framework = counted
    return client


def test_what_is_ordinary_never_reaches_the_framework_and_has_the_careful_headers(below):
    given = below.post(f"{API}/projects/p/claim", json={"count": 2})
    (first, second) = given.json()["assignments"]
    body = {"answers": {"good": {"value": "yes"}}, "spec_version": 1, "active_seconds": 2.5}
    key = {"Idempotency-Key": "once"}
    stored = [below.post(f"{API}/assignments/{first['id']}/submit", json=body, headers=key).json() for _ in range(2)]
    assert stored[0] == stored[1]
    assert below.put(f"{API}/assignments/{second['id']}/draft", json={"answers": {}}).status_code == 200
    assert below.framework.asked == 0
    assert given.headers["cache-control"] == "no-store" and given.headers["content-type"] == "application/json"
    assert below.get(f"{API}/projects/p/claim").status_code in (404, 405) and below.framework.asked == 1


def test_the_other_ways_to_send_a_body_are_the_frameworks_and_do_the_same(below):
    body, kind = b'{"count": 1}', {"Content-Type": "application/json"}
    there = f"{API}/projects/p/claim"
    packed = below.post(there, content=gzip.compress(body), headers={**kind, "Content-Encoding": "gzip"})
    pieces = below.post(there, content=iter([body[:5], body[5:]]), headers=kind)
    assert below.framework.asked == 2
    plain = below.post(there, content=body, headers=kind)
    (same,) = {json.dumps({**a.json()["assignments"][0], "lease_until": None}) for a in (packed, pieces, plain)}
    assert '"as_1"' in same and below.framework.asked == 2


@pytest.mark.parametrize(
    ("sent", "status", "pointer"),
    [
        ({"count": 0}, 422, "/count"),
        ({"cuont": 1}, 422, "/cuont"),
        ({"count": float("nan")}, 422, "/count"),
        ([], 422, ""),
        ("{", 400, None),
        ('{"count": "\\ud800"}', 422, "/count"),
        ("", 422, ""),
    ],
)
def test_a_fault_is_told_by_the_framework(below, sent, status, pointer):
    body = sent if isinstance(sent, str) else json.dumps(sent)
    answer = below.post(f"{API}/projects/p/claim", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
    if pointer is not None:
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert below.framework.asked == 1


def test_errors_of_the_operation_itself_and_of_who_asks_are_problem_documents(below):
    body = {"answers": {"good": {"value": "maybe"}}}
    number = below.post(f"{API}/projects/p/claim", json={}).json()["assignments"][0]["id"]
    wrong = below.post(f"{API}/assignments/{number}/submit", json=body)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/answers/good/value")
    assert below.post(f"{API}/projects/q/claim", json={}).status_code == 404
    headers = {"Authorization": "Bearer nobody"}
    assert below.post(f"{API}/projects/p/claim", json={}, headers=headers).status_code == 401
    assert below.post(f"{API}/projects/{'x' * 101}/claim", json={}).status_code == 422
    assert below.framework.asked == 1
    large = below.post(f"{API}/assignments/{number}/submit", json={"answers": {"good": "x" * 2**20}})
    assert large.status_code == 413


def test_long_answers_are_the_frameworks_and_are_stored_once_too(below):
    (given,) = below.post(f"{API}/projects/p/claim", json={}).json()["assignments"]
    body = {"answers": {"good": {"value": "maybe"}, "note": {"value": "long " * 15_000}}}
    where, key, asked = f"{API}/assignments/{given['id']}/submit", {"Idempotency-Key": "once"}, below.framework.asked
    wrong = below.post(where, json=body)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/answers/good/value")
    body["answers"]["good"]["value"] = "yes"
    first, again = (below.post(where, json=body, headers=key) for _ in range(2))
    assert first.status_code == 200 and first.json() == again.json() and first.json()["revision"] == 1
    body["answers"]["good"]["value"] = "no"
    assert below.post(where, json=body, headers=key).status_code == 409
    assert below.post(where, json=body, headers={"Authorization": "Bearer nobody"}).status_code == 401
    assert below.post(f"{API}/assignments/as_999/submit", json=body).status_code == 404
    assert below.framework.asked == asked + 6
