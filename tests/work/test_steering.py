"""What a lead does to many records at once: exactly those, exactly once, and undone as exactly."""

from tests.work.conftest import API, claim, submit


def steer(http, action, ids, **more):
    response = http.post(f"{API}/projects/pairs/records/steer", json={"action": action, "ids": ids, **more})
    assert response.status_code == 200, response.text
    return response.json()


def listed(http, **query):
    return [one["id"] for one in http.get(f"{API}/projects/pairs/records", params=query).json()["records"]]


def test_withdrawing_many_is_counted_exactly_and_undone_by_restoring_what_changed(lead, person):
    ann = person("ann")
    steer(lead, "withdraw", ["r1"])
    told = steer(lead, "withdraw", ["r0", "r1", "r2", "r2", "gone"])
    assert told == {"changed": ["r0", "r2"], "missing": ["gone"]}
    assert listed(lead, state="withdrawn") == ["r0", "r1", "r2"]
    assert [one["record"]["id"] for one in claim(ann, 4)] == ["r3"]
    assert steer(lead, "restore", told["changed"] + ["r3"])["changed"] == ["r0", "r2"]
    assert listed(lead, state="withdrawn") == ["r1"]
    assert {one["record"]["id"] for one in claim(person("bob"), 4)} == {"r0", "r2", "r3"}


def test_asking_more_people_opens_what_was_done(lead, person):
    for name in ("ann", "bob"):
        submit(person(name), claim(person(name))[0])
    assert listed(lead, state="done") == ["r0"]
    assert steer(lead, "ask", ["r0"], people=2) == {"changed": ["r0"], "missing": []}
    (one,) = lead.get(f"{API}/projects/pairs/records", params={"q": "r0"}).json()["records"]
    assert (one["state"], one["answered"], one["overlap"]) == ("open", 2, 4)
    assert claim(person("cid"))[0]["record"]["id"] == "r0"
