"""What a change would do to responses is said before it is applied, and stores nothing."""

from tests.work.conftest import API, YAML, claim, submit


def foresee(http, yaml):
    told = http.post(f"{API}/projects/pairs/foresee", json={"yaml": yaml})
    assert told.status_code == 200, told.text
    body = told.json()
    return body, {one["name"]: (one["what"], one["fits"], one["carried"], one["stays"]) for one in body["questions"]}


def test_each_question_says_what_fits_what_is_carried_and_what_stays(lead, person):
    ann = person("ann")
    for at, one in enumerate(claim(ann, 3)):
        answers = {"better": {"value": {"winner": "a"}}, "tone": {"a": {"value": "curt" if at else "kind"}}}
        assert ann.post(f"{API}/assignments/{one['id']}/submit", json={"answers": answers}).status_code == 200
    told, questions = foresee(lead, YAML)
    assert questions == {"better": ("same", 3, 0, 0), "tone": ("same", 3, 0, 0)}
    assert (told["changes"], told["responses"], told["looked_at"], told["complete"]) == ([], 3, 3, True)

    wider = YAML.replace("[kind, curt]", "[kind, curt, warm]")
    assert foresee(lead, wider)[1]["tone"] == ("changed", 0, 3, 0)
    told, questions = foresee(lead, YAML.replace("[kind, curt]", "[kind, warm]"))
    assert questions == {"better": ("same", 3, 0, 0), "tone": ("changed", 0, 1, 2)}
    (tone,) = [one for one in told["questions"] if one["name"] == "tone"]
    assert tone["why"][0]["count"] == 2 and "'curt'" in tone["why"][0]["message"]
    (change,) = told["changes"]
    assert (change["pointer"], change["what"]) == ("/questions/tone/options", "changed")
    assert change["after"] == [{"value": "kind"}, {"value": "warm"}]
    gone = "\n".join(line for line in YAML.splitlines() if "tone" not in line)
    assert foresee(lead, gone)[1]["tone"] == ("removed", 0, 0, 3)
    told, questions = foresee(lead, YAML.replace("replies: {type: candidates, blind: true, shuffle: true}", "replies: {type: text}"))  # fmt: skip
    assert told["records_misfit"] == 3 and told["records_why"].startswith("r0: /values/replies")
    assert questions["better"] == ("same", 0, 0, 3)
    assert lead.get(f"{API}/projects/pairs").json()["version"] == 1
    faulty = lead.post(f"{API}/projects/pairs/foresee", json={"yaml": YAML.replace("preference", "preferense")})
    assert (faulty.status_code, faulty.json()["errors"][0]["line"]) == (422, 7)


def test_an_answer_given_before_a_change_counts_under_its_own_version(lead, person):
    ann = person("ann")
    (one,) = claim(ann)
    assert submit(ann, one).status_code == 200
    assert lead.put(f"{API}/projects/pairs", json={"yaml": YAML.replace("curt]", "curt, warm]"), "base": 1}).status_code == 200  # fmt: skip
    assert foresee(lead, YAML)[1]["better"] == ("same", 1, 0, 0)
    (kept,) = lead.get(f"{API}/projects/pairs/responses").text.splitlines()
    assert '"spec_version":1' in kept
