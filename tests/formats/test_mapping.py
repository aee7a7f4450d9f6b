"""Flat rows become records; what is missing is said, what nobody asked for is kept in meta."""

import pytest

from accord.formats import Refused, Row
from accord.formats.mapping import apply, parse
from accord.schema import parse as parse_spec

PAIRS = {"prompt": "question", "replies.a.text": "response_a", "replies.b.text": "response_b", "replies.b.model": "m"}


def test_columns_go_where_the_mapping_says_and_the_rest_to_meta():
    row = Row(
        2, {"id": "1/2", "question": "Why?", "response_a": "A", "response_b": "B", "m": "m-2", "score": 3, "x": ""}
    )
    assert apply(PAIRS, row) == {
        "id": "1%2F2",
        "values": {
            "prompt": "Why?",
            "replies": [{"id": "a", "text": "A"}, {"id": "b", "text": "B", "model": "m-2"}],
        },
        "meta": {"score": 3},
    }


def test_a_missing_column_refuses_the_row_and_names_the_nearest():
    refused = apply(PAIRS, Row(7, {"id": "r", "question": "Why?", "responce_a": "A", "response_b": "B", "m": "x"}))
    assert isinstance(refused, Refused)
    assert (refused.row, refused.id, refused.code) == (7, "r", "missing-column")
    assert "responce_a" in refused.message


def test_an_empty_cell_is_as_good_as_missing():
    refused = apply({"reply": "text"}, Row(3, {"id": "r", "text": ""}))
    assert isinstance(refused, Refused)
    assert refused.message == "the column 'text', which is to become reply, is empty"


def test_a_record_passes_as_it_is():
    record = {"id": "r", "values": {"prompt": "x"}, "gold": {"q": "a"}}
    assert apply(PAIRS, Row(1, record)) == record


def test_columns_called_like_fields_need_no_mapping():
    assert apply({}, Row(1, {"id": "r", "reply": "x", "n": 1}), ["reply"]) == {
        "id": "r",
        "values": {"reply": "x"},
        "meta": {"n": 1},
    }


def test_rows_without_an_id_get_one_that_stays_with_their_content():
    first = apply({}, Row(1, {"reply": "x"}), ["reply"])
    again = apply({}, Row(9, {"reply": "x"}), ["reply"])
    assert first["id"] == again["id"]


def test_own_parts_of_a_record_can_be_mapped():
    record = apply(
        {"id": "key", "group": "g", "lang": "l", "meta.from": "s"}, Row(1, {"key": 7, "g": "p", "l": "de", "s": "web"})
    )
    assert record == {"id": "7", "values": {}, "group": "p", "lang": "de", "meta": {"from": "web"}}


def test_mappings_are_checked_when_they_are_written():
    with pytest.raises(ValueError, match="TARGET=COLUMN"):
        parse(["prompt"])
    with pytest.raises(ValueError, match="did you mean 'replies'"):
        parse(["replys.a.text=x"], ["prompt", "replies"])


def test_a_missing_column_is_said_with_what_is_there():
    refused = apply({"prompt": "prompt"}, Row(2, {"frage": "Why?", "a": "So."}))
    assert refused.message == "the column 'prompt' is missing; the columns are 'frage', 'a'"
    none = apply({}, Row(2, {"frage": "Why?"}), ["prompt"])
    assert none.message.endswith("no mapping names one; the columns are 'frage'")


CALL = {"id": "c1", "type": "function", "function": {"name": "search", "arguments": "{from: PAR}"}}


def test_a_chat_comes_in_as_the_run_that_a_project_asks_for_and_says_what_was_mended():
    fields = parse_spec(
        "name: x\nfields: {run: {type: trajectory}, policy: {type: sources, required: false}}\nquestions: {q: {type: text}}\n"
    ).fields
    said = [{"role": "user", "content": "Go"}, {"role": "assistant", "tool_calls": [CALL]}]
    record = apply(
        {}, Row(1, {"id": "r", "messages": [*said, {"role": "wizard", "content": "Puff"}], "model": "m"}), fields
    )
    steps = record["values"]["run"]["steps"]
    assert [(one["kind"], one["agent"]) for one in steps] == [
        ("message", "user"), ("tool_call", "assistant"), ("message", "wizard"),
    ]  # fmt: skip
    assert steps[1]["args"] == {"_raw": "{from: PAR}"} and steps[1]["meta"]["not_run"]
    assert record["meta"]["model"] == "m" and record["meta"]["mended"]["call-without-result"] == 1
    assert isinstance(apply({}, Row(1, {"messages": []}), fields), Refused)
