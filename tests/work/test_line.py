"""A record goes in, people answer, the record goes on: what each of them is promised on the way."""

from datetime import timedelta

import pytest

from accord.ground import clock
from tests.work.conftest import API, YAML, claim, record, submit


def responses(lead):
    return [line for line in lead.get(f"{API}/projects/pairs/responses").text.splitlines() if line]


def states(lead):
    listed = lead.get(f"{API}/projects/pairs/records").json()["records"]
    return {one["id"]: (one["stage"], one["state"]) for one in listed}


def test_a_person_gets_records_in_their_order_and_learns_nothing_they_should_not(person):
    ann = person("ann")
    given = claim(ann, 2)
    assert [one["record"]["id"] for one in given] == ["r0", "r1"]
    for one in given:
        assert "m-secret" not in str(one) and "gold" not in one["record"]
        shown = [reply["id"] for reply in one["record"]["values"]["replies"]]
        assert shown == one["presentation"]["replies"]


def test_a_reload_gives_the_same_records_with_their_drafts(person):
    ann = person("ann")
    (one,) = claim(ann)
    draft = {"better": {"value": {"winner": "b"}}}
    assert ann.put(f"{API}/assignments/{one['id']}/draft", json={"answers": draft}).status_code == 200
    again = claim(ann)
    assert again[0]["id"] == one["id"]
    assert again[0]["draft"]["answers"] == draft
    assert again[0]["presentation"] == one["presentation"]


def test_nobody_gets_a_record_twice_and_no_record_more_than_its_people(person):
    people = [person(name) for name in ("ann", "bob", "cem")]
    seen = {}
    for http in people:
        for one in claim(http, 10):
            seen.setdefault(one["record"]["id"], []).append(http)
            assert submit(http, one).status_code == 200
    assert {key: len(http) for key, http in seen.items()} == dict.fromkeys(("r0", "r1", "r2", "r3"), 2)
    nothing = people[2].post(f"{API}/projects/pairs/claim", json={"count": 1}).json()
    assert (nothing["assignments"], nothing["nothing"]["why"]) == ([], "done")


def test_a_submit_is_stored_once_however_often_it_is_sent(person, lead):
    ann = person("ann")
    (one,) = claim(ann)
    first, again = submit(ann, one, key="k1"), submit(ann, one, key="k1")
    assert first.json() == again.json()
    assert submit(ann, one, "b", key="k1").status_code == 409
    assert len(responses(lead)) == 1


def test_an_edit_is_a_new_revision_and_the_old_one_stays(person, lead):
    ann = person("ann")
    (one,) = claim(ann)
    assert submit(ann, one, "a").json()["revision"] == 1
    assert submit(ann, one, "b").json()["revision"] == 2
    mine = ann.get(f"{API}/projects/pairs/mine").json()["assignments"]
    assert [(m["revision"], m["answers"]["better"]["value"]["winner"]) for m in mine] == [(2, "b")]
    whole = lead.get(f"{API}/projects/pairs/records/r0").json()
    assert [(r["revision"], r["latest"]) for r in whole["responses"]] == [(1, False), (2, True)]
    assert whole["responses"][1]["parent"] == whole["responses"][0]["response"]
    assert whole["places"][0]["answered"] == 1


def test_answers_that_do_not_fit_are_refused_with_a_path_and_not_stored(person, lead):
    ann = person("ann")
    (one,) = claim(ann)
    refused = submit(ann, one, "zebra")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/answers/better/value/winner"
    assert responses(lead) == []


def test_somebody_elses_assignment_is_not_there(person):
    ann, bob = person("ann"), person("bob")
    (one,) = claim(ann)
    assert submit(bob, one).status_code == 404
    assert bob.get(f"{API}/assignments/{one['id']}").status_code == 404
    assert bob.put(f"{API}/assignments/{one['id']}/draft", json={"answers": {}}).status_code == 404
    assert bob.post(f"{API}/assignments/{one['id']}/skip", json={}).status_code == 404


def test_a_skipped_record_goes_to_others_and_not_back(person):
    ann, bob = person("ann"), person("bob")
    (one,) = claim(ann)
    assert ann.post(f"{API}/assignments/{one['id']}/skip", json={"reason": "not my field"}).status_code == 200
    assert claim(ann)[0]["record"]["id"] == "r1"
    assert claim(bob)[0]["record"]["id"] == "r0"


def test_a_released_record_comes_back(person):
    ann = person("ann")
    (one,) = claim(ann)
    assert ann.post(f"{API}/assignments/{one['id']}/release").status_code == 200
    assert claim(ann)[0]["record"]["id"] == "r0"


def test_an_ended_lease_frees_the_record_and_a_late_answer_is_never_thrown_away(person, lead, at):
    ann, bob, cem = (person(name) for name in ("ann", "bob", "cem"))
    (one,) = claim(ann)
    submit(bob, claim(bob)[0])
    later = clock.now() + timedelta(hours=2)
    at(later)
    (taken,) = claim(cem)
    assert taken["record"]["id"] == "r0"
    late = submit(ann, one)
    assert late.status_code == 410
    assert late.json()["response"].startswith("re_")
    assert '"surplus":true' in responses(lead)[-1]
    assert lead.get(f"{API}/projects/pairs/records/r0").json()["places"][0]["answered"] == 1


def test_a_late_answer_counts_when_its_place_is_still_free(person, lead, at):
    ann = person("ann")
    (one,) = claim(ann)
    later = clock.now() + timedelta(hours=2)
    at(later)
    assert submit(ann, one).status_code == 200
    assert lead.get(f"{API}/projects/pairs/records/r0").json()["places"][0]["answered"] == 1


def test_people_who_disagree_send_the_record_to_a_reviewer(person, lead):
    ann, bob, eve = person("ann"), person("bob"), person("eve", "reviewer")
    submit(ann, claim(ann)[0], "a")
    submit(bob, claim(bob)[0], "b")
    assert states(lead)["r0"] == ("decide", "open")
    stages = [one["stage"] for one in claim(eve, 10)]
    assert "decide" in stages
    assert "decide" not in [one["stage"] for one in claim(person("cem"), 10)]


def test_an_answer_stands_once_the_record_went_on(person, lead):
    ann, bob, eve = person("ann"), person("bob"), person("eve", "reviewer")
    (first,) = claim(ann)
    submit(ann, first, "a")
    submit(bob, claim(bob)[0], "b")
    claim(eve, 10)
    assert submit(ann, first, "b").status_code == 409


def test_people_who_agree_are_done(person, lead):
    for name in ("ann", "bob"):
        http = person(name)
        submit(http, claim(http)[0], "a")
    assert states(lead)["r0"] == ("annotate", "done")
    progress = lead.get(f"{API}/projects/pairs/progress").json()
    assert progress["records"] == {"total": 4, "open": 3, "done": 1}
    assert progress["ends"] == {"done": 1}
    assert [(one["name"], one["answered"]) for one in progress["people"]] == [("ann", 1), ("bob", 1)]


def test_a_changed_question_is_a_conflict_and_another_is_not(person, lead):
    ann = person("ann")
    (one,) = claim(ann)
    harmless = YAML.replace("[kind, curt]", "[kind, curt, cold]")
    assert lead.put(f"{API}/projects/pairs", json={"yaml": harmless}).status_code == 200
    assert submit(ann, one, spec_version=1).status_code == 200
    (two,) = claim(ann)
    touching = harmless.replace("of: replies}", "of: replies, both_bad: true}")
    assert lead.put(f"{API}/projects/pairs", json={"yaml": touching}).status_code == 200
    refused = submit(ann, two, spec_version=2)
    assert refused.status_code == 409
    assert refused.json()["questions"] == ["better"]


def test_records_are_upserted_and_bad_rows_stop_nothing(lead):
    lines = b'{"id": "r9", "values": {"prompt": "x", "replies": ["a", "b"]}}\n{nope\n{"id": "r8"}\n'
    report = lead.post(
        f"{API}/projects/pairs/records", content=lines, headers={"Content-Type": "application/x-ndjson"}
    ).json()
    assert report["inserted"] == 1
    assert [(one["row"], one["pointer"]) for one in report["refused"]] == [(2, ""), (3, "/values")]
    same = lead.post(f"{API}/projects/pairs/records", json=[record(0)]).json()
    assert (same["inserted"], same["unchanged"]) == (0, 1)


def test_votes_from_elsewhere_count_like_those_given_here(lead):
    votes = [{"record": "r0", "person": f"crowd-{n}", "answers": {"better": {"winner": "a"}}} for n in range(2)]
    assert lead.post(f"{API}/projects/pairs/responses", json=votes).json()["inserted"] == 2
    assert lead.post(f"{API}/projects/pairs/responses", json=votes).json()["unchanged"] == 2
    extra = [
        {"record": "r0", "person": "crowd-9", "answers": {"better": {"winner": "a"}}},
        {"record": "zz", "person": "x", "answers": {}},
    ]
    refused = lead.post(f"{API}/projects/pairs/responses", json=extra).json()["refused"]
    assert [one["code"] for one in refused] == ["full", "unknown-record"]
    assert states(lead)["r0"] == ("annotate", "done")
    assert len(responses(lead)) == 2
    assert "crowd" not in "".join(responses(lead)), "people leave under a pseudonym"


@pytest.mark.parametrize("address", ["records", "records/r0", "responses"])
def test_annotators_see_no_lists(person, address):
    assert person("ann").get(f"{API}/projects/pairs/{address}").status_code == 403


def test_records_are_found_by_their_words(lead):
    found = lead.get(f"{API}/projects/pairs/records", params={"q": "question 2"}).json()
    assert (found["count"], [one["id"] for one in found["records"]]) == ({"n": 1, "more": False}, ["r2"])
    assert lead.get(f"{API}/projects/pairs/records", params={"q": "%"}).json()["count"]["n"] == 0


def test_the_list_of_projects_says_what_waits(person):
    ann = person("ann")
    submit(ann, claim(ann)[0])
    (one,) = ann.get(f"{API}/projects").json()["projects"]
    assert (one["name"], one["records"], one["open"], one["mine_today"]) == ("pairs", 4, 4, 1)


def test_a_clock_that_is_put_back_takes_nothing_from_an_answer(person, lead, at):
    ann, begun = person("ann"), clock.now()
    (one,) = claim(ann)
    at(begun - timedelta(hours=2))
    assert claim(ann)[0]["id"] == one["id"]
    assert submit(ann, one).status_code == 200
    assert '"wall_seconds":0' in responses(lead)[0].replace(" ", "")
