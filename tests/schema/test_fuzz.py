"""Two thousand values for every question type: whatever comes, `validate` only ever says faults, and what it lets through keeps the promises."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.schema.faults import Fault
from accord.schema.plain import is_plain
from accord.schema.questions import registry
from tests.schema.test_mutations import spoiled
from tests.schema.test_types import CONTEXT, VALUES

BATCHES, SPOILED, GOOD, MADE_UP = (
    100,
    13,
    3,
    4,
)  # 2,000 values a type; hypothesis is asked once a batch, which is what costs
WORDS = st.sampled_from(
    ["a", "b", "x", "tie", "winner", "value", "id", "m1", "text", "anchor", "at", "replies/a", "", "😀"]
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**54) | st.floats() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


def promises(kind, spec, value, other):
    """What holds for each valid answer, and beside another one."""
    kept = kind.normalise(spec, value)
    assert list(kind.validate(spec, kept, CONTEXT)) == []
    assert kind.normalise(spec, kept) == kept
    assert kind.distance(spec, kept, kept) == 0
    assert kind.grade(spec, kept, kept) == pytest.approx(1)
    there, back = kind.distance(spec, kept, other), kind.distance(spec, other, kept)
    assert 0 <= there <= 1 and there == pytest.approx(back)
    assert (kind.code(spec, kept) == kind.code(spec, other)) <= (there == 0)
    agreed = kind.consensus(spec, [kept] * 3)
    assert agreed.n == 3 and agreed.confidence == pytest.approx(1)
    assert kind.distance(spec, agreed.value, kept) == pytest.approx(0)
    columns = kind.columns(spec, kept)
    assert json.loads(json.dumps(columns, allow_nan=False)) == columns  # flat, and the same after a file
    assert all(part is None or isinstance(part, str | int | float | bool) for part in columns.values())
    if columns == kind.columns(spec, other):  # nothing that makes two answers differ is lost in them
        assert there == 0
    json.dumps(kind.binding(spec, kept), allow_nan=False)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_no_value_breaks_a_type(name):
    kind = registry()[name]
    spec, faults = kind.parse(VALUES[name][0])
    assert faults == []
    known = VALUES[name][1]
    fits = kind.fits(spec, CONTEXT)

    @settings(max_examples=BATCHES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False), st.lists(PLAIN, min_size=MADE_UP, max_size=MADE_UP))
    def fuzz(random, made_up):
        good = [random.choice(known) for _ in range(GOOD)]
        for value in [*made_up, *good, *(spoiled(random.choice(known), random) for _ in range(SPOILED))]:
            found = list(kind.validate(spec, value, CONTEXT))
            assert all(isinstance(one, Fault) and one.code and one.message for one in found)
            if fits(value):  # the quick yes is never given to what the slow one has something against
                assert not found and is_plain(value) and kind.normalise(spec, value) == value
            if not found and is_plain(value):  # NaN, NUL and the like are refused before any type sees them
                promises(kind, spec, value, kind.normalise(spec, random.choice(known)))

    fuzz()
