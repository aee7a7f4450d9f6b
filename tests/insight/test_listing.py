"""The list of records: every filter and order against the same list made by hand, page by page, both ways, by bounded work."""

import json
from itertools import product

import pytest

from accord.ground.errors import Forbidden, Invalid
from accord.insight.listing import queries, service, walking
from accord.insight.listing.chosen import Chosen
from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work
from tests.judging import Judging

YAML = """
name: notes
fields: {text: {type: text}}
questions:
  tone: {type: label, options: [kind, flat, curt]}
  score: {type: rating, min: 1, max: 5, required: false}
stages: [{name: annotate, overlap: 2, next: [{when: "agreement.tone < 0.5", to: decide}, {to: done}]}, {name: decide, questions: [tone]}]
"""
COUNT = 60
SAID = {3: ("kind", "curt"), 11: ("kind", "curt"), 17: ("kind", "kind"), 18: ("flat", "flat"), 40: ("curt", "kind")}
SCORES = {3: (1, 2), 11: (3, 3), 17: (1, 5)}  # on 17 people agree in tone and are far apart in score


def note(n):
    meta = {"lang": "ar" if n % 3 else "en", "n": n, "tags": ["new", f"t{n % 4}"], "odd": bool(n % 2)}
    gold = {"gold": {"tone": "kind"}} if n % 7 == 0 else {}
    return {
        "id": f"n{n}",
        "values": {"text": f"Words {n}, 100%_\\ {'رسالة' if n % 5 == 0 else ''}"},
        "meta": meta,
        **gold,
    }


@pytest.fixture
def notes(db, monkeypatch):
    """A project with records in every state; windows and parts so small that a page goes through several."""
    monkeypatch.setattr(queries, "SCAN", 7)
    monkeypatch.setattr(walking, "TRIED", 3)
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    work.add_records(db, admin, "notes", (note(n) for n in range(COUNT)))
    answers = [
        {
            "record": f"n{n}",
            "person": who,
            "answers": {"tone": tone, **({"score": SCORES[n][at]} if n in SCORES else {})},
        }
        for n, tones in SAID.items()
        for at, (who, tone) in enumerate(zip(("ann", "bob"), tones, strict=True))
    ]
    assert work.import_responses(db, admin, "notes", answers).inserted == len(answers)
    for n in (5, 18, 50):
        work.withdraw(db, admin, "notes", f"n{n}")

    def ask(chosen=None, **more):
        return service.page(db, admin, "notes", chosen, **more)

    return ask


def everything(ask, chosen, back=False, **more):
    """All pages: ids in the list's order, and how many pages there were."""
    found, pages, at = [], 0, {"before": "end"} if back else {}
    while True:
        page = ask(chosen, **more, **at)
        ids = [one["id"] for one in page["records"]]
        found = ids + found if back else found + ids
        pages += 1
        on = page["previous"] if back else page["next"]
        if on is None:
            return found, pages
        at = {"before" if back else "after": on}


DISPUTED = {"tone": (3, 11, 40), "score": (17, 3), "*": (3, 11, 17, 40)}  # in the order of the list sorted so
OPEN = {n for n in range(COUNT) if n not in (5, 18, 50, 17)}  # 3, 11 and 40 went to `decide`
FILTERS = {
    "nothing": (Chosen(), lambda n: True),
    "words": (Chosen(words="WORDS 1"), lambda n: str(n).startswith("1")),
    "wild": (Chosen(words="100%_\\"), lambda n: True),
    "arabic": (Chosen(words="رسال"), lambda n: n % 5 == 0),
    "open": (Chosen(state="open"), lambda n: n in OPEN),
    "done": (Chosen(state="done"), lambda n: n == 17),
    "withdrawn": (Chosen(state="withdrawn"), lambda n: n in (5, 18, 50)),
    "stage": (Chosen(stage="decide"), lambda n: n in (3, 11, 40)),
    "through": (Chosen(stage="annotate", state="done"), lambda n: n in (3, 11, 17, 40)),
    "answered": (Chosen(answered=2), lambda n: n in SAID),
    "answered and open": (Chosen(answered=1, state="open"), lambda n: n in SAID and n in OPEN),
    "gold": (Chosen(gold=True), lambda n: n % 7 == 0),
    "no gold": (Chosen(gold=False, words="words 2"), lambda n: n % 7 and str(n).startswith("2")),
    "meta": (Chosen(meta=(("lang", "ar"),)), lambda n: n % 3),
    "meta number": (Chosen(meta=(("n", "9"),)), lambda n: n == 9),
    "meta truth": (Chosen(meta=(("odd", "true"),), state="open"), lambda n: n % 2 and n in OPEN),
    "meta tag": (Chosen(meta=(("tags", "t3"), ("lang", "en"))), lambda n: n % 4 == 3 and n % 3 == 0),
    "disputed": (Chosen(disagree="tone"), lambda n: n in DISPUTED["tone"]),
    "any disputed gold": (Chosen(disagree="*", gold=False), lambda n: n in DISPUTED["*"] and n % 7),
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_gives_the_list_made_by_hand_in_each_order_both_ways(notes, name):
    chosen, passes = FILTERS[name]
    oldest = [f"n{n}" for n in range(COUNT) if passes(n)]
    farthest = [f"n{n}" for n in DISPUTED[chosen.disagree or "*"] if passes(n)]
    rest = [] if chosen.disagree else [one for one in oldest if one not in farthest]
    expected = {"oldest": oldest, "newest": oldest[::-1], "disagreement": farthest + rest}
    for (sort, whole), back in product(expected.items(), (False, True)):
        assert everything(notes, chosen, back, sort=sort, limit=4)[0] == whole, (sort, back)
    assert len(everything(notes, chosen, limit=200)[0]) == len(oldest)


def test_the_persons_filter_follows_what_the_person_answered(notes):
    assert everything(notes, Chosen(), person="bob", limit=2)[0] == ["n3", "n11", "n17", "n18", "n40"]
    assert everything(notes, Chosen(state="open"), person="ann", sort="newest")[0] == ["n40", "n11", "n3"]
    assert notes(Chosen(), person="ann")["count"] == {"n": 5, "more": False}
    with pytest.raises(Invalid):
        notes(Chosen(), person="nobody")


def test_a_count_says_when_it_stopped_counting(notes):
    assert notes()["count"] == {"n": COUNT, "more": False}
    assert notes(Chosen(state="open"))["count"] == {"n": len(OPEN), "more": False}
    assert notes(Chosen(words="words"))["count"] == {"n": 28, "more": True}, "four windows of seven were looked at"


def test_a_page_looks_at_a_bounded_part_and_says_where_to_go_on(notes):
    page = notes(Chosen(words="Words 59"), limit=10)
    assert page["records"] == [] and page["next"] == str(page["next"])
    assert page["count"] == {"n": 0, "more": True}
    assert everything(notes, Chosen(words="Words 59"), limit=10) == (["n59"], 3)


def test_what_comes_in_while_one_reads_moves_nothing(notes, db):
    admin = people.local_admin(db)
    first = notes(limit=3)
    work.withdraw(db, admin, "notes", "n0")
    work.add_records(db, admin, "notes", [note(99)])
    second = notes(limit=3, after=first["next"])
    assert [one["id"] for one in second["records"]] == ["n3", "n4", "n5"]
    assert [one["id"] for one in notes(limit=3, before=second["previous"])["records"]] == ["n0", "n1", "n2"]
    assert notes(limit=1, before="end")["records"][0]["id"] == "n99"


def test_a_new_answer_moves_its_record_to_its_place_among_the_disputed(notes, db):
    admin = people.local_admin(db)
    assert [one["id"] for one in notes(Chosen(disagree="score"), sort="disagreement")["records"]] == ["n17", "n3"]
    rows = [
        {"record": "n30", "person": who, "answers": {"tone": "kind", "score": n}} for who, n in (("ann", 1), ("bob", 4))
    ]
    work.import_responses(db, admin, "notes", rows)
    listed = notes(Chosen(disagree="score"), sort="disagreement")["records"]
    assert [(one["id"], round(one["distance"], 2)) for one in listed] == [("n17", 1.0), ("n30", 0.75), ("n3", 0.25)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"chosen": Chosen(disagree="tune")}, "unknown-question"),
        ({"chosen": Chosen(stage="anotate")}, "unknown-stage"),
        ({"after": "x"}, "no-cursor"),
        ({"before": "9" * 40}, "no-cursor"),
    ],
)
def test_what_is_not_there_is_said(notes, more, code):
    with pytest.raises(Invalid) as error:
        notes(more.get("chosen"), **{name: one for name, one in more.items() if name != "chosen"})
    assert error.value.faults[0].code == code


def test_annotators_may_not_look_and_bodies_stay_out(db):
    judging = Judging(db, YAML).record(note(1))
    with pytest.raises(Forbidden):
        service.page(db, judging.member("ann", "annotator"), "notes")
    listed = service.page(db, judging.member("rev", "reviewer"), "notes")
    assert "values" not in json.dumps(listed) and listed["records"][0]["title"].startswith("Words 1")
