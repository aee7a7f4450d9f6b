"""A project that does not fit is refused with every fault at once, each with its path, its line and what was probably meant."""

import pytest

from accord.schema import SpecError, parse, parse_json
from tests.schema.conftest import YAML


def faults_of(text):
    with pytest.raises(SpecError) as caught:
        parse(text)
    return {fault.pointer: fault for fault in caught.value.faults}


def test_the_canonical_form_says_the_same_again():
    spec = parse(YAML)
    assert parse_json(spec.json()).json() == spec.json()


def test_a_project_without_stages_is_asked_once_of_one_person():
    spec = parse("name: x\nfields: {t: {type: text}}\nquestions: {q: {type: text}}\n")
    (stage,) = spec.stages
    assert (stage.name, stage.overlap.max, stage.next[0].to) == ("annotate", 1, "done")


@pytest.mark.parametrize(
    ("line", "changed", "pointer", "near"),
    [
        (7, ("type: preference", "type: preferance"), "/questions/better/type", "preference"),
        (7, ("of: replies, scale", "of: replys, scale"), "/questions/better/of", "replies"),
        (7, ("scale: 7", "scale: 6"), "/questions/better/scale", None),
        (7, ("both_bad: true", "both_badd: true"), "/questions/better/both_badd", "both_bad"),
        (10, ("tone == ", "tonne == "), "/questions/problems/visible_if", "tone"),
        (12, ("max: 5", "max: 0"), "/questions/score/max", None),
        (13, ("better.winner ==", "better.winner = ="), "/questions/why/visible_if", None),
        (15, ("to: adjudicate", "to: ajudicate"), "/stages/0/next/0/to", "adjudicate"),
        (5, ("type: candidates", "type: [text]"), "/fields/replies/type", None),
        (2, ("fine-tuning", "finetuning"), "/purpose", "fine-tuning"),
    ],
)
def test_each_fault_has_its_line_and_the_nearest_word(line, changed, pointer, near):
    fault = faults_of(YAML.strip().replace(*changed))[pointer]
    assert fault.line == line
    assert fault.nearest == near


def test_a_condition_may_not_look_ahead():
    text = YAML.replace("intent: {type: label,", "intent: {visible_if: 'score > 2', type: label,")
    assert "asked later" in faults_of(text)["/questions/intent/visible_if"].message


def test_yes_no_and_on_stay_words():
    spec = parse("name: x\nfields: {t: {type: text}}\nquestions: {q: {type: label, options: [yes, no, on]}}\n")
    assert [one["value"] for one in spec.json()["questions"]["q"]["options"]] == ["yes", "no", "on"]


@pytest.mark.parametrize("text", ["", "[", "name: x", "- a", "a: &a [*a]", "name: 'x\n", "\x00", "? {a: b}: c"])
def test_what_is_no_project_is_a_fault_and_never_a_crash(text):
    assert faults_of(text)


@pytest.mark.parametrize(
    ("bomb", "says"),
    [
        ("a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 18)), "aliases repeat"),
        ("name: it's\nx: " + "[it's, " * 20_000, "nested deeper than 50"),
        ("name: " + "x" * 300_000, "at most 250000 characters"),
    ],
)
def test_a_few_lines_do_not_occupy_the_server(bomb, says):
    with pytest.raises(SpecError, match=says):
        parse(bomb)
