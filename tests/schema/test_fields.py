"""Fields say what is wrong with a value, and which parts of it can be pointed at."""

import json

import pytest

from accord.schema import check_record, parse
from accord.schema.fields import registry

TEXT, CHAT, CANDIDATES = (registry()[name] for name in ("text", "chat", "candidates"))


@pytest.mark.parametrize(
    ("cut", "text", "parts"),
    [
        ("sentence", "One. Two! 三。四？", ["One.", "Two!", "三。", "四？"]),
        ("paragraph", "A\n\nB\nb\n \nC", ["A", "B\nb", "C"]),
        ("paragraph", "A\n\n---\n\nB\n\n* * *", ["A", "B"]),
        ("scene", "A\n***\nB\n\n---\nC", ["A", "B", "C"]),
    ],
)
def test_segments_lie_where_they_say(cut, text, parts):
    spec, _ = TEXT.parse({"segments": cut})
    found = list(TEXT.elements(spec, text))
    assert [one["text"] for one in found] == parts
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ("hi", ""),
        ([{"role": "usr", "content": "x"}], "/0/role"),
        ([{"role": "user"}], "/0/content"),
        ([{"role": "user", "content": "x", "id": "1"}, {"role": "user", "content": "y", "id": "1"}], "/1/id"),
        ([{"role": "user", "content": "x", "colour": 1}], "/0/colour"),
    ],
)
def test_a_chat_that_is_none_is_refused_at_its_place(value, pointer):
    spec, _ = CHAT.parse({})
    assert pointer in [fault.pointer for fault in CHAT.validate(spec, value)]


def test_messages_get_ids_and_lose_their_meta_when_shown():
    spec, _ = CHAT.parse({})
    kept = CHAT.normalise(spec, [{"role": "user", "content": "x", "meta": {"model": "m"}}])
    assert kept[0]["id"] == "0"
    assert "meta" not in CHAT.present(spec, kept, None)[0]


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        (["one"], ""),
        ([{"text": "x"}, {"text": "y", "id": "tie"}], "/1/id"),
        ([{"text": "x", "id": "1"}, "y"], "/1/id"),
        ([{"text": 3}, "y"], "/0/text"),
        ([{"text": "x", "messages": []}, "y"], "/0"),
    ],
)
def test_candidates_that_are_none_are_refused_at_their_place(value, pointer):
    spec, _ = CANDIDATES.parse({})
    assert pointer in [fault.pointer for fault in CANDIDATES.validate(spec, value)]


def test_candidates_that_are_not_blind_say_who_they_are():
    spec, _ = CANDIDATES.parse({"blind": False})
    kept = CANDIDATES.normalise(spec, [{"text": "x", "model": "m"}, "y"])
    assert CANDIDATES.present(spec, kept, ["1", "0"]) == [kept[1], kept[0]]


@pytest.mark.parametrize(
    "given",
    [
        [{"id": "a", "text": "x"}, {"id": "b", "text": "y", "model": "m"}],
        [{"text": "x", "id": "a"}, {"id": "b", "text": "y"}],  # stored with the id first
        [{"id": "a", "text": "x"}, {"text": "y"}],
        [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}],
        [{"id": "a", "text": "x"}, {"id": "tie", "text": "y"}],
        [{"id": "a", "text": "x"}, {"id": "b", "text": "y", "more": 1}],
        [{"id": "a", "text": "x"}],
        ["x", "y"],
        {},
        "x",
    ],
)
def test_what_fits_at_once_is_what_the_long_way_stores(given, monkeypatch):
    spec = parse("{name: n, fields: {a: {type: candidates}, b: {type: text}}, questions: {q: {type: text}}}")
    record = {"id": "1", "values": {"a": given, "b": "words"}}
    told = check_record(spec, record)
    for field in spec.fields.values():
        monkeypatch.setattr(type(field.kind), "fits", lambda *_: False)
    assert json.dumps(check_record(spec, record)[0]) == json.dumps(told[0])
    assert check_record(spec, record)[1] == told[1]
