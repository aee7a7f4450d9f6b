"""A project of pairs with answers, and its first dataset."""

import pytest

from accord.datasets import service
from tests.judging import Judging, pair

PROJECT = """
name: pairs
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies, scale: 5, both_bad: true, allow_cannot_assess: true, justification: optional}
  flags: {type: labels, each: replies, options: [rude, wrong], required: false}
stages: [{name: annotate, overlap: 3}]
"""


def won(winner, strength=1):
    return {"winner": winner, "strength": strength} if winner in ("a", "b") else {"winner": winner}


@pytest.fixture
def judging(db):
    judging = Judging(db, PROJECT)
    judging.record(
        pair("r1", a="Because of scattering.", b="Magic."),
        pair("r2", group="g", gold={"better": {"winner": "a", "strength": 2}}),
        *(pair(f"r{number}") for number in range(3, 8)),
        pair("r8", a="Same.", b="Same."),
        pair("r9", b=" "),
    )
    for person, (winner, strength) in enumerate([("a", 2), ("a", 1), ("b", 1)], 1):
        flags = {"a": {"value": ["rude"]}} if person == 1 else {}
        judging.answer("r1", f"p{person}", {"better": won(winner, strength), **({"flags": flags} if flags else {})})
    for record, winners in {
        "r2": "bb",
        "r3": "ab",
        "r4": ("tie", "tie"),
        "r5": ("both_bad",),
        "r8": "a",
        "r9": "a",
    }.items():
        for person, winner in enumerate(winners, 1):
            judging.answer(record, f"p{person}", {"better": won(winner, 2)})
    judging.answer("r6", "p1", {"better": {"na": "cannot_assess"}})
    return judging


@pytest.fixture
def made(judging, tmp_path):
    return service.snapshot(judging.db, judging.admin, tmp_path, "pairs")


@pytest.fixture
def export(judging, made, tmp_path):
    def write(format, number=None):
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        return service.export(judging.db, judging.admin, tmp_path, number or made["id"], format, out)

    return write
