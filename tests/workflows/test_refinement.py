"""The refinement workflow from draft to dataset: two rounds, a rejection, an expert; its result page and its export."""

import json

import pytest

from accord import workflows

API = "/api/v1"
TEXT = "A post about a post."


def item(text, quote):
    inner = {"aspect": "clarity", "severity": "should fix", "suggestion": "Say it once."}
    anchor = {"at": "draft", "start": 0, "end": len(quote), "quote": quote}
    return {"id": "c1", "text": text, "anchor": anchor, "answers": {key: {"value": one} for key, one in inner.items()}}


@pytest.fixture
def crew(sign):
    lee = sign("lee", "lead")
    source = workflows.load("refinement").source
    assert lee.post(f"{API}/projects", json={"yaml": source, "guidelines": "Read."}).status_code == 201
    record = {"id": "d1", "values": {"brief": "Announce the job.", "draft": TEXT}}
    assert lee.post(f"{API}/projects/refinement/records", json=[record]).json()["inserted"] == 1
    out = {"lee": lee}
    for name, role in (("ann", "annotator"), ("bob", "annotator"), ("cem", "annotator"), ("rev", "reviewer")):
        out[name] = sign(name)
        lee.put(f"{API}/projects/refinement/members/{name}", json={"role": role}).raise_for_status()
    return out


def step(http, stage, answers, verdict=None):
    """Claim in the stage that is due, and answer."""
    given = http.post(f"{API}/projects/refinement/claim", json={"count": 1}).json()
    (one,) = given["assignments"]
    assert one["stage"] == stage
    wrapped = {name: value if name in ("handled", "resolved") else {"value": value} for name, value in answers.items()}
    body = {"answers": wrapped, **({"verdict": verdict} if verdict else {})}
    told = http.post(f"{API}/assignments/{one['id']}/submit", json=body)
    assert told.status_code == 200, told.text
    return one


def test_a_draft_is_refined_in_rounds_and_leaves_triples_pairs_and_deltas(crew, tmp_path):
    ann, bob, cem, rev, lee = (crew[name] for name in ("ann", "bob", "cem", "rev", "lee"))
    drafts = [TEXT, "A post about a job.", "I start a new job as a nurse on Monday."]
    for number in (1, 2):
        seen = step(ann, "critique", {"critique": [item("Says nothing", drafts[number - 1][:6])], "score": number})
        assert seen["record"]["values"]["draft"] == drafts[number - 1]  # the newest version, not the record's own
        seen = step(bob, "revise", {"revision": drafts[number], "handled": {"c1": {"value": "done"}}})
        assert seen["earlier"]["critique"]["value"][0]["text"] == "Says nothing"
        judged = {"resolved": {"c1": {"value": "resolved"}}, "better": {"winner": f"v{number}", "strength": 2}}
        seen = step(cem, "re-evaluate", {**judged, "score": number + 1})
        assert [
            one["text"] for one in sorted(seen["record"]["values"]["versions"], key=lambda one: one["id"])
        ] == drafts[number - 1 : number + 1]
    step(rev, "approve", {}, {"action": "reject", "reason": "wrong answer", "comment": "Tuesday"})
    step(lee, "expert", {"revision": drafts[2].replace("Monday", "Tuesday"), "score": 4}, {"action": "decide"})
    assert lee.post(f"{API}/projects/refinement/claim", json={"count": 1}).json()["nothing"]["why"] == "done"

    parts = {part["of"]: part for part in lee.get(f"{API}/projects/refinement/results").json()["parts"]}
    score = parts["score"]["rows"]
    assert [(row["at"], row["estimate"]) for row in score] == [(0, 1.0), (1, 2.0), (2, 3.0), (3, 4.0)]
    assert [row["change"] and row["change"]["estimate"] for row in score] == [None, 1.0, 1.0, 1.0]
    edits = parts["revision"]["rows"]
    assert [row["at"] for row in edits] == [1, 2, 3]
    assert edits[1]["estimate"] > edits[0]["estimate"] > 0 and edits[1]["estimate"] > edits[2]["estimate"] > 0

    number = lee.post(f"{API}/projects/refinement/datasets", json={}).json()["id"]
    files = lee.get(f"{API}/datasets/{number}/preview/refinement", params={"rows": 20}).json()["files"]
    triples, pairs = (
        {one["name"]: one["rows"] for one in files}[name] for name in ("triples.jsonl", "preferences.jsonl")
    )
    assert [(one["draft"], one["revision"]) for one in triples[:2]] == [(drafts[0], drafts[1]), (drafts[1], drafts[2])]
    assert triples[0]["critique"][0]["about"] == "A post" and triples[0]["critique"][0]["severity"] == "should fix"
    assert (triples[0]["handled"], triples[0]["resolved"]) == ({"c1": ["done"]}, {"c1": ["resolved"]})
    assert [(one["chosen"], one["rejected"], one["strength"]) for one in pairs] == [
        (drafts[1], drafts[0], 2),
        (drafts[2], drafts[1], 2),
    ]
    assert json.dumps(triples[0]["prompt"]) == json.dumps({"brief": "Announce the job."})
