"""One project that uses every part of the language that this room has."""

import pytest

from accord.schema import check_record, parse

YAML = """
name: support-replies
purpose: fine-tuning
fields:
  ticket: {type: chat}
  replies: {type: candidates, blind: true, shuffle: true}
questions:
  better: {type: preference, of: replies, scale: 7, tie: true, both_bad: true, dimensions: [helpful, clear]}
  order: {type: ranking, of: replies}
  tone: {type: label, each: replies, options: [neutral, friendly, too curt], allow_cannot_assess: true, justification: optional}
  problems: {type: labels, each: replies, options: [vague, rude, wrong], required: false, visible_if: "tone == 'too curt'"}
  intent: {type: label, options: {billing: [refund, invoice], other: }}
  score: {type: rating, min: 1, max: 5, required: "intent == 'other'"}
  why: {type: text, visible_if: "better.winner == 'both_bad'"}
stages:
  - {name: annotate, overlap: 3, next: [{when: "agreement.better < 0.6", to: adjudicate}, {to: done}]}
  - {name: adjudicate, who: {role: reviewer}, questions: [better], shows: [annotate]}
"""


@pytest.fixture
def spec():
    return parse(YAML)


@pytest.fixture
def record(spec):
    raw = {
        "id": "ticket-1",
        "values": {
            "ticket": [{"role": "user", "content": "I want a refund"}],
            "replies": [{"id": "a", "text": "Sure", "model": "m-1"}, {"id": "b", "text": "No.", "model": "m-2"}],
        },
        "meta": {"region": "uk", "model": "m-1"},
        "provenance": {"replies": {"kind": "model response"}},
        "gold": {"tone": {"b": "too curt"}},
    }
    shape, faults = check_record(spec, raw)
    assert faults == []
    return shape


@pytest.fixture
def answers():
    one = {"winner": "b", "strength": 2}
    return {
        "better": {
            "value": {**one, "dimensions": {"helpful": {"winner": "tie"}, "clear": {"winner": "a", "strength": 3}}}
        },
        "order": {"value": [["b"], ["a"]]},
        "tone": {"a": {"value": "neutral"}, "b": {"na": "cannot_assess", "why": "wrong language"}},
        "intent": {"value": "billing/refund"},
    }
