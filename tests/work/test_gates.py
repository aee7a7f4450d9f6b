"""Nobody gets a record before they acknowledged changed guidelines, agreed to see what may harm, or beyond their own cap."""

import pytest

API = "/api/v1"
YAML = """name: tone
fields: {reply: {type: text, sensitive: "meta.harm == 'high'"}, context: {type: text, required: false}}
questions: {tone: {type: label, options: [friendly, curt]}}
stages: [{name: annotate, overlap: 3}]
"""
PLAIN = YAML.replace(""", sensitive: "meta.harm == 'high'\"""", "")


@pytest.fixture
def lee(sign):
    return sign("lee", "lead")


def project(lee, people, yaml=YAML, guidelines="Be kind.", count=4):
    lee.post(f"{API}/projects", json={"yaml": yaml, "guidelines": guidelines}).raise_for_status()
    records = [
        {"id": f"r{n}", "values": {"reply": "No."}, "meta": {"harm": "high" if n % 2 else "low"}} for n in range(count)
    ]
    lee.post(f"{API}/projects/tone/records", json=records).raise_for_status()
    for name in people:
        lee.put(f"{API}/projects/tone/members/{name}", json={"role": "annotator"}).raise_for_status()


def claim(http):
    told = http.post(f"{API}/projects/tone/claim", json={}).json()
    return told["assignments"], (told["nothing"] or {}).get("why")


def answer(http, assignment):
    body = {"answers": {"tone": {"value": "curt"}}}
    http.post(f"{API}/assignments/{assignment['id']}/submit", json=body).raise_for_status()


def test_changed_guidelines_are_acknowledged_before_the_next_record(sign, lee):
    ann, bo = sign("ann"), sign("bo")
    project(lee, ["ann", "bo"], PLAIN)
    given, _ = claim(ann)
    answer(ann, given[0])
    changed = {"yaml": PLAIN, "guidelines": "Be kind, and brief.", "changes": "Length counts now."}
    lee.put(f"{API}/projects/tone", json=changed).raise_for_status()
    assert claim(ann) == ([], "acknowledge")
    told = ann.get(f"{API}/projects/tone/guidelines").json()
    assert (told["must"], told["version"], told["before"]) == (True, 2, {"version": 1, "text": "Be kind."})
    assert [(one["changes"], one["by"]) for one in told["changes"]] == [("Length counts now.", "lee")]
    newcomer = bo.get(f"{API}/projects/tone/guidelines").json()
    assert (newcomer["must"], newcomer["before"]) == (True, None)
    assert ann.post(f"{API}/projects/tone/guidelines/acknowledge", json={"version": 1}).status_code == 409
    assert ann.post(f"{API}/projects/tone/guidelines/acknowledge", json={"version": 3}).status_code == 409
    for _ in range(2):  # twice is once
        assert ann.post(f"{API}/projects/tone/guidelines/acknowledge", json={"version": 2}).status_code == 204
    assert len(claim(ann)[0]) == 1
    readers = lee.get(f"{API}/projects/tone/guidelines/acknowledged").json()
    assert {one["name"]: one["waits"] for one in readers["people"]} == {"ann": False, "bo": True, "lee": False}
    done = lee.get(f"{API}/projects/tone/audit", params={"action": "guidelines"}).json()["entries"]
    assert [(one["who"], one["detail"]["version"]) for one in done] == [("ann", 2)]


def test_a_new_version_with_the_same_guidelines_or_a_typo_holds_nobody_up(sign, lee):
    ann = sign("ann")
    project(lee, ["ann"], PLAIN)
    lee.put(f"{API}/projects/tone", json={"yaml": PLAIN}).raise_for_status()
    assert len(claim(ann)[0]) == 1
    small = {"yaml": PLAIN, "guidelines": "Be kind!", "acknowledge": False}
    lee.put(f"{API}/projects/tone", json=small).raise_for_status()
    assert len(claim(ann)[0]) == 1


def test_what_may_harm_is_seen_only_by_who_agreed_and_as_often_as_they_want(sign, lee):
    ann = sign("ann")
    project(lee, ["ann"])
    assert claim(ann) == ([], "sensitive")
    assert ann.get(f"{API}/session/wellbeing").json()["accepts"] is False
    ann.put(f"{API}/session/wellbeing", json={"accepts": True, "daily_cap": 2}).raise_for_status()
    marked = []
    for _ in range(2):
        given, _ = claim(ann)
        marked.append(given[0]["record"].get("sensitive"))
        answer(ann, given[0])
    assert marked == [None, ["reply"]]
    assert claim(ann) == ([], "daily cap")
    ann.put(f"{API}/session/wellbeing", json={"accepts": True, "blur": False}).raise_for_status()
    assert len(claim(ann)[0]) == 1
    ann.put(f"{API}/session/wellbeing", json={"accepts": False}).raise_for_status()
    assert claim(ann) == ([], "sensitive")


@pytest.mark.parametrize("sensitive", ["3", '"meta.harm =="', '"tone == 1"'])
def test_a_condition_that_is_none_is_refused_with_its_path(lee, sensitive):
    yaml = YAML.replace("\"meta.harm == 'high'\"", sensitive)
    told = lee.post(f"{API}/projects/validate", json={"yaml": yaml}).json()["faults"]
    assert [one["pointer"] for one in told] == ["/fields/reply/sensitive"]
