"""However a place is named, it is stored in one form: equal places are equal JSON and lie no distance apart; the browser says the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.schema import check_answers, parse_json
from accord.schema.anchors import similarity
from accord.schema.naming import named
from accord.schema.questions.kind import Context, Target

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "places.json").read_text(encoding="utf-8"))
TEXT = "Grüße 😀. He left. 東京 is far."
REPLIES = [{"id": "a", "text": "Yes."}, {"id": "b", "text": "No."}]
RECORD = {"id": "r", "values": {"story": TEXT, "replies": REPLIES}}


def spec_of(**question):
    fields = {"story": {"type": "text", "segments": "sentence"}, "replies": {"type": "candidates"}}
    raw = {"name": "places", "fields": fields, "questions": {"q": {"type": "marks", **question}}}
    return parse_json(raw)


def stored(spec, *anchors, element=""):
    value = [{"id": f"m{at}", "anchor": anchor} for at, anchor in enumerate(anchors)]
    said = {"value": value}
    kept, faults = check_answers(spec, "annotate", RECORD, {"q": {element: said} if element else said}, partial=True)
    return faults or [one["anchor"] for one in (kept["q"][element] if element else kept["q"])["value"]]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["why"])
def test_a_place_is_stored_in_its_one_form(vector):
    spec = spec_of(**{key: vector[key] for key in ("of", "each", "draw") if key in vector})
    (kept,) = stored(spec, vector["anchor"], element=vector.get("element", ""))
    assert (json.dumps(kept), json.dumps(vector["stored"])) == (json.dumps(vector["stored"]), json.dumps(kept))
    assert stored(spec, kept, element=vector.get("element", "")) == [kept]


SPEC = spec_of(of="story", overlap=True)
SEGMENTS = ((0, 8), (9, 17), (18, 28))


@given(st.data())
def test_two_names_of_a_place_are_one(data):
    """A piece within a sentence, named from the sentence or the story, as a span or as one range, comes out the same."""
    number = data.draw(st.integers(0, 2))
    begin, end = SEGMENTS[number]
    start = data.draw(st.integers(begin, end - 1))
    stop = data.draw(st.integers(start + 1, end))
    quote = TEXT[start:stop]
    names = [
        {"at": "story", "start": start, "end": stop, "quote": quote},
        {"at": "story", "ranges": [[start, stop]], "quote": quote, "page": 1},
        {"quote": quote, "at": f"story/{number}", "end": stop - begin, "start": start - begin},
        {"at": f"story/{number}", "ranges": [[start - begin, stop - begin]], "quote": quote},
    ]
    forms = {json.dumps(stored(SPEC, one)) for one in names}
    assert len(forms) == 1
    (kept,) = json.loads(forms.pop())
    question = SPEC.questions["q"]
    assert question.kind.distance(question.spec, [{"id": "x", "anchor": kept}], [{"id": "y", "anchor": kept}]) == 0
    assert [one.code for one in stored(SPEC, names[0], data.draw(st.sampled_from(names[1:])))] == ["duplicate"]


def test_marks_that_are_apart_lie_apart_whatever_names_them():
    there = {"at": "story", "start": 12, "end": 16, "quote": "left"}
    other = {"at": "story/1", "start": 0, "end": 4, "quote": "He l"}
    assert [one.code for one in stored(spec_of(of="story"), there, other)] == ["overlap"]


def test_a_link_does_not_lead_to_where_it_begins():
    spec = parse_json({"name": "ties", "fields": {"story": {"type": "text", "segments": "sentence"}}, "questions": {"q": {"type": "links"}}})  # fmt: skip
    ends = {
        "from": {"at": "story", "start": 9, "end": 17, "quote": "He left."},
        "to": {"at": "story/1", "start": 0, "end": 8, "quote": "He left."},
    }
    _, faults = check_answers(spec, "annotate", RECORD, {"q": {"value": [{"id": "l1", **ends}]}})
    assert [(one.code, one.pointer) for one in faults] == [("duplicate", "/q/value/0/to")]


MEDIA = Context(resolve={"m": Target("m", None, ("box", "polygon", "point", "interval", "track"))}.get)
CORNERS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=6, unique=True)


@given(CORNERS, st.integers(0, 5), st.booleans(), st.booleans(), st.booleans())
def test_a_polygon_is_one_wherever_and_whichever_way_it_begins(corners, turn, back, closed, fractions):
    turned = corners[turn % len(corners) :] + corners[: turn % len(corners)]
    turned = turned[::-1] if back else turned
    turned = [*turned, turned[0]] if closed else turned
    drawn = [[float(x), float(y)] if fractions else [x, y] for x, y in turned]
    one, other = (named({"at": "m", "polygon": p}, MEDIA) for p in ([list(c) for c in corners], drawn))
    assert json.dumps(one) == json.dumps(other)
    assert similarity(one, other) == 1


def test_numbers_and_pages_have_one_form():
    track = {"at": "m", "page": 1, "from": 1.0, "to": 2.5, "frames": [[1.0, 0.0, 0.5, 3.0, 4.0]]}
    assert json.dumps(named(track, MEDIA)) == '{"at": "m", "from": 1, "to": 2.5, "frames": [[1, 0, 0.5, 3, 4]]}'
    assert named({"at": "m", "page": 2, "box": [0, 0, 1.0, 1]}, MEDIA) == {
        "at": "m",
        "page": 2,
        "box": [0, 0, 1, 1],
    }
