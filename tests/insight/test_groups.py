"""What people say of themselves: sealed, theirs alone, and in figures only where nobody can be found behind them."""

import pytest
from sqlalchemy import select

from accord.ground.errors import Unavailable
from accord.ground.settings import Settings
from accord.insight import groups
from accord.people import attributes, service
from accord.people import tables as people
from accord.people.service import Caller

API = "/api/v1"
YAML = """name: tone
fields: {reply: {type: text}}
questions:
  tone: {type: label, options: [friendly, curt]}
  warm: {type: rating, min: 1, max: 5}
stages: [{name: annotate, overlap: 30}]
"""


@pytest.fixture
def lee(sign):
    return sign("lee", "lead")


def caller(db, name):
    with db.read() as c:
        return Caller(service.user_id(c, name), name, "annotator")


def crowd(db, lee, ages):
    """People who answer alike within their age, each with an account; `ages`: how many of each."""
    admin = service.local_admin(db)
    lee.post(f"{API}/projects", json={"yaml": YAML}).raise_for_status()
    lee.post(
        f"{API}/projects/tone/records", json=[{"id": f"r{n}", "values": {"reply": "No."}} for n in range(6)]
    ).raise_for_status()
    rows = []
    for at, (age, count) in enumerate(ages.items()):
        for number in range(count):
            name = f"p{at}-{number}"
            service.create_user(db, admin, name, "annotator")
            if age:
                attributes.say(db, caller(db, name), {"age": age}, consent=True)
            for n in range(6):
                said = {"tone": ["friendly", "curt"][(n + at) % 2], "warm": 2 + at if n % 2 else 1 + at}
                rows.append({"record": f"r{n}", "person": name, "answers": said})
    report = lee.post(f"{API}/projects/tone/responses", json=rows).json()
    assert report["refused"] == []


def ask(lee, attribute="age"):
    told = lee.get(f"{API}/projects/tone/groups", params={"attribute": attribute})
    return {one["question"]: one for one in told.json()["questions"]} if told.status_code == 200 else told.json()


def test_ones_own_words_are_sealed_changed_and_erased_by_oneself(sign, db, app):
    ann = sign("ann")
    told = ann.get(f"{API}/session/attributes").json()
    assert told["said"] == {} and "at least 5 people" in told["consent"]
    body = {"said": {"age": "35-44", "gender": "woman"}, "consent": False}
    assert ann.put(f"{API}/session/attributes", json=body).json()["errors"][0]["pointer"] == "/consent"
    wrong = ann.put(f"{API}/session/attributes", json={"said": {"age": "old", "shoe": "42"}, "consent": True}).json()
    assert [one["pointer"] for one in wrong["errors"]] == ["/said/age", "/said/shoe"]
    body["consent"] = True
    assert ann.put(f"{API}/session/attributes", json=body).json()["said"] == body["said"]
    with db.read() as c:
        row = c.execute(select(people.attributes)).one()
    assert "35" not in row.sealed and "woman" not in row.sealed
    with pytest.raises(Unavailable):  # another person's row, or another key, opens nothing
        attributes._opened(row.user_id + 1, row.sealed)
    attributes.use(Settings(secret_key="another"))
    with pytest.raises(Unavailable):
        attributes._opened(row.user_id, row.sealed)
    attributes.use(app.state.settings)
    assert ann.delete(f"{API}/session/attributes").status_code == 204
    with db.read() as c:
        assert c.execute(select(people.attributes)).all() == []


def test_groups_that_see_differently_are_told_with_figures_that_name_nobody(lee, db, app):
    crowd(db, lee, {"18-24": 6, "55-64": 7, "": 2})
    told = ask(lee)
    young, old = sorted(told["tone"]["groups"], key=lambda one: one["group"])
    assert (young["group"], young["people"], old["people"]) == ("18-24", 5, 5)
    assert young["irr"] == old["irr"] == 1.0 and young["xrr"] < 0 and young["p_adjusted"] <= 0.05
    assert young["difference"] is None  # a label has no height
    warm = {one["group"]: one for one in told["warm"]["groups"]}
    assert warm["55-64"]["difference"] > 0 > warm["18-24"]["difference"]
    assert "Fewer than two groups" in ask(lee, "gender")["tone"]["why"]
    assert ask(lee, "shoe")["errors"][0]["pointer"] == "/attribute"


def test_a_small_group_is_in_no_figure_and_cannot_be_found_by_taking_away(lee, db, app):
    crowd(db, lee, {"18-24": 5, "25-34": 6, "35-44": 7, "55-64": 1})
    told = ask(lee)["tone"]["groups"]
    assert {one["group"] for one in told} == {"25-34", "35-44"}  # the smallest told goes with the single one
    with db.read() as c:
        one = caller(db, "p3-0").user_id
        assert one not in attributes.groups(c, "age", [one])


def test_who_leaves_takes_their_words_along(lee, db, app):
    crowd(db, lee, {"18-24": 5, "25-34": 5})
    assert len(ask(lee)["tone"]["groups"]) == 2
    service.remove_user(db, service.local_admin(db), "p0-0")
    assert ask(lee)["tone"]["groups"] == []


def test_the_order_of_leaving_out_is_the_smallest_first():
    said = dict(enumerate(["a"] * 9 + ["b"] * 6 + ["c"] * 3 + ["d"] * 2))
    assert set(groups.kept(said, set(said), 5).values()) == {"a", "b"}
