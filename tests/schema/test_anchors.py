"""A place in a text is where it says, in code points, and quotes what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.schema.anchors import DRAWS, check_anchor, similarity
from accord.schema.questions.kind import Context, Target

TEXT = "Grüße 😀 aus 東京, not only slow but wrong."
TARGETS = {
    "story": Target("story", TEXT, ("span",)),
    "story/1": Target("story/1", "東京", ("span",)),
    "photo": Target("photo", None, ("box", "polygon", "point")),
    "call": Target("call", None, ("interval", "track")),
}
HERE = Context(resolve=TARGETS.get)


def codes(anchor, allowed=DRAWS, context=HERE):
    return {fault.code for fault in check_anchor(anchor, context, allowed)}


GOOD = [
    {"at": "story", "start": 6, "end": 7, "quote": "😀"},
    {"at": "story", "ranges": [[16, 19], [30, 33]], "quote": f"{TEXT[16:19]} … {TEXT[30:33]}"},
    {"at": "story/1", "start": 0, "end": 2, "quote": "東京"},
    {"at": "photo", "box": [1, 2, 3, 4.5]},
    {"at": "photo", "polygon": [[0, 0], [4, 0], [0, 4]]},
    {"at": "photo", "point": [3, 4]},
    {"at": "call", "from": 1.25, "to": 3.5},
    {"at": "call", "from": 1, "to": 3, "frames": [[1, 0, 0, 5, 5], [3, 5, 5, 5, 5]]},
    {"at": "call"},
]


@pytest.mark.parametrize("anchor", GOOD, ids=str)
def test_a_good_anchor_holds_and_covers_itself(anchor):
    assert codes(anchor) == set()
    assert similarity(anchor, anchor) == pytest.approx(1)


@pytest.mark.parametrize(
    ("anchor", "code"),
    [
        ({"at": "story", "start": 6, "end": 8, "quote": "😀"}, "quote-differs"),
        ({"at": "story", "start": 6, "end": 7}, "missing"),
        ({"at": "story", "start": 7, "end": 6, "quote": ""}, "out-of-range"),
        ({"at": "story", "start": 0, "end": 999, "quote": TEXT}, "out-of-range"),
        ({"at": "story", "start": 0.5, "end": 1, "quote": "G"}, "out-of-range"),
        ({"at": "story", "start": True, "end": 2, "quote": "r"}, "out-of-range"),
        ({"at": "story", "ranges": [[5, 6], [0, 1]], "quote": ""}, "out-of-range"),
        ({"at": "story", "ranges": [], "quote": ""}, "not-ranges"),
        ({"at": "story", "ranges": [[0, 1]], "start": 0, "end": 1, "quote": "G"}, "not-an-anchor"),
        ({"at": "nowhere"}, "unknown-reference"),
        ({"at": 3}, "missing"),
        ({}, "missing"),
        ("story", "not-an-anchor"),
        ({"at": "story", "box": [0, 0, 1, 1]}, "not-drawable"),
        ({"at": "photo", "start": 0, "end": 1, "quote": "x"}, "not-drawable"),
        ({"at": "photo", "box": [0, 0, 0, 1]}, "not-a-box"),
        ({"at": "photo", "box": [0, 0, 1]}, "not-a-box"),
        ({"at": "photo", "polygon": [[0, 0], [1, 1]]}, "not-a-polygon"),
        ({"at": "photo", "point": ["x", 1]}, "not-a-point"),
        ({"at": "call", "from": 3, "to": 1}, "not-an-interval"),
        ({"at": "call", "from": 1, "to": 2, "frames": [[5, 0, 0, 1, 1]]}, "out-of-range"),
        ({"at": "call", "from": 1, "to": 2, "frames": []}, "not-frames"),
        ({"at": "call", "colour": "red"}, "unknown-key"),
        ({"at": "story", "page": 0}, "out-of-range"),
    ],
    ids=str,
)
def test_a_bad_anchor_says_why(anchor, code):
    assert code in codes(anchor)


def test_a_wrong_quote_says_what_is_there():
    (fault,) = check_anchor({"at": "story", "start": 6, "end": 7, "quote": "x"}, HERE, DRAWS)
    assert (fault.pointer, fault.nearest) == ("/quote", "😀")


def test_an_anchor_stays_within_what_the_question_is_about():
    narrow = Context(resolve=TARGETS.get, within="story/1", of_elements=("1",))
    assert codes({"at": "story", "start": 0, "end": 1, "quote": "G"}, DRAWS, narrow) == {"elsewhere"}
    assert codes({"at": "story/1", "start": 0, "end": 1, "quote": "東"}, DRAWS, narrow) == set()


def test_drawing_may_be_narrowed():
    assert codes({"at": "story"}, ("span",)) == {"not-drawable"}


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ({"at": "s", "start": 0, "end": 4}, {"at": "s", "start": 2, "end": 6}, 2 / 6),
        ({"at": "s", "start": 0, "end": 4}, {"at": "t", "start": 0, "end": 4}, 0),
        ({"at": "s", "ranges": [[0, 2], [4, 6]]}, {"at": "s", "start": 0, "end": 6}, 4 / 6),
        ({"at": "p", "box": [0, 0, 2, 2]}, {"at": "p", "box": [1, 0, 2, 2]}, 2 / 6),
        ({"at": "p", "point": [0, 0]}, {"at": "p", "point": [0, 10]}, 0.5),
        ({"at": "c", "from": 0, "to": 2}, {"at": "c", "from": 1, "to": 3}, 1 / 3),
        ({"at": "c", "from": 0, "to": 2}, {"at": "c"}, 0),
        ({"at": "p", "page": 1, "box": [0, 0, 1, 1]}, {"at": "p", "page": 2, "box": [0, 0, 1, 1]}, 0),
    ],
)
def test_likeness_is_what_both_cover_over_what_either_does(a, b, shared):
    assert similarity(a, b) == pytest.approx(shared)
    assert similarity(b, a) == pytest.approx(shared)


def test_polygons_overlap_as_areas():
    square = {"at": "p", "polygon": [[0, 0], [10, 0], [10, 10], [0, 10]]}
    half = {"at": "p", "polygon": [[0, 0], [10, 0], [10, 5], [0, 5]]}
    triangle = {"at": "p", "polygon": [[0, 0], [10, 0], [0, 10]]}
    assert similarity(square, half) == pytest.approx(0.5, abs=0.02)
    assert similarity(square, triangle) == pytest.approx(0.5, abs=0.02)


def test_a_track_is_compared_where_both_have_time():
    still = {"at": "c", "from": 0, "to": 4, "frames": [[0, 0, 0, 2, 2], [4, 0, 0, 2, 2]]}
    moving = {"at": "c", "from": 0, "to": 4, "frames": [[0, 0, 0, 2, 2], [4, 4, 0, 2, 2]]}
    assert 0 < similarity(still, moving) < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 60) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["at", "start", "box"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(
    st.fixed_dictionaries(
        {"at": st.sampled_from(sorted(TARGETS)) | JSON},
        optional=dict.fromkeys(("start", "end", "ranges", "quote", "box", "polygon", "point", "from", "to", "frames", "page"), JSON),
    )
)  # fmt: skip
def test_no_anchor_crashes_and_what_holds_covers_itself(anchor):
    if not codes(anchor):
        assert similarity(anchor, anchor) == pytest.approx(1)
