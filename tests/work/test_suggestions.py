"""What a person does with suggestions is kept with their answer: which hidden one they opened, which they took over, and when."""

import json

import pytest

from tests.work.conftest import API

YAML = """
name: pulled
fields: {said: {type: text}}
questions:
  tone: {type: label, options: [kind, curt], suggestions: hidden}
  kept: {type: label, options: [yes, no], suggestions: holdout, required: false}
"""
SUGGESTED = [
    {"question": "tone", "value": "kind", "agent": "judge-x", "version": "2"},
    {"question": "kept", "value": "yes", "agent": "judge-x"},
]
EVENTS = [
    {"did": "opened", "question": "tone", "after": 3.5},
    {"did": "taken", "question": "tone", "agent": "judge-x", "version": "2", "after": 5.0},
]


@pytest.fixture
def lead(sign):
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": YAML}).status_code == 201
    records = [{"id": f"r{at}", "values": {"said": "Please wait."}, "suggestions": SUGGESTED} for at in (1, 2)]
    assert http.post(f"{API}/projects/pulled/records", json=records).json()["inserted"] == 2
    return http


def test_what_was_opened_and_taken_is_kept_with_the_answer_shown_to_leads_and_exported(lead):
    one, other = lead.post(f"{API}/projects/pulled/claim", json={"count": 2}).json()["assignments"]
    # what is held out never reaches a person; what is hidden does, to be opened
    assert [each["question"] for each in one["record"]["suggestions"]] == ["tone"]
    at = f"{API}/assignments/{one['id']}"
    draft = {"answers": {}, "active_seconds": 4, "events": EVENTS[:1]}
    assert lead.put(f"{at}/draft", json=draft).status_code == 200
    assert claim_again(lead)["draft"]["events"] == EVENTS[:1]
    said = {"answers": {"tone": {"value": "kind"}}}
    assert lead.post(f"{at}/submit", json={**said, "events": EVENTS}).status_code == 200
    assert lead.post(f"{API}/assignments/{other['id']}/submit", json=said).status_code == 200
    lines = map(json.loads, lead.get(f"{API}/projects/pulled/responses").text.splitlines())
    assert {line["record"]: line["presentation"] for line in lines} == {"r1": {"@suggestions": EVENTS}, "r2": {}}
    events = lead.get(f"{API}/projects/pulled/records/r1/timeline").json()["events"]
    assert [event["suggestions"] for event in events if event["what"] == "answer"] == [EVENTS]
    made = lead.post(f"{API}/projects/pulled/datasets", json={"ties": "drop"}).json()
    preview = lead.get(f"{API}/datasets/{made['id']}/preview/jsonl").json()
    rows = next(one["rows"] for one in preview["files"] if one["name"].startswith("responses"))
    assert sorted(json.dumps(row["presentation"]) for row in rows) == sorted(
        map(json.dumps, [{"@suggestions": EVENTS}, {}])
    )


@pytest.mark.parametrize(
    "event",
    [
        {"did": "seen", "question": "tone", "after": 1},
        {"did": "opened", "question": "tone"},
        {"did": "opened", "question": "tone", "after": -1},
        {"did": "opened", "question": "tone", "after": 1, "mood": "curious"},
    ],
    ids=str,
)
def test_an_event_that_is_none_is_refused_with_the_answer(lead, event):
    (one,) = lead.post(f"{API}/projects/pulled/claim", json={"count": 1}).json()["assignments"]
    sent = {"answers": {"tone": {"value": "kind"}}, "events": [event]}
    answer = lead.post(f"{API}/assignments/{one['id']}/submit", json=sent)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/events/0")
    assert lead.get(f"{API}/projects/pulled/responses").text == ""


def claim_again(http):
    return http.post(f"{API}/projects/pulled/claim", json={"count": 1}).json()["assignments"][0]
