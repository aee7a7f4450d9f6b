"""A graph of stages that would lose records, or keep them for ever, is refused with a picture of what is wrong."""

import pytest

from accord.schema import SpecError, parse, parse_json
from accord.schema.graph import picture

HEAD = """name: p
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
stages:
"""


def faults_of(*stages):
    with pytest.raises(SpecError) as refused:
        parse(HEAD + "".join(f"  - {{name: {one}}}\n" for one in stages))
    return refused.value.faults


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        (["a, next: [{to: done}, {to: b}]", "b"], {("shadowed", "/stages/0/next/1"), ("unreachable", "/stages/1")}),
        (["a", "b"], {("unreachable", "/stages/1")}),
        (["a, next: [{when: 'cycle > 1', to: b}, {when: 'cycle > 1', to: done}]", "b"], {("shadowed", "/stages/0/next/1")}),
        (["a, next: [{to: b}]", "b, next: [{to: a}]"],
         {("endless", "/stages/0"), ("dead-end", "/stages/0"), ("dead-end", "/stages/1")}),
        (["a, next: [{to: b}]", "b, next: [{when: \"answers.tone == 'curt'\", to: a}, {to: done}]"], {("endless", "/stages/0")}),
        (["a, next: [{when: 'cycle < 3 || meta.again', to: a}]"], {("endless", "/stages/0")}),
        (["a, shows: [b], next: [{to: b}]", "b"], {("not-before", "/stages/0/shows")}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_graph_is_said_and_drawn(stages, found):
    faults = faults_of(*stages)
    assert {(fault.code, fault.pointer) for fault in faults} == found
    drawn = faults[0].picture.splitlines()
    for fault in faults:
        at = int(fault.pointer.split("/")[2])
        assert fault.line == 5 + at
        assert "WRONG" in next(line for line in drawn if line.startswith("ab"[at]))


@pytest.mark.parametrize(
    ("stage", "pointer", "near"),
    [
        ("a, next: [{to: dnoe}]", "/stages/0/next/0/to", "done"),
        ("a, next: [{to: done, return: true}]", "/stages/0/next/0/return", None),
        ("a, next: [{to: done, escalate: {severity: hihg}}]", "/stages/0/next/0/escalate/severity", "high"),
        ("a, next: [{when: 'hours * 2 == cycle', to: done}]", "/stages/0/next/0/when", None),
        ("a, kind: reveiw", "/stages/0/kind", "review"),
        ("a, kind: review", "/stages/0/shows", None),
        ("a, who: {not_in: [aa]}", "/stages/0/who/not_in/0", "a"),
        ("a, cycles: 0", "/stages/0/cycles", None),
    ],
)
def test_each_part_of_a_stage_is_checked(stage, pointer, near):
    faults = {fault.pointer: fault for fault in faults_of(stage)}
    assert faults[pointer].nearest == near


def test_a_loop_with_a_bound_is_a_graph_and_is_drawn():
    spec = parse(
        HEAD
        + """  - {name: write, cycles: 3, next: [{to: check}]}
  - {name: check, kind: review, shows: [write], blind: true, next: [{when: "verdict == 'return'", to: write, return: true},
     {when: "hours > 48", to: expert, escalate: {severity: high, hours: 12}}, {to: done}]}
  - {name: expert, kind: adjudicate, shows: [write, check]}
"""
    )
    assert picture(spec.stages).splitlines() == [
        "write, at most 3 times",
        "  └─ always ─> check",
        "check, review",
        "  ├─ if verdict == 'return' ─> write (back) (to its author for 24 h)",
        "  ├─ if hours > 48 ─> expert (escalated, high, 12 h)",
        "  └─ else ─> done",
        "expert, adjudicate",
        "  └─ always ─> done",
    ]
    assert parse_json(spec.json()).json() == spec.json()
