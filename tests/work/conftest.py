"""A small project with records, a lead and people."""

import pytest

API = "/api/v1"
YAML = """
name: pairs
fields:
  prompt: {type: text}
  replies: {type: candidates, blind: true, shuffle: true}
questions:
  better: {type: preference, of: replies}
  tone: {type: label, each: replies, options: [kind, curt], required: false}
stages:
  - {name: annotate, overlap: 2, next: [{when: "agreement.better < 0.6", to: decide}, {to: done}]}
  - {name: decide, who: {role: reviewer}, questions: [better]}
"""


def record(number):
    replies = [{"id": "a", "text": f"yes {number}", "model": "m-secret"}, {"id": "b", "text": "no", "model": "m-other"}]
    return {
        "id": f"r{number}",
        "values": {"prompt": f"Question {number}?", "replies": replies},
        "gold": {"better": {"winner": "a"}},
    }


@pytest.fixture
def lead(sign):
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": YAML, "guidelines": "Read both."}).status_code == 201
    report = http.post(f"{API}/projects/pairs/records", json=[record(n) for n in range(4)]).json()
    assert (report["inserted"], report["refused"]) == (4, [])
    return http


@pytest.fixture
def person(lead, sign):
    """`person(name, role)`: a member of the project."""

    def member(name, role="annotator"):
        http = sign(name)
        assert lead.put(f"{API}/projects/pairs/members/{name}", json={"role": role}).status_code == 204
        return http

    return member


def claim(http, count=1):
    return http.post(f"{API}/projects/pairs/claim", json={"count": count}).json()["assignments"]


def submit(http, one, winner="a", key=None, **more):
    headers = {"Idempotency-Key": key} if key else {}
    body = {"answers": {"better": {"value": {"winner": winner}}}, **more}
    return http.post(f"{API}/assignments/{one['id']}/submit", json=body, headers=headers)
