"""Words that were marked before their place had one form are the same words, wherever answers are compared; nothing stored is rewritten."""

import json

from accord.datasets import queries as datasets
from accord.datasets.lineage import Lineage
from accord.insight import queries, service
from accord.insight.persons import queries as persons
from accord.insight.persons.ledger import fill
from accord.schema import check_record, parse
from accord.schema.renaming import Renaming
from tests.judging import Judging

PROJECT = """
name: pairs
fields: {story: {type: text, segments: sentence}}
questions:
  slips:
    type: marks
    of: story
    labels: [wrong, odd]
    ask: {proof: {type: marks, of: story, required: false}}
  rhythm: {type: marks, of: story, each: story, required: false}
stages: [{name: annotate, overlap: 2}]
"""
STORY = "Rain fell. He left. It was far."
NEW = {"at": "story", "start": 14, "end": 18, "quote": "left"}
OLD = {"at": "story/1", "start": 3, "end": 7, "quote": "left"}


def slip(place, proof):
    return [
        {"id": "m1", "anchor": place, "label": "odd", "answers": {"proof": {"value": [{"id": "n1", "anchor": proof}]}}}
    ]


def test_two_names_of_the_same_words_lie_no_distance_apart(db):
    judging = Judging(db, PROJECT).record({"id": "r0", "values": {"story": STORY}})
    rhythm = {"1": [{"id": "m1", "anchor": OLD}]}  # asked of the sentence, words are named from it for good
    judging.answer("r0", "ann", {"slips": slip(NEW, NEW), "rhythm": rhythm})
    old = {"slips": slip(OLD, {"at": "story/1", "ranges": [[3, 7]], "quote": "left"}), "rhythm": rhythm}
    judging.answer("r0", "bob", old)  # as it was stored then
    spec, names = judging.project.spec, Renaming(judging.project.spec)
    assert service.disagreements(db, judging.admin, "pairs", "slips")["records"] == []
    by_name = {one["question"]: one for one in service.quality(db, judging.admin, "pairs")["questions"]}
    assert by_name["slips"]["percent"]["estimate"] == by_name["rhythm"]["percent"]["estimate"] == 1.0
    with db.read() as c:
        ((_, said),) = queries.by_record(c, judging.project.id, names)
        first, second = (json.loads(one.said) for one in said)
        assert first == second
        assert list(fill(spec, persons.passes(c, judging.project.id, names)).agree) == [1.0, 1.0]
        ((record, rows),) = datasets.judged(c, judging.project.id)
        lineage = Lineage(spec, str, "drop")
        made = lineage.consensus(record, rows)
        assert [one["anchor"] for one in made["answers"]["slips"]["value"]] == [NEW]
        assert made["confidence"]["slips"] == 1.0
        assert lineage.response(rows[-1], "r0")["answers"]["slips"]["value"] == old["slips"]  # as it was said


def test_no_record_is_fetched_where_no_words_can_have_two_names():
    whole = parse(PROJECT.replace(", segments: sentence", ""))
    said = json.dumps({"slips": {"value": slip(OLD, OLD)}})
    assert Renaming(whole).text(said, lambda: 1 / 0) is said
    each = json.dumps({"rhythm": {"1": {"value": [{"id": "m1", "anchor": OLD}]}}})
    assert Renaming(parse(PROJECT)).text(each, lambda: 1 / 0) is each
    assert Renaming(parse(PROJECT)).text(json.dumps({"slips": {"na": "cannot_assess"}}), lambda: 1 / 0)


def test_a_suggestion_is_stored_with_its_places_in_their_one_form():
    suggested = [
        {"question": "slips", "value": [{"id": "m1", "anchor": OLD, "label": "odd"}], "agent": "judge"},
        {"question": "rhythm", "element": "1", "value": [{"id": "m1", "anchor": OLD}]},
        {
            "question": "slips",
            "value": [{"id": "m1", "anchor": {"at": "story/1", "start": "x"}}],
        },  # fits nothing, and stays
    ]
    shape, faults = check_record(parse(PROJECT), {"id": "r0", "values": {"story": STORY}, "suggestions": suggested})
    assert faults == []
    places = [one["value"][0]["anchor"] for one in shape["suggestions"]]
    assert places[:2] == [NEW, OLD]
    assert places[2] == suggested[2]["value"][0]["anchor"]
