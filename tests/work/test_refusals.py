"""Answers that do not fit, two thousand of them: each is refused with the path of what is wrong, and nothing is stored."""

import json
import random

import pytest

from tests.work.conftest import API, claim

FORM = """
name: pairs
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies, scale: 5}
  tone: {type: label, each: replies, options: [kind, curt]}
  score: {type: rating, min: 1, max: 5}
  flags: {type: labels, options: [rude, vague], required: false}
  order: {type: ranking, of: replies, required: false}
  note: {type: text, max_length: 500, required: false}
  spots: {type: marks, of: prompt, labels: [odd], required: false}
"""
GOOD = {
    "better": {"value": {"winner": "a", "strength": 1}},
    "tone": {"a": {"value": "kind"}, "b": {"value": "curt"}},
    "score": {"value": 3},
}
PLACES = [(-1, 3), (-5, -2), (0, -1), (3, 1), (0, 10**9), (0.5, 2), ("0", 1), (None, 1), (2**70, 2**71), (1, 1)]
ODD = [
    None, True, -1, 0, 6, 2**60, 1.5, -0.5, float("nan"), float("inf"), "", "kid", "\x00", "\ud800", "x" * 100_000, "a/b", "__proto__",
    [], ["kind"], [[]], [None], [["a"], ["a"]], [["a", "zz"]], {}, {"value": 1}, {"winner": None}, {"winner": "zz"},
    {"winner": "a", "strength": -3}, {"winner": "a", "strength": 99}, {"winner": ["a"]}, {"a": "kind"}, {"start": -5, "end": -1},
    [{"id": "m", "anchor": {"at": "prompt", "start": -1, "end": 10**9}}],
]  # fmt: skip


def broken(rng):
    """A body with exactly one thing wrong."""
    answers = json.loads(json.dumps(GOOD))
    which = rng.choice(
        [
            "better",
            "tone",
            "score",
            "flags",
            "order",
            "note",
            "spots",
            "unknown",
            "envelope",
            "missing",
            "element",
            "place",
        ]
    )
    odd = rng.choice(ODD)
    if which == "missing":
        del answers[rng.choice(sorted(answers))]
    elif which == "unknown":
        answers[f"q{rng.randrange(1000)}"] = {"value": odd}
    elif which == "element":
        answers["tone"][rng.choice(["c", "", "A", "a/b", "0"])] = {"value": "kind"}
    elif which == "place":
        start, end = rng.choice(PLACES)
        anchor = {"at": "prompt", "start": start, "end": end, "quote": "What"}
        answers["spots"] = {"value": [{"id": "m", "labels": ["odd"], "anchor": anchor}]}
    elif which == "envelope":
        answers["score"] = rng.choice(
            [3, None, [], {"value": 3, "na": "cannot_assess"}, {"na": "cannot_assess"}, {"valeu": 3}, {}]
        )
    elif which == "tone":
        answers["tone"][rng.choice("ab")] = {"value": odd}
    else:
        fine = {"note": ("", "kid", "a/b", "__proto__"), "flags": ([],), "spots": ([],)}.get(which, ())
        answers[which] = {"value": odd if not any(odd == one for one in fine) else -7}
    return {"answers": answers}


@pytest.fixture
def leased(sign):
    lead = sign("lee", "lead")
    assert lead.post(f"{API}/projects", json={"yaml": FORM}).status_code == 201
    record = {
        "id": "r",
        "values": {"prompt": "What now?", "replies": [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]},
    }
    assert lead.post(f"{API}/projects/pairs/records", json=[record]).json()["inserted"] == 1
    ann = sign("ann")
    lead.put(f"{API}/projects/pairs/members/ann", json={"role": "annotator"})
    return lead, ann, claim(ann)[0]["id"]


def test_what_does_not_fit_is_refused_with_its_path_and_not_stored(leased, db):
    lead, ann, assignment = leased
    rng = random.Random(20)
    count = 2000 if db.dialect == "sqlite" else 200
    for _ in range(count):
        body = json.dumps(broken(rng))
        refused = ann.post(
            f"{API}/assignments/{assignment}/submit", content=body, headers={"Content-Type": "application/json"}
        )
        assert refused.status_code == 422, (refused.status_code, body[:300], refused.text[:300])
        assert refused.json()["errors"][0]["pointer"].startswith("/answers"), (body[:300], refused.text[:300])
    assert lead.get(f"{API}/projects/pairs/responses").text == ""
    good = ann.post(f"{API}/assignments/{assignment}/submit", json={"answers": GOOD})
    assert good.status_code == 200, "and the assignment is none the worse for it"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"answers": []}',
        b'{"answers": {}, "more": 1}',
        b'{"answers": {}, "active_seconds": -1}',
        b'{"answers": {}, "active_seconds": NaN}',
        b'{"answers": {}, "spec_version": 99999999999999999999999}',
        b'{"answers": {}, "spec_version": 7}',
        b'{"answers": {"score": ' + b"[" * 900 + b"]" * 900 + b"}}",
        b"\xff\xfe",
    ],
)
def test_bodies_that_are_no_answers_are_refused(leased, body):
    lead, ann, assignment = leased
    refused = ann.post(
        f"{API}/assignments/{assignment}/submit", content=body, headers={"Content-Type": "application/json"}
    )
    assert refused.status_code in (400, 422), refused.text[:300]
    assert lead.get(f"{API}/projects/pairs/responses").text == ""


def test_other_peoples_and_made_up_assignments_are_not_there(leased, sign):
    _, _, assignment = leased
    bob = sign("bob")
    for name in (assignment, "as_0", "as_99999", "as_-1", "1", "as_1e3", "as_99999999999999999999"):
        for verb in ("submit", "skip", "release"):
            body = {"answers": GOOD} if verb == "submit" else {}
            assert bob.post(f"{API}/assignments/{name}/{verb}", json=body).status_code == 404
        assert bob.put(f"{API}/assignments/{name}/draft", json={"answers": GOOD}).status_code == 404
        assert bob.get(f"{API}/assignments/{name}").status_code == 404
