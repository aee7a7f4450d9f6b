"""Rules collect, act, say why, and are undone; nothing that a person did is lost."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from accord.control import acting, service
from accord.control.collecting import Asked, Evidence, collect
from accord.control.watching import Watch
from accord.ground import audit, clock
from accord.ground.errors import Conflict, Gone
from accord.people import skills
from accord.schema import SpecError, parse_json
from accord.work import hiding
from accord.work import service as work
from accord.work.listening import listen
from accord.work.tables import places
from tests.work.floor import Floor

GOLD = [{"id": f"gold-{n}", "values": {"reply": f"Known {n}"}, "gold": {"tone": "kind"}} for n in range(6)]
PLAIN = [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(12)]
STRICT = """
quality:
  gold: {share: 0.3}
  rules:
    - {name: gold, collect: gold_accuracy, window: 5, when: "n >= 3 && value < 0.5", do: [suspend, return_work, notify]}
"""


class Half:
    """Every second one that is given is a known answer."""

    def __init__(self):
        self.turns = itertools.cycle([0.1, 0.9])

    def random(self):
        return next(self.turns)

    def randrange(self, n):
        return 0


@pytest.fixture
def made(db, monkeypatch):
    def make(more, overlap=2, **given):
        monkeypatch.setattr(hiding, "RNG", Half())
        stages = given.pop("stages", f"[{{name: annotate, overlap: {overlap}}}]")
        return Floor(db, stages=stages, items=GOLD + PLAIN, more=more, **given)

    return make


def number(floor):
    with floor.db.read() as c:
        from accord.projects import queries

        return queries.by_name(c, floor.admin, floor.name).id


def look(floor, person):
    return service.look(floor.db, number(floor), person.user_id)


def answers(floor):
    """How often each record's place is answered, by its key's number."""
    with floor.db.read() as c:
        rows = c.execute(select(places.c.record_id, places.c.answered).order_by(places.c.record_id)).all()
    return {row.record_id - len(GOLD) - 1: row.answered for row in rows}


def test_who_fails_known_answers_is_stopped_without_losing_anything_and_goes_on_when_a_lead_says_so(made):
    floor = made(STRICT)
    ann, bob = floor.people[:2]
    given = floor.claim(ann, 8)["assignments"]
    work.save_draft(floor.db, ann, given[7]["id"], {"tone": {"value": "kind"}})
    for one in given[:6]:
        floor.submit(ann, one["id"], "curt")
    assert answers(floor) == {n: int(n < 3) for n in range(12)}
    (action,) = look(floor, ann)
    assert look(floor, ann) == []  # what it acted on counts no more
    assert answers(floor) == dict.fromkeys(range(12), 0)
    nothing = floor.claim(ann)["nothing"]
    assert nothing["why"].startswith("suspended: Of your last 3 answers that had a known one, 0% were right")
    with pytest.raises(Gone, match="You were stopped meanwhile; your answers are kept"):
        floor.submit(ann, given[7]["id"], "kind")
    assert floor.broken_promises() == []
    floor.answer(bob, 2)
    floor.answer(floor.people[2], 2)  # r0 and their share of known answers: full without ann

    log = service.actions(floor.db, floor.admin, floor.name)
    assert (log["new"], service.actions(floor.db, floor.admin, floor.name)["new"]) == (1, 0)
    told = service.mine(floor.db, ann, floor.name)
    assert told["suspended"]["why"] == told["actions"][0]["why"]
    assert log["actions"][0]["did"] == [{"what": "suspend"}, {"what": "return_work", "answers": 3}, {"what": "notify"}]

    undone = service.undo(floor.db, floor.admin, floor.name, action, "the gold was wrong")
    assert (undone["undone"]["by"], undone["undone"]["why"]) == (floor.admin.name, "the gold was wrong")
    with pytest.raises(Conflict):
        service.undo(floor.db, floor.admin, floor.name, action)
    assert floor.broken_promises() == []
    assert answers(floor) == {0: 2, 1: 1, 2: 1, 3: 1} | dict.fromkeys(range(4, 12), 0)
    assert look(floor, ann) == []
    assert given[6]["id"] in [one["id"] for one in floor.claim(ann, 3)["assignments"]]
    with floor.db.read() as c:
        noted = [row.action for row in audit.latest(c, action="rule")]
    assert noted == ["rule.undo", "rule.act"]


def test_a_rule_acts_once_however_many_look_and_wholly_or_not_at_all(made, monkeypatch):
    floor = made(STRICT)
    ann = floor.people[0]
    for one in floor.claim(ann, 6)["assignments"]:
        floor.submit(ann, one["id"], "curt")
    carried_out = acting.do

    def cut(c, case, action):
        if action.what == "return_work":
            raise RuntimeError("the process ends here")
        return carried_out(c, case, action)

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(acting, "do", cut)
        look(floor, ann)
    assert answers(floor) == {n: int(n < 3) for n in range(12)}
    assert floor.claim(ann)["assignments"]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: look(floor, ann), range(4)))
    assert sum(len(one) for one in taken) == 1
    assert service.catch_up(floor.db) == 0
    assert floor.broken_promises() == []


def test_skills_and_overlap_are_changed_and_changed_back(made):
    rules = """
quality:
  rules:
    - {collect: skips, window: 4, when: "n >= 4 && value >= 0.5", do: [{set_skill: {law: 1, tax: 0}}, {raise_overlap: 1}, warn]}
"""
    floor = made(
        rules, stages="[{name: annotate, overlap: 1, next: [{to: check}]}, {name: check, who: {role: reviewer}}]"
    )
    ann = floor.people[0]
    skills.set_(floor.db, floor.admin, ann.name, "law", 3)
    skills.set_(floor.db, floor.admin, ann.name, "tax", 2)
    floor.answer(ann, 2)
    for one in floor.claim(ann, 2)["assignments"]:
        work.skip(floor.db, ann, one["id"])
    (action,) = look(floor, ann)
    held = {one["skill"]: one["level"] for one in skills.list_(floor.db, floor.admin, ann.name)}
    assert held == {"law": 1}
    assert len(floor.answer(floor.people[1], 2)) == 2  # the two that ann answered wait for one more
    service.undo(floor.db, floor.admin, floor.name, action)
    held = {one["skill"]: one["level"] for one in skills.list_(floor.db, floor.admin, ann.name)}
    assert held == {"law": 3, "tax": 2}
    assert floor.broken_promises() == []


def test_what_is_collected(made):
    floor = made("quality: {gold: {share: 0.3}}", overlap=3)
    ann, bob, cy = floor.people[:3]
    for person, tones in ((bob, "kkkkkkkk"), (cy, "kkkkkkkk"), (ann, "kkkkkkcc")):
        for one, tone in zip(floor.claim(person, 8)["assignments"], tones, strict=True):
            floor.submit(
                person, one["id"], {"k": "kind", "c": "curt"}[tone], active_seconds=2.0 if tone == "k" else 8.0
            )
    work.skip(floor.db, ann, floor.claim(ann)["assignments"][0]["id"])
    since = clock.now() - timedelta(days=1)
    with floor.db.read() as c:
        spec = parse_json(service.projects.get(floor.db, floor.admin, floor.name).spec.json())
        asked = Asked(spec, number(floor), ann.user_id, since, 20)
        found = {
            what: collect(c, what, asked) for what in ("gold_accuracy", "agreement_with_consensus", "speed", "skips")
        }
        few = collect(c, "gold_accuracy", Asked(spec, number(floor), ann.user_id, since, 1))
        none = collect(c, "gold_accuracy", Asked(spec, number(floor), ann.user_id, clock.now(), 20))
    assert found == {
        "gold_accuracy": Evidence(0.75, 4),
        "agreement_with_consensus": Evidence(0.75, 4),
        "speed": Evidence(2.0, 8),
        "skips": Evidence(1 / 9, 9),
    }
    assert (few, none) == (Evidence(0.0, 1), Evidence(None, 0))


@pytest.mark.parametrize(
    ("rule", "pointer", "near"),
    [
        ({"collect": "gold_acuracy"}, "/collect", "gold_accuracy"),
        ({"when": "valu < 1"}, "/when", "value"),
        ({"do": ["suspnd"]}, "/do/0", "suspend"),
        ({"do": [{"set_skill": {"a": "high"}}]}, "/do/0", None),
        ({"window": {"days": 2}}, "/window", None),
        ({"whenn": "value < 1"}, "/whenn", "when"),
    ],
)
def test_rules_that_say_nothing_are_refused(rule, pointer, near):
    whole = {"collect": "speed", "when": "value < 1", "do": ["warn"], **rule}
    raw = {
        "name": "p",
        "fields": {"r": {"type": "text"}},
        "questions": {"q": {"type": "text"}},
        "quality": {"rules": [whole]},
    }
    with pytest.raises(SpecError) as refused:
        parse_json(raw)
    assert [(fault.pointer, fault.nearest) for fault in refused.value.faults] == [(f"/quality/rules/0{pointer}", near)]


def test_over_http_the_person_reads_why_and_the_lead_sees_whom_a_stage_waits_for(made, sign):
    rules = STRICT.replace("suspend, return_work, notify", "retrain")
    floor = made(
        rules, stages="[{name: annotate, overlap: 2, next: [{to: expert}]}, {name: expert, who: {skills: {law: 2}}}]"
    )
    ann, bob = floor.people[:2]
    watch = Watch(floor.db, apart=0)
    end = listen(watch)
    for one in floor.claim(ann, 6)["assignments"]:
        floor.submit(ann, one["id"], "curt")
    floor.answer(bob, 3)
    home = f"/api/v1/projects/{floor.name}"
    http, lead = sign(ann.name), sign(floor.admin.name, "admin")
    for _ in range(2000):  # until the watch has looked
        if (mine := http.get(f"{home}/actions/mine").json())["actions"]:
            break
    end()
    watch.close()
    assert mine["suspended"]["by_reading"]
    assert http.post(f"{home}/claim", json={"count": 1}).json()["nothing"]["why"].startswith("suspended: ")
    assert http.get(f"{home}/actions").status_code == 403
    blocked = lead.get(f"{home}/audience").json()["stages"][1]
    assert (blocked["blocked"], blocked["why"]) == (True, "nobody meets skills: law at level 2")
    assert [(one["condition"], one["people"]) for one in blocked["lacking"]] == [("skills", 5), ("suspended", 1)]
    assert http.post(f"{home}/retrained").json()["suspended"] is None
    assert http.post(f"{home}/claim", json={"count": 1}).json()["assignments"]
    log = lead.get(f"{home}/actions", params={"person": ann.name}).json()
    assert [one["person"] for one in log["actions"]] == [ann.name]
    assert (
        lead.post(f"{home}/actions/{log['actions'][0]['id']}/undo", json={"why": ""}).json()["undone"]["by"]
        == floor.admin.name
    )
