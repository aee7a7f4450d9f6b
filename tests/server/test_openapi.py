"""Whatever is sent to whichever operation, the answer is one that OpenAPI declares: no mistake of ours, no undeclared status or shape."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from accord.ground.settings import Settings
from accord.people import service
from accord.server.app import create_app

API = "/api/v1"
YAML = """name: tone
fields: {reply: {type: text}, replies: {type: candidates, required: false}}
questions:
  tone: {type: label, options: [friendly, curt]}
  better: {type: preference, of: replies, required: false}
"""
REPLIES = [{"id": "a", "text": "Yes."}, {"id": "b", "text": "No."}]
DOCUMENT = create_app(Settings(home=Path("unused")), db=object()).openapi()  # building it touches no database
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def admin(app, db):
    """A client with an admin's key, and things to meet: a project with records, an assignment, a dataset, a member."""
    service.create_key(db, service.local_admin(db), "to lose")  # number 1
    key = service.create_key(db, service.local_admin(db), "test")["key"]
    http = TestClient(app, base_url="http://accord.test", headers={"Authorization": f"Bearer {key}"})
    service.create_user(db, service.local_admin(db), "ann", "annotator")
    records = [{"id": f"r{n}", "values": {"reply": "Sure.", "replies": REPLIES}} for n in (1, 2)]
    http.post(f"{API}/projects", json={"yaml": YAML}).raise_for_status()
    http.post(f"{API}/projects/tone/records", json=records).raise_for_status()
    http.put(f"{API}/projects/tone/members/ann", json={"role": "annotator"}).raise_for_status()
    first, _ = http.post(f"{API}/projects/tone/claim", json={"count": 2}).raise_for_status().json()["assignments"]
    http.post(
        f"{API}/assignments/{first['id']}/submit", json={"answers": {"tone": {"value": "curt"}}}
    ).raise_for_status()
    http.post(f"{API}/projects/tone/datasets", json={}).raise_for_status()
    return http


def known(path):
    """Values with which the path leads to something that is there."""
    values = {
        "name": "ann" if path.startswith(f"{API}/users") else "tone",
        "user": "ann",
        "key": "r1",
        "format": "jsonl",
    }
    values["number"] = "as_2" if "/assignments/" in path else 1
    return {name: value for name, value in values.items() if f"{{{name}}}" in path}


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part.removeprefix(API))
def test_every_answer_is_a_declared_one(app, admin, path, method):
    app.openapi_schema = DOCUMENT
    operation = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)[path][method]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    anywhere = [operation.as_strategy(mode) for mode in modes]
    there = [operation.as_strategy(mode, path_parameters=known(path)) for mode in modes if known(path)]
    headers = {"Authorization": admin.headers["Authorization"]}

    @settings(
        max_examples=16,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(*anywhere, *there))
    def answers(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    answers()
