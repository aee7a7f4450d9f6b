"""Whatever graph a project has: no record is stuck or lost, overlap and `not_in` hold, and every way round ends."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.ground.errors import Invalid
from accord.projects import service as projects
from accord.schema import SpecError, parse_json
from accord.schema.moves import ENDS
from accord.work import service as work
from tests.work.floor import Floor

NAMES = ("a", "b", "c", "d")
WHEN = ("", "answers.tone == 'curt'", "answers.tone == 'curt' && cycle < 2", "agreement.tone < 0.9", "cycle >= 1")
MOST = 400  # answers, of five records in four stages: more than any bounded graph here needs
_numbers = itertools.count()


@st.composite
def graphs(draw):
    """Stages with moves anywhere, some with bounds; half of them are no graph that a project may have."""
    names = NAMES[: draw(st.integers(2, 4))]
    stages = []
    for at, name in enumerate(names):
        moves = [{"to": draw(st.sampled_from((*names, *ENDS)))} for _ in range(draw(st.integers(0, 2)))]
        for move in moves:
            if when := draw(st.sampled_from(WHEN[1:])):
                move["when"] = when
        moves.append({"to": draw(st.sampled_from((*names[at + 1 :], *names[at + 1 :], "done", *names[:at])))})
        stage = {"name": name, "overlap": draw(st.integers(1, 2)), "next": moves}
        if draw(st.booleans()):
            stage["cycles"] = draw(st.integers(1, 3))
        if at and draw(st.booleans()):
            stage["who"] = {"not_in": [names[at - 1]]}
        if at and draw(st.booleans()):
            stage["shows"] = [names[0]]
        stages.append(stage)
    return stages


def spec_of(name, stages):
    tone = {"type": "label", "options": ["kind", "curt"]}
    return {"name": name, "fields": {"reply": {"type": "text"}}, "questions": {"tone": tone}, "stages": stages}


def accepted(stages):
    """Whether a project may have these stages."""
    try:
        read(stages)
    except SpecError as refused:
        assert any(fault.picture for fault in refused.faults)
        return False
    return True


def read(stages):
    return parse_json(spec_of("x", stages))


def test_no_record_is_stuck_or_lost_in_any_graph_that_is_accepted(db):
    driven = []

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(graphs(), st.randoms(use_true_random=False))
    def drive(stages, rng):
        name = f"graph-{next(_numbers)}"
        if not accepted(stages):
            try:
                projects.create(db, floor.admin, spec=spec_of(name, stages))
            except Invalid:
                return
            raise AssertionError("the server takes what the language refuses")
        if len(driven) >= 8:
            return
        driven.append(name)
        run(db, floor, name, stages, rng)

    floor = Floor(db, "floor", overlap=1, records=0, persons=9)
    drive()
    assert len(driven) >= 5


def run(db, floor, name, stages, rng):
    projects.create(db, floor.admin, spec=spec_of(name, stages))
    for person in floor.people:
        projects.set_member(db, floor.admin, name, person.name, "annotator")
    work.add_records(db, floor.admin, name, [{"id": f"r{n}", "values": {"reply": "Hello"}} for n in range(2)])
    said = {}
    count, idle = 0, 0
    while idle < len(floor.people):
        person = floor.people[(count + idle) % len(floor.people)]
        claimed = work.claim(db, person, name)["assignments"]
        idle = 0 if claimed else idle + 1
        for one in claimed:
            tone = rng.choice(["kind", "curt"])
            work.submit(db, person, one["id"], {"tone": {"value": tone}})
            said.setdefault(one["record"]["id"], []).append((one["stage"], one["cycle"], person.name))
            count += 1
        assert count < MOST, "a record goes round for ever"
    assert floor.broken_promises() == []
    spec = projects.get(db, floor.admin, name).spec
    for key in ("r0", "r1"):
        check(spec, said[key], work.timeline(db, floor.admin, name, key)["events"])


def check(spec, said, events):
    """At its end, by moves that follow one another; nobody twice in a place, or where they may not be."""
    moves = [event for event in events if event["what"] == "move"]
    assert moves[-1]["to"] in ENDS
    assert all(before["to"] == after["stage"] for before, after in itertools.pairwise(moves))
    assert moves[0]["stage"] == spec.stages[0].name
    assert len(set(said)) == len(said)
    for at, (stage, _, person) in enumerate(said):
        others = {earlier for earlier, _, who in said[:at] if who == person}
        assert not others & set(spec.stage(stage).who.not_in)
