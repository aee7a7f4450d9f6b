"""What was tried against a running server and got through: each way stays shut."""

import pytest

from accord.calibration import starting
from accord.people import service as people

API = "/api/v1"
YAML = "name: tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"


@pytest.fixture
def root(sign):
    return sign("root", "admin")


def status(response):
    return response.status_code


def test_a_lead_does_not_become_a_removed_person_to_see_what_they_had_a_part_in(root, sign):
    lee = sign("lee", "lead")
    vip = sign("vip", "lead")
    assert status(vip.post(f"{API}/projects", json={"yaml": YAML})) == 201
    assert status(root.delete(f"{API}/users/vip")) == 204
    again = {"name": "vip", "role": "annotator", "password": "not the old one"}
    assert status(lee.post(f"{API}/users", json=again)) == 403
    assert status(root.post(f"{API}/users", json=again)) == 201


def test_a_new_password_ends_the_links_that_lie_about(root, sign, db):
    ann = sign("ann")
    token = people.create_link(db, people.local_admin(db), "ann")
    assert status(ann.put(f"{API}/users/ann/password", json={"password": "a new one of mine"})) == 204
    assert status(ann.post(f"{API}/session/link", json={"token": token})) == 401


BLIND = """name: secret
fields: {replies: {type: candidates, blind: true}}
questions: {better: {type: preference, of: replies, suggestions: holdout}}
stages:
  - {name: annotate, overlap: 2, next: [{to: review}]}
  - {name: review, kind: review, who: {role: reviewer}, shows: [annotate], blind: true, next: [{to: done}]}
"""
SECRET = {
    "id": "r1",
    "values": {"replies": [{"id": "a", "text": "x", "model": "MODEL-X"}, {"id": "b", "text": "y"}]},
    "meta": {"from": "MODEL-X"},
    "suggestions": [{"question": "better", "value": {"winner": "a"}, "agent": "JUDGE"}],
}


@pytest.fixture
def secret(root, sign):
    """A project of two answers a record, of which ann gave the first; rev reviews there, blind."""
    made = {name: sign(name) for name in ("ann", "bo", "rev")}
    assert status(root.post(f"{API}/projects", json={"yaml": BLIND})) == 201
    assert root.post(f"{API}/projects/secret/records", json=[SECRET]).json()["inserted"] == 1
    for name, role in (("ann", "annotator"), ("bo", "annotator"), ("rev", "reviewer")):
        root.put(f"{API}/projects/secret/members/{name}", json={"role": role})
    answer(made["ann"], "a")
    return made


def claim(person):
    return person.post(f"{API}/projects/secret/claim", json={"count": 1}).json()["assignments"][0]["id"]


def answer(person, winner):
    answers = {"answers": {"better": {"value": {"winner": winner}}}}
    assert status(person.post(f"{API}/assignments/{claim(person)}/submit", json=answers)) == 200


def test_a_reviewer_learns_no_name_and_no_model_that_the_stage_hides(secret, root):
    seen = secret["rev"].get(f"{API}/projects/secret/records/r1").text
    assert '"winner":"a"' in seen
    assert not [word for word in ("MODEL-X", "JUDGE", '"ann"') if word in seen]
    assert status(secret["rev"].get(f"{API}/projects/secret/records?person=ann")) == 403
    answer(secret["bo"], "b")
    apart = secret["rev"].get(f"{API}/projects/secret/disagreements").text
    assert '"distance":1.0' in apart and '"ann"' not in apart
    whole = root.get(f"{API}/projects/secret/records/r1").text
    assert all(word in whole for word in ("MODEL-X", "JUDGE", '"ann"'))


def test_a_reviewer_who_is_to_answer_sees_no_answers_before_their_own(secret):
    place = f"{API}/projects/secret/records/r1"
    rev = secret["rev"]
    number = claim(rev)  # the second place of annotate
    assert '"winner"' not in rev.get(place).text
    assert not [one for one in rev.get(f"{place}/timeline").json()["events"] if one["what"] in ("answer", "comment")]
    answers = {"answers": {"better": {"value": {"winner": "b"}}}}
    assert status(rev.post(f"{API}/assignments/{number}/submit", json=answers)) == 200
    assert rev.get(place).text.count('"winner"') >= 2


def test_in_a_blind_stage_a_reviewer_who_may_answer_sees_no_answers_before_they_claim(secret, root):
    place = f"{API}/projects/secret/records/r1"
    root.post(f"{place}/comments", json={"text": "BOTH ARE POOR"})
    blind = BLIND.replace("overlap: 2, ", "overlap: 2, blind: true, ")
    assert status(root.put(f"{API}/projects/secret", json={"yaml": blind})) == 200
    for address in (place, f"{place}/timeline", f"{API}/projects/secret/disagreements"):
        told = secret["rev"].get(address)
        assert status(told) == 200 and not [one for one in ('"winner"', '"answer"', "POOR") if one in told.text]
    answer(secret["bo"], "b")  # nobody is asked there any more, and rev is shown it where they review
    assert secret["rev"].get(place).text.count('"winner"') == 2


def test_who_worked_on_a_record_learns_not_which_responses_it_has(secret, root):
    answer(secret["bo"], "b")
    [one, other] = root.get(f"{API}/projects/secret/records/r1").json()["responses"]

    def said(person, response):
        told = secret[person].post(
            f"{API}/projects/secret/records/r1/comments", json={"text": "?", "response": response}
        )
        return status(told), [fault["message"].replace(response, "it") for fault in told.json().get("errors", [])]

    assert said("ann", one["response"])[0] == 201
    assert said("ann", other["response"]) == said("ann", "re_999") and said("ann", "re_999")[0] == 422
    assert said("rev", other["response"])[0] == 201


def test_an_id_that_names_the_model_is_refused_where_the_field_is_blind(secret, root):
    replies = [{"id": "Model-X-1", "text": "x", "model": "model-x"}, {"id": "b", "text": "y", "model": "m"}]
    report = root.post(f"{API}/projects/secret/records", json=[{"id": "r2", "values": {"replies": replies}}]).json()
    assert [(one["code"], one["pointer"]) for one in report["refused"]] == [("telling-id", "/values/replies/0/id")]


def test_who_begins_a_calibration_round_leaves_no_way_in_behind(secret, root, sign, monkeypatch):
    lee = sign("lee", "lead")
    root.put(f"{API}/projects/secret/members/lee", json={"role": "lead"})
    copy, links = starting._copy_corpus, []

    def meanwhile(db, caller, project, name):
        made = lee.post(f"{API}/projects/{name}/invitations", json={"role": "reviewer", "uses": 1, "days": 1})
        links.append(made.json()["link"].partition("token=")[2])
        copy(db, caller, project, name)

    monkeypatch.setattr(starting, "_copy_corpus", meanwhile)
    assert status(lee.post(f"{API}/projects/secret/calibrations", json={"records": ["r1"]})) == 201
    assert status(lee.post(f"{API}/invitations/join", json={"token": links[0]})) == 401
    assert status(lee.get(f"{API}/projects/secret-calibration-1")) == 404
    assert status(secret["ann"].get(f"{API}/projects/secret-calibration-1")) == 200
