"""A round from the blind vote to gold: nobody learns a vote before the reveal, everybody votes twice, alpha is told before and after."""

import pytest

API = "/api/v1"
YAML = """name: tone
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [friendly, curt, rude]}}
stages: [{name: annotate, overlap: 2}]
"""
PEOPLE = ("ann", "bo", "cy")
BLIND = {"r0": ("curt", "curt", "rude"), "r1": ("rude", "friendly", "curt"), "r2": ("friendly", "friendly", "friendly")}
AGAIN = {"r0": ("curt", "curt", "curt"), "r1": ("rude", "friendly", "curt"), "r2": ("friendly", "friendly", "friendly")}


@pytest.fixture
def lee(sign):
    lee = sign("lee", "lead")
    lee.post(f"{API}/projects", json={"yaml": YAML}).raise_for_status()
    rows = [{"id": f"r{n}", "values": {"reply": f"No. {n}"}} for n in range(5)]
    lee.post(f"{API}/projects/tone/records", json=rows).raise_for_status()
    for name in (*PEOPLE, "dee"):
        sign(name)
        lee.put(f"{API}/projects/tone/members/{name}", json={"role": "annotator"}).raise_for_status()
    return lee


@pytest.fixture
def voters(sign):
    return [sign(name) for name in PEOPLE]


def start(lee, **more):
    body = {"records": ["r0", "r1", "r2"], "people": list(PEOPLE), **more}
    return lee.post(f"{API}/projects/tone/calibrations", json=body)


def claim(http, votes):
    return http.post(f"{API}/projects/{votes}/claim", json={"count": 50}).json()["assignments"]


def vote(http, votes, said, at):
    for one in claim(http, votes):
        body = {"answers": {"tone": {"value": said[one["record"]["id"]][at]}}}
        http.post(f"{API}/assignments/{one['id']}/submit", json=body).raise_for_status()


def show(http, number=1):
    return http.get(f"{API}/projects/tone/calibrations/{number}")


def test_a_round_from_the_blind_vote_to_gold(sign, lee, voters):
    made = start(lee).json()
    votes = made["votes"]
    assert (made["number"], made["state"], votes, made["records"]) == (1, "voting", "tone-calibration-1", 3)
    assert lee.post(f"{API}/projects/tone/calibrations/1/reveal").status_code == 409  # nobody has voted
    ann, bo, cy = voters
    vote(ann, votes, BLIND, 0)
    given = claim(bo, votes)
    whole = repr(given) + show(bo).text + show(lee).text
    assert "'curt'" not in whole and '"answers"' not in whole and "shown" not in repr(given[0].get("shown") or "")
    for address in ("responses", "records", "disagreements", "quality", "records/r0", "records/r0/timeline"):
        assert lee.get(f"{API}/projects/{votes}/{address}").status_code == 404  # not even a lead, before the reveal
        assert bo.get(f"{API}/projects/{votes}/{address}").status_code in (403, 404)
    assert lee.post(f"{API}/projects/tone/calibrations/1/gold", json={}).status_code == 409
    assert [(p["person"], p["voted"]) for p in show(lee).json()["people"]] == [("ann", 3), ("bo", 0), ("cy", 0)]
    assert {p["person"] for p in show(bo).json()["people"]}.isdisjoint(PEOPLE)
    assert (sign("dee").get(f"{API}/projects/tone/calibrations/1")).status_code == 403
    assert bo.get(f"{API}/projects/{votes}/calibration").json() == show(bo).json()
    assert bo.get(f"{API}/projects/tone/calibration").status_code == 404
    assert show(lee).json()["rows"] == [] and show(lee).json()["questions"] == []
    vote(bo, votes, BLIND, 1)
    vote(cy, votes, BLIND, 2)
    assert ann.post(f"{API}/projects/tone/calibrations/1/reveal").status_code == 403

    told = lee.post(f"{API}/projects/tone/calibrations/1/reveal").json()
    before = told["questions"][0]["before"]["alpha"]
    assert told["state"] == "revealed" and before["low"] <= before["estimate"] <= before["high"] < 1
    assert told["questions"][0]["after"]["alpha"] is None and told["questions"][0]["after"]["why"]
    again = {one["record"]["id"]: one for one in claim(ann, votes)}
    assert sorted(again) == ["r0", "r1", "r2"]
    assert sorted(one["answers"]["tone"]["value"] for one in again["r1"]["shown"]) == ["curt", "friendly", "rude"]
    assert again["r1"]["draft"]["answers"] == {"tone": {"value": "rude"}}  # what ann said herself
    bo.post(f"{API}/projects/{votes}/records/r0/comments", json={"text": "It greets nobody."}).raise_for_status()
    row = next(one for one in show(ann).json()["rows"] if one["record"] == "r0")
    assert [one["text"] for one in row["comments"]] == ["It greets nobody."] and not row["agreed"]
    assert [one["before"]["tone"]["value"] for one in row["answers"] if one["you"]] == ["curt"]
    again = {one["record"]["id"]: one for one in claim(cy, votes)}
    assert [one["text"] for one in again["r0"]["comments"]] == ["It greets nobody."]
    for at, http in enumerate(voters):
        vote(http, votes, AGAIN, at)
    told = show(lee).json()
    half = told["questions"][0]
    assert half["after"]["alpha"]["estimate"] > half["before"]["alpha"]["estimate"]
    assert [one["again"] for one in told["people"]] == [3, 3, 3]

    made = lee.post(f"{API}/projects/tone/calibrations/1/gold", json={"records": ["r0", "r1"], "why": "No greeting."})
    assert made.json() == {"made": ["r0"], "left": ["r1"]}
    gold = lee.get(f"{API}/projects/tone/records/r0").json()["record"]["gold"]
    assert gold["tone"]["value"] == "curt" and gold["tone"]["why"] == "No greeting."
    assert lee.post(f"{API}/projects/tone/calibrations/1/gold", json={"records": ["zz"]}).status_code == 422
    listed = {one["name"]: one["part_of"] for one in ann.get(f"{API}/projects").json()["projects"]}
    assert listed == {"tone": None, votes: "tone"}
    assert lee.post(f"{API}/projects/tone/calibrations/1/close").json()["state"] == "closed"
    assert [one["name"] for one in ann.get(f"{API}/projects").json()["projects"]] == ["tone"], "it is over"
    assert lee.post(f"{API}/projects/tone/calibrations/1/close").status_code == 409
    assert claim(ann, votes) == [] and show(ann).json()["rows"]
    assert lee.get(f"{API}/projects/tone/quality").json()["records"] == 0  # nothing of it is the project's own
    done = lee.get(f"{API}/projects/tone/audit", params={"action": "calibration"}).json()["entries"]
    assert [one["action"] for one in done] == ["calibration.close", "calibration.reveal", "calibration.start"]


def test_it_reveals_itself_when_all_have_voted_and_takes_the_most_disputed(app, lee, voters):
    with type(lee)(app):  # what listens does so while the server runs
        rows = [("r3", "ann", "curt"), ("r3", "bo", "rude"), ("r4", "ann", "curt"), ("r4", "bo", "curt")]
        given = [{"record": r, "person": p, "answers": {"tone": v}} for r, p, v in rows]
        lee.post(f"{API}/projects/tone/responses", json=given).raise_for_status()
        made = start(lee, records=[], disputed=True, auto=True).json()
        assert made["records"] == 1
        for at, http in enumerate(voters):
            assert show(lee).json()["state"] == "voting"
            vote(http, made["votes"], {"r3": ("curt", "rude", "rude")}, at)
    assert show(lee).json()["state"] == "revealed"  # the end of the server waited for it


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"records": ["r0", "zz"]}, "/records"),
        ({"people": ["ann", "annn"]}, "/people"),
        ({"people": ["ann"]}, "/people"),
        ({"records": [], "disputed": True}, "/disputed"),
    ],
)
def test_what_does_not_fit_is_refused(lee, more, pointer):
    told = start(lee, **more)
    assert told.status_code == 422 and told.json()["errors"][0]["pointer"] == pointer
    assert lee.get(f"{API}/projects/tone/calibrations").json() == {"calibrations": []}
