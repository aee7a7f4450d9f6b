"""Later stages start from what earlier ones said: revised fields, versions side by side, elements that others made."""

import pytest

from accord.schema import SpecError, check_answers, check_record, parse
from accord.schema.standing import Given, earlier, stood

YAML = """
name: p
fields:
  draft: {type: text, revised_by: revision}
  versions: {type: candidates, versions_of: draft}
questions:
  faults: {type: items, of: draft, anchor: optional, ask: {severity: {type: label, options: [small, large]}}}
  revision: {type: rewrite, of: draft}
  handled: {type: label, each: faults, where: "severity == 'large'", options: [done, declined]}
  better: {type: preference, of: versions}
stages:
  - {name: critique, questions: [faults], overlap: 2, next: [{to: revise}]}
  - {name: revise, questions: [revision, handled], shows: [critique], next: [{to: compare}]}
  - {name: compare, questions: [better], shows: [critique, revise]}
"""


def item(number, severity, quote="bad"):
    anchor = {"at": "draft", "start": 2, "end": 5, "quote": quote}
    return {"id": f"c{number}", "text": "It is bad", "anchor": anchor, "answers": {"severity": {"value": severity}}}


@pytest.fixture(scope="module")
def spec():
    return parse(YAML)


@pytest.fixture(scope="module")
def record(spec):
    shape, faults = check_record(spec, {"id": "r", "values": {"draft": "A bad draft"}})
    assert faults == []
    return shape


def test_a_question_is_asked_of_what_an_earlier_stage_made_though_the_draft_has_changed(spec, record):
    said = [
        Given("critique", 0, {"faults": {"value": [item(1, "large"), item(2, "small")]}}),
        Given("critique", 0, {"faults": {"value": [item(1, "large")]}}),
    ]
    known = earlier(spec, "revise", said)
    assert [one["id"] for one in known["faults"]["value"]] == ["c1", "c2", "c1-2"]  # two people's lists are one
    now = {"id": "r", "values": {"draft": "Another draft"}}
    given = {"revision": {"value": "A good draft"}, "handled": {"c1": {"value": "done"}, "c1-2": {"value": "declined"}}}
    assert check_answers(spec, "revise", now, given, earlier=known) == (given, [])
    odd = {**given, "handled": {"c1": {"value": "done"}, "c2": {"value": "done"}}}
    faults = check_answers(spec, "revise", now, odd, earlier=known)[1]
    assert {(fault.pointer, fault.code) for fault in faults} == {
        ("/handled/c1-2", "missing"),
        ("/handled/c2", "unknown-element"),
    }
    assert check_answers(spec, "revise", now, given)[1] != []  # without the critique there is nothing to handle


def test_the_newest_revision_stands_in_the_fields_place_beside_the_one_before(spec, record):
    drafts = [Given("revise", at, {"revision": {"value": f"Draft {at}"}}) for at in range(2)]
    assert stood(spec, record, []) == record
    first, second = stood(spec, record, drafts[:1])["values"], stood(spec, record, drafts)["values"]
    assert first == {
        "draft": "Draft 0",
        "versions": [{"id": "v0", "text": "A bad draft"}, {"id": "v1", "text": "Draft 0"}],
    }
    assert second["draft"] == "Draft 1" and [one["id"] for one in second["versions"]] == ["v1", "v2"]
    assert record["values"] == {"draft": "A bad draft"}
    now = stood(spec, record, drafts)
    assert check_answers(spec, "compare", now, {"better": {"value": {"winner": "v2"}}})[1] == []
    assert check_answers(spec, "compare", now, {"better": {"value": {"winner": "v0"}}})[1] != []


@pytest.mark.parametrize(
    ("old", "new", "pointer", "near"),
    [
        ("revised_by: revision", "revised_by: revison", "/fields/draft/revised_by", "revision"),
        ("versions_of: draft", "versions_of: daft", "/fields/versions/versions_of", "draft"),
        ("type: candidates, versions_of", "type: text, versions_of", "/fields/versions/versions_of", None),
    ],
)
def test_what_revises_a_field_has_to_be_there(old, new, pointer, near):
    with pytest.raises(SpecError) as refused:
        parse(YAML.replace(old, new))
    assert {fault.pointer: fault.nearest for fault in refused.value.faults}[pointer] == near
