"""An anchor that no longer matches its text is found again or lost, alike here and in the browser; never put somewhere by a guess."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.schema.anchors import DRAWS, check_anchor, quoted, ranges
from accord.schema.questions.kind import Context, Target
from accord.schema.repair import repair

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "anchors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["why"])
def test_the_browser_and_the_server_repair_alike(vector):
    state, anchor = repair(vector["anchor"], vector["text"])
    assert (state, anchor) == (vector["is"], vector.get("moved", vector["anchor"]))


@given(
    st.text(max_size=60), st.text(max_size=12), st.text(min_size=1, max_size=8), st.integers(0, 80), st.integers(1, 9)
)
def test_what_is_repaired_holds(text, before, quote, start, size):
    anchor = {"at": "t", "start": start, "end": start + size, "quote": quote}
    state, found = repair(anchor, before + text)
    if state == "lost":
        assert found == anchor
        return
    context = Context(resolve={"t": Target("t", before + text, ("span",))}.get)
    assert list(check_anchor(found, context, DRAWS)) == []
    assert quoted(before + text, ranges(found)).split() == quote.split()
