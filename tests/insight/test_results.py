"""The result page says what came out, with intervals that take what belongs to one record together."""

import numpy as np
import pytest

from accord import workflows
from accord.ground.errors import Forbidden, NotFound
from accord.insight import service
from accord.insight.results.ratio import Ratio
from accord.schema import SpecError, check_answers, check_record, parse
from tests.judging import Judging

PROJECT = """
name: story
fields: {story: {type: text, segments: paragraph}, run: {type: trajectory, required: false}}
questions:
  mood: {type: rating, each: story, min: -3, max: 3}
  spans: {type: marks, of: story, labels: [wrong, odd], overlap: true, ask: {bad: {type: label, options: [minor, major]}}}
  before: {type: rubric, criteria: [warm, clear], min: 1, max: 5}
  after: {type: rubric, criteria: [warm, clear], min: 1, max: 5}
  tone: {type: label, options: [flat, loud, soft]}
  first: {type: label, options: {from: run}, required: false, allow_na: true}
results:
  - {show: share, of: spans.label, by: meta.model}
  - {show: rate, of: spans.label, per: story}
  - {show: score, of: spans.bad, per: story, weights: {minor: 1, major: 5}}
  - {show: mean, of: before}
  - {show: change, of: before, to: after}
  - {show: curve, of: mood}
  - {show: confusion, of: tone}
  - {show: funnel, of: first}
  - {show: share, of: tone, is: [loud, soft]}
"""
WORDS = "one two three four five"  # ten words a story


def mark(name, start, label, bad):
    quote = (WORDS + "\n\n" + WORDS)[start : start + 3]
    anchor = {"at": "story", "start": start, "end": start + 3, "quote": quote}
    return {"id": name, "anchor": anchor, "label": label, "answers": {"bad": {"value": bad}}}


def said(moods, tone, spans=(), before=(2, 3), after=(4, 3), first=None):
    answers = {
        "mood": {str(at): value for at, value in enumerate(moods)},
        "spans": list(spans),
        "before": {name: {"score": score} for name, score in zip(("warm", "clear"), before, strict=True)},
        "after": {name: {"score": score} for name, score in zip(("warm", "clear"), after, strict=True)},
        "tone": tone,
    }
    return {**answers, "first": first} if first else answers


@pytest.fixture
def parts(db):
    steps = [{"id": f"s{at}", "kind": "message", "content": "x"} for at in range(10)]
    judging = Judging(db, PROJECT)
    for number in range(4):
        values = {"story": f"{WORDS}\n\n{WORDS}", "run": steps}
        judging.record({"id": f"r{number}", "values": values, "meta": {"model": "m-1" if number < 2 else "m-2"}})
    judging.answer("r0", "ann", said((0, 2), "loud", [mark("m1", 0, "wrong", "major")], first="s2"))
    judging.answer("r0", "ben", said((2, 2), "soft", [mark("m1", 0, "odd", "minor")], before=(3, 3)))
    judging.answer(
        "r1", "ann", said((-1, 1), "flat", [mark("m1", 0, "wrong", "minor"), mark("m2", 4, "wrong", "minor")])
    )
    judging.answer("r2", "ann", said((0, 0), "loud", first="s9"))
    judging.answer("r3", "ann", said((0, 0), "loud"))
    report = service.results(db, judging.admin, "story")
    assert (report["records"], report["responses"]) == (4, 5)
    return report["parts"]


def rows(part, *keys):
    return [tuple(row[key] for key in keys) for row in part["rows"]]


def test_shares_by_group_count_what_was_given(parts):
    assert rows(parts[0], "group", "name", "estimate", "records") == [
        ("m-1", "wrong", 0.75, 2),
        ("m-1", "odd", 0.25, 2),
    ]


def test_rates_are_per_thousand_words_read_and_records_without_any_count(parts):
    # five people read ten words each
    assert rows(parts[1], "name", "estimate", "records") == [("wrong", 60.0, 4), ("odd", 20.0, 4)]


def test_the_score_is_a_hundred_less_the_points_per_hundred_words(parts):
    assert rows(parts[2], "estimate") == [(pytest.approx(100 - 100 * (5 + 1 + 1 + 1) / 50),)]
    assert parts[2]["rows"][0]["low"] < parts[2]["rows"][0]["estimate"] < parts[2]["rows"][0]["high"]


def test_criteria_have_a_mean_each_and_a_change_from_before_to_after(parts):
    assert rows(parts[3], "name", "estimate") == [("clear", 3.0), ("warm", 2.2)]
    changed = {row["name"]: row["change"]["estimate"] for row in parts[4]["rows"]}
    assert changed == {"clear": 0.0, "warm": pytest.approx(1.8)}


def test_numbers_on_a_scale_are_drawn_from_end_to_end_of_it(parts):
    scales = {(one["show"], one["of"]): one["scale"] for one in parts}
    assert scales[("mean", "before")] == (1, 5) and scales[("curve", "mood")] == (-3, 3)
    assert scales[("share", "tone")] is None and scales[("change", "before")] is None


def test_a_curve_runs_over_the_length_with_the_spread_between_people(parts):
    line = parts[5]["rows"]
    assert (line[0]["estimate"], line[-1]["estimate"]) == ((1 - 1 + 0 + 0) / 4, (2 + 1 + 0 + 0) / 4)
    assert line[0]["spread"] == pytest.approx(np.std([0, 2], ddof=1))
    assert line[-1]["spread"] == 0.0


def test_confusion_counts_pairs_of_people_both_ways(parts):
    assert sorted(parts[6]["names"]) == ["loud", "soft"]
    assert sum(map(sum, parts[6]["matrix"])) == 2
    assert parts[6]["matrix"][0][0] == 0


def test_a_funnel_says_what_is_left_after_each_part(parts):
    assert [row["estimate"] for row in parts[7]["rows"]] == [1, 1, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.6]


def test_several_values_may_be_one_row(parts):
    assert rows(parts[8], "name", "estimate") == [("loud, soft", 0.8)]


def test_the_interval_holds_its_estimate_and_covers_as_it_says():
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(400):
        found = Ratio()
        for share, size in zip(rng.beta(2, 2, 60), rng.integers(1, 9, 60), strict=True):
            found.add(rng.binomial(size, share), size)
        figure = found.figure(share=True)
        assert figure["low"] <= figure["estimate"] <= figure["high"]
        hits += figure["low"] <= 0.5 <= figure["high"]
    assert hits / 400 > 0.95 - 3 * np.sqrt(0.95 * 0.05 / 400)


def test_what_cannot_be_negative_has_an_interval_above_nought():
    found = Ratio()
    for top in (0, 0, 5):
        found.add(top, 10)
    assert found.figure()["low"] < 0 < found.figure(positive=True)["low"]


def test_one_record_has_no_interval_and_none_has_no_figure():
    assert Ratio().figure()["why"] == "nothing was counted"
    alone = Ratio()
    alone.add(1, 2)
    assert (alone.figure()["estimate"], alone.figure()["low"]) == (0.5, None)


@pytest.mark.parametrize(
    ("results", "pointer", "near"),
    [
        ("[{show: shar, of: tone}]", "/results/0/show", "share"),
        ("[{show: share, of: ton}]", "/results/0/of", "tone"),
        ("[{show: rate, of: tone, per: stor}]", "/results/0/per", "story"),
        ("[{show: share, of: tone, by: model}]", "/results/0/by", None),
        ("[{show: score, of: tone, per: story}]", "/results/0/weights", None),
        ("[{show: change, of: tone, to: tne}]", "/results/0/to", "tone"),
        ("[{show: share, of: tone, colour: red}]", "/results/0/colour", None),
        ("{show: share}", "/results", None),
    ],
)
def test_a_misfit_is_said_where_it_stands(results, pointer, near):
    source = "name: x\nfields: {story: {type: text}}\nquestions: {tone: {type: label, options: [a, b]}}\n"
    with pytest.raises(SpecError) as caught:
        parse(f"{source}results: {results}\n")
    assert [(one.pointer, one.nearest) for one in caught.value.faults] == [(pointer, near)]


def test_annotators_see_no_page(db):
    judging = Judging(db, PROJECT)
    with pytest.raises(Forbidden):
        service.results(db, judging.member("ann", "annotator"), "story")
    assert service.results(db, judging.member("rev", "reviewer"), "story")["records"] == 0
    with pytest.raises(NotFound):
        service.results(db, judging.admin, "none")


@pytest.mark.parametrize("name", [one.name for one in workflows.list_()])
def test_every_workflow_has_a_page_that_its_gold_fills(db, name):
    loaded = workflows.load(name)
    spec = parse(loaded.source)
    gold = [check_record(spec, record)[0] for record in loaded.sample() if "gold" in record]
    judging = Judging(db, loaded.source).record(*(record for record in loaded.sample() if "gold" in record))
    for record in gold:
        bare = {name: _bare(spec.questions[name], known) for name, known in record["gold"].items()}
        if "critique" in spec.questions:  # a list of faults is no known answer: everybody words them anew
            bare["critique"] = {"value": []}
        assert check_answers(spec, spec.stages[0].name, record, bare, partial=True)[1] == []
        judging.answer(record["id"], "ann", bare)
    report = service.results(db, judging.admin, name)
    assert report["records"] == len(gold)
    assert len(report["parts"]) == len(spec.results) > 0
    known = {name for record in gold for name in record["gold"]}
    shown = {part["of"].split(".")[0] for part in report["parts"] if part["rows"]}
    asked = {one.of[0] for one in spec.results if one.show not in ("confusion", "change")}
    assert not asked & known or shown


def _bare(question, known):
    def plain(one):
        return {key: one[key] for key in ("value", "na") if key in one}

    if question.each:
        return {element: plain(one) for element, one in known.items()}
    return plain(known)
