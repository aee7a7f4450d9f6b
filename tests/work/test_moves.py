"""Records on their way through several stages: reviewed, returned, fixed, escalated, overdue; and what their timelines tell."""

from datetime import timedelta

import pytest

from accord.ground import clock
from accord.work import service as work

API = "/api/v1"
YAML = """
name: replies
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}, harm: {type: label, options: [no, yes], required: false}}
stages:
  - name: annotate
    cycles: 3
    next:
      - {when: "answers.harm == 'yes'", to: expert, escalate: {severity: high, owner: lead, hours: 10, remind: 4}}
      - {to: check}
  - name: check
    kind: review
    who: {role: reviewer, not_in: [annotate]}
    shows: [annotate]
    blind: true
    next:
      - {when: "verdict == 'reject'", to: rejected}
      - {when: "verdict == 'return'", to: annotate, return: {hours: 24}}
      - {when: "hours > 48", to: expert}
      - {to: done}
  - {name: expert, kind: adjudicate, who: {role: lead}, shows: [annotate]}
"""


@pytest.fixture
def people(sign):
    lead = sign("lee", "lead")
    assert lead.post(f"{API}/projects", json={"yaml": YAML, "guidelines": "Read it."}).status_code == 201
    add(lead, "r1")
    out = {"lee": lead}
    for name, role in (("ann", "annotator"), ("bob", "annotator"), ("rev", "reviewer")):
        out[name] = sign(name)
        assert lead.put(f"{API}/projects/replies/members/{name}", json={"role": role}).status_code == 204
    return out


def add(lead, *keys):
    rows = [{"id": key, "values": {"reply": f"Reply {key}"}} for key in keys]
    assert lead.post(f"{API}/projects/replies/records", json=rows).json()["inserted"] == len(keys)


def claim(http):
    given = http.post(f"{API}/projects/replies/claim", json={"count": 1}).json()["assignments"]
    return given[0] if given else None


def submit(http, one, verdict=None, **answers):
    body = {"answers": {name: {"value": value} for name, value in answers.items()}}
    if verdict:
        body["verdict"] = verdict if isinstance(verdict, dict) else {"action": verdict}
    return http.post(f"{API}/assignments/{one['id']}/submit", json=body)


def timeline(http, key="r1"):
    return http.get(f"{API}/projects/replies/records/{key}/timeline").json()["events"]


def told(events):
    """what@stage/cycle>to, in a line each."""
    return [f"{e['what']}@{e['stage']}/{e['cycle']}" + (f">{e['to']}" if e["to"] else "") for e in events if e["stage"]]


def test_returned_work_goes_back_to_its_author_with_the_reason_and_the_timeline_tells_it(people):
    ann, bob, rev, lee = (people[name] for name in ("ann", "bob", "rev", "lee"))
    assert submit(ann, claim(ann), tone="kind").status_code == 200
    assert claim(ann) is None  # not_in, and no reviewer
    one = claim(rev)
    (shown,) = one["shown"]
    assert (one["stage"], shown["answers"]) == ("check", {"tone": {"value": "kind"}})
    assert len(shown["person"]) == 1  # blind: a letter, not even the pseudonym
    assert submit(rev, one).json()["errors"][0]["pointer"] == "/verdict"
    assert submit(rev, one, "return").json()["errors"][0]["pointer"] == "/verdict/reason"
    assert submit(rev, one, "approve", tone="curt").json()["errors"][0]["code"] == "not-asked"
    anchor = {"at": "reply", "start": 0, "end": 5, "quote": "Reply"}
    comment = {"text": "Curt, look here", "anchor": anchor, "response": shown["response"]}
    thread = rev.post(f"{API}/projects/replies/records/r1/comments", json=comment).json()
    verdict = {"action": "return", "reason": "wrong answer", "comment": "It is curt"}
    assert submit(rev, one, verdict).status_code == 200

    assert claim(bob) is None  # ann's for a day
    again = claim(ann)
    assert (again["stage"], again["cycle"], again["draft"]["answers"]) == ("annotate", 1, {"tone": {"value": "kind"}})
    assert (again["returned"]["reason"], again["returned"]["comment"]) == ("wrong answer", "It is curt")
    assert [(said["text"], said["anchor"]) for said in again["comments"]] == [("Curt, look here", anchor)]
    answer = {"text": "I see", "thread": thread["id"]}
    assert ann.post(f"{API}/projects/replies/records/r1/comments", json=answer).status_code == 201
    assert bob.post(f"{API}/projects/replies/records/r1/comments", json=answer).status_code == 403
    settle = f"{API}/projects/replies/records/r1/comments/{thread['id']}"
    assert (ann.put(settle, json={}).status_code, rev.put(settle, json={}).status_code) == (403, 200)
    assert submit(ann, again, tone="curt").status_code == 200
    two = claim(rev)
    assert [one["answers"]["tone"]["value"] for one in two["shown"]] == ["kind", "curt"]
    assert submit(rev, two, "approve").status_code == 200
    assert submit(rev, two, {"action": "reject", "reason": "careless"}).status_code == 409  # it has moved on

    events = timeline(lee)
    assert told(events) == [
        *("answer@annotate/0", "move@annotate/0>check", "answer@check/0", "move@check/0>annotate"),
        *("answer@annotate/1", "move@annotate/1>check", "answer@check/1", "move@check/1>done"),
    ]
    back = next(e for e in events if e["to"] == "annotate")
    assert (back["person"], back["why"]["when"], back["why"]["verdict"]) == (
        "rev",
        "verdict == 'return'",
        {**verdict, "wrong": [shown["response"]]},
    )
    assert [e["comment"] for e in events if e["what"] == "comment"] == ["Curt, look here", "I see"]
    talk = lee.get(f"{API}/projects/replies/records/r1").json()["comments"]
    assert [(c["person"], c["thread"], c["anchor"]) for c in talk] == [
        ("rev", None, anchor),
        ("ann", thread["id"], None),
    ]
    assert {e["person"] for e in events if e["person"]} == {"ann", "rev"}
    hidden = {e["person"] for e in timeline(rev) if e["person"]}  # a stage is blind: reviewers see pseudonyms
    assert not hidden & {"ann", "rev"} and all(name.startswith("an-") for name in hidden)
    assert ann.get(f"{API}/projects/replies/records/r1/timeline").status_code == 403
    log = lee.get(f"{API}/projects/replies/audit").json()["entries"]
    assert {"record.return", "record.approve"} <= {entry["action"] for entry in log}


def test_a_fix_is_a_new_revision_whose_parent_is_the_original_and_a_rejected_record_is_at_its_end(people):
    ann, rev, lee = (people[name] for name in ("ann", "rev", "lee"))
    add(lee, "r2")
    for _ in range(2):
        submit(ann, claim(ann), tone="kind")
    one = claim(rev)
    assert submit(rev, one, {"action": "fix", "of": "re_999"}, tone="curt").status_code == 422
    assert submit(rev, one, "fix").status_code == 422  # a fix has answers
    assert submit(rev, one, "fix", tone="curt").status_code == 200
    whole = lee.get(f"{API}/projects/replies/records/r1").json()["responses"]
    assert [(r["person"], r["answers"]["tone"]["value"], r["latest"]) for r in whole] == [
        ("ann", "kind", True),
        ("rev", "curt", True),
    ]
    assert whole[1]["parent"] == whole[0]["response"]
    two = claim(rev)
    assert submit(rev, two, {"action": "reject", "reason": "not clear"}).status_code == 200
    assert told(timeline(lee, "r2"))[-1] == "move@check/0>rejected"
    listed = lee.get(f"{API}/projects/replies/records").json()["records"]
    assert [one["state"] for one in listed] == ["done", "done"]


def test_what_is_escalated_is_reminded_of_overdue_and_decided_and_time_alone_moves_records(people, db, at):
    ann, rev, lee = (people[name] for name in ("ann", "rev", "lee"))
    start = clock.now()
    add(lee, "r2")
    submit(ann, claim(ann), tone="kind", harm="yes")
    submit(ann, claim(ann), tone="kind")
    (raised,) = lee.get(f"{API}/projects/replies/escalations").json()["escalations"]
    assert (raised["record"], raised["severity"], raised["owner"], raised["stage"]) == ("r1", "high", "lead", "expert")
    for hours in (1, 5, 11, 47):
        at(start + timedelta(hours=hours))
        work.sweep(db)
    held = claim(rev)  # somebody is at it when its time has come
    at(start + timedelta(hours=47, minutes=30))
    rev.put(f"{API}/assignments/{held['id']}/draft", json={"answers": {}})  # which renews the lease
    at(start + timedelta(hours=48, minutes=20))
    work.sweep(db)
    assert told(timeline(lee)) == [
        *("answer@annotate/0", "move@annotate/0>expert", "escalated@expert/0", "reminded@expert/0", "overdue@expert/0")
    ]
    moved = timeline(lee, "r2")[-1]
    assert (moved["to"], moved["person"], moved["why"]["by"], moved["why"]["when"]) == (
        "expert",
        None,
        "time",
        "hours > 48",
    )
    at(start + timedelta(hours=48, minutes=25))
    assert submit(rev, held, "approve").status_code == 200  # kept and counted, and moves nothing
    assert told(timeline(lee, "r2"))[-2:] == ["move@check/0>expert", "answer@check/0"]
    decided = {"action": "decide", "reason": "edge case", "gold": True, "example": True}
    one = claim(lee)
    assert submit(lee, one, decided, tone="curt").json()["errors"][0]["pointer"] == "/verdict/comment"
    assert submit(lee, one, {**decided, "comment": "Short is not kind"}, tone="curt").status_code == 200
    whole = lee.get(f"{API}/projects/replies/records/{one['record']['id']}").json()["record"]
    assert whole["gold"] == {"tone": {"value": "curt", "why": "Short is not kind"}}
    project = lee.get(f"{API}/projects/replies").json()
    assert project["version"] == 2
    assert project["guidelines"].splitlines()[-5:] == [
        "> Reply " + one["record"]["id"],
        "",
        "- **tone**: curt",
        "",
        "Short is not kind",
    ]
    assert submit(lee, claim(lee), {"action": "decide"}, tone="curt").status_code == 200
    assert claim(lee) is None
    assert lee.get(f"{API}/projects/replies/escalations").json()["escalations"] == []
    assert "decided@expert/0" in told(timeline(lee))


def test_a_lead_sends_a_record_elsewhere_and_its_people_have_it_first(people):
    ann, bob, lee = (people[name] for name in ("ann", "bob", "lee"))
    submit(ann, claim(ann), tone="kind")
    send = f"{API}/projects/replies/records/r1/send"
    assert lee.post(send, json={"to": "annotat"}).json()["errors"][0]["nearest"] == "annotate"
    assert lee.post(send, json={"to": "annotate", "comment": "Once more"}).status_code == 200
    assert (claim(bob), claim(ann)["returned"]["comment"]) == (None, "Once more")
    assert lee.post(send, json={"to": "done"}).status_code == 200
    assert told(timeline(lee))[-2:] == ["move@check/0>annotate", "move@annotate/1>done"]
    assert lee.post(f"{API}/projects/replies/records/r1/withdraw").status_code == 200


def test_a_new_version_with_other_hours_holds_for_what_waits_already(people, db, at):
    ann, lee = people["ann"], people["lee"]
    add(lee, "r2")
    submit(ann, claim(ann), tone="kind")  # r1 waits for its review, moved on after 48 hours
    submit(ann, claim(ann), tone="kind", harm="yes")  # r2 is escalated: 10 hours, a reminder after 4
    start = clock.now()
    at(start + timedelta(hours=5))
    work.sweep(db)
    assert lee.get(f"{API}/projects/replies/escalations").json()["escalations"][0]["reminded_at"]
    yaml = YAML.replace("hours > 48", "hours > 6").replace("hours: 10, remind: 4", "hours: 30, remind: 20")
    lee.put(f"{API}/projects/replies", json={"yaml": yaml}).raise_for_status()
    [one] = lee.get(f"{API}/projects/replies/escalations").json()["escalations"]
    assert one["reminded_at"] is None and one["due_at"] > (start + timedelta(hours=29)).isoformat()
    work.sweep(db)
    assert told(timeline(lee))[-1] == "move@annotate/0>check"
    at(start + timedelta(hours=7))
    work.sweep(db)
    assert told(timeline(lee))[-1] == "move@check/0>expert"
    log = lee.get(f"{API}/projects/replies/audit", params={"action": "project.version"}).json()["entries"]
    assert (log[0]["detail"]["deadlines"], log[0]["detail"]["escalations"]) == (1, 1)


SEVERAL = """
name: replies
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
stages:
  - {name: annotate, overlap: 2, next: [{to: check}]}
  - {name: check, kind: review, who: {role: reviewer, not_in: [annotate]}, shows: [annotate], overlap: {min: 2, max: 3}}
  - {name: expert, kind: adjudicate, who: {role: lead}, shows: [annotate]}
"""


@pytest.fixture
def several(sign):
    """Two answers that differ, before three reviewers of whom two are asked; ann says kind, bob curt."""
    lead = sign("lee", "lead")
    yaml = SEVERAL.replace("overlap: {min: 2, max: 3}}", "overlap: {min: 2, max: 3}, next: NEXT}")
    moves = "[{when: \"verdict == 'return'\", to: annotate, return: {hours: 9}}, {when: \"verdict == 'tie'\", to: expert}, {to: done}]"
    yaml = yaml.replace("NEXT", moves).replace("{name: annotate,", "{name: annotate, cycles: 3,")
    assert lead.post(f"{API}/projects", json={"yaml": yaml}).status_code == 201
    add(lead, "r1")
    out = {"lee": lead}
    for name in ("ann", "bob", "cy", "rev1", "rev2", "rev3"):
        out[name] = sign(name)
        role = {"role": "reviewer" if name.startswith("rev") else "annotator"}
        assert lead.put(f"{API}/projects/replies/members/{name}", json=role).status_code == 204
    for name, tone in (("ann", "kind"), ("bob", "curt")):
        assert submit(out[name], claim(out[name]), tone=tone).status_code == 200
    return out


def test_several_reviewers_are_waited_for_and_a_return_goes_to_the_author_who_is_wrong(several):
    ann, bob, cy, lee = (several[name] for name in ("ann", "bob", "cy", "lee"))
    one, two = (claim(several[name]) for name in ("rev1", "rev2"))
    wrong = next(said["response"] for said in one["shown"] if said["answers"]["tone"]["value"] == "curt")
    back = {"action": "return", "reason": "wrong answer", "wrong": [wrong]}
    assert (
        submit(several["rev1"], one, {**back, "wrong": ["re_999"]}).json()["errors"][0]["pointer"] == "/verdict/wrong/0"
    )
    assert submit(several["rev1"], one, {"action": "approve", "wrong": [wrong]}).status_code == 422
    assert submit(several["rev1"], one, back).status_code == 200
    assert claim(bob) is None  # the other reviewer is waited for
    assert submit(several["rev2"], two, "approve").status_code == 200
    assert claim(bob) is None  # one against one: a third is asked
    three = claim(several["rev3"])
    assert submit(several["rev3"], three, {**back, "reason": "careless", "comment": "Look again."}).status_code == 200

    assert claim(ann) is None and claim(cy) is None  # ann's answer stands
    again = claim(bob)
    assert (again["cycle"], again["returned"]["comment"]) == (1, "Look again.")
    assert submit(bob, again, tone="kind").status_code == 200
    four = claim(several["rev1"])
    assert sorted(said["answers"]["tone"]["value"] for said in four["shown"] if said["cycle"] == 1) == ["kind", "kind"]
    events = timeline(lee)
    assert [(e["person"], e["cycle"]) for e in events if e["what"] == "stands"] == [("ann", 1)]
    moved = next(e for e in events if e["to"] == "annotate")
    assert moved["why"]["verdict"]["wrong"] == [wrong]
    assert submit(several["rev1"], four, "approve").status_code == 200
    assert submit(several["rev2"], claim(several["rev2"]), "approve").status_code == 200
    assert told(timeline(lee))[-1] == "move@check/1>done"
    until = clock.now()
    period = {"since": (until - timedelta(days=1)).date().isoformat(), "until": until.date().isoformat()}
    paid = {
        row["person"]: row["answers"] for row in lee.get(f"{API}/projects/replies/pay", params=period).json()["people"]
    }
    assert (paid["ann"], paid["bob"]) == (1, 2)  # what stands is not given, and not paid, twice


def test_reviewers_who_stay_evenly_split_leave_it_to_the_expert(several):
    one, two = (claim(several[name]) for name in ("rev1", "rev2"))
    assert submit(several["rev1"], one, "approve").status_code == 200
    reject = {"action": "reject", "reason": "careless"}
    assert submit(several["rev1"], one, reject).status_code == 200  # nobody went on: a reviewer may change their mind
    assert submit(several["rev2"], two, {"action": "return", "reason": "incomplete"}).status_code == 200
    three = claim(several["rev3"])
    assert submit(several["rev3"], three, "approve").status_code == 200
    assert told(timeline(several["lee"]))[-1] == "move@check/0>expert"
    judged = claim(several["lee"])
    assert judged["stage"] == "expert" and len(judged["shown"]) == 2
