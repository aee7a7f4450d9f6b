"""What must hold for any table of battles: names, order and sides do not matter, and nothing is NaN or silent."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.quality import (
    Battles,
    bradley_terry,
    connectivity,
    davidson,
    elo,
    plackett_luce,
    position_effect,
    rao_kupper,
)

FAST = settings(max_examples=40, deadline=None)
FITS = [bradley_terry, davidson, rao_kupper]
MIRROR = {"a": "b", "b": "a", "tie": "tie", "both_bad": "both_bad"}


@st.composite
def tables(draw, models=5, battles=25):
    """Rows (model, other model, winner); connected or not, one-sided or not."""
    row = st.tuples(st.integers(0, models - 1), st.integers(1, models - 1), st.sampled_from(list(MIRROR)))
    rows = draw(st.lists(row, min_size=1, max_size=battles))
    return [(a, (a + step) % models, said) for a, step, said in rows]


def battles(rows, name=lambda m: m):
    first, second, said = zip(*rows, strict=True)
    return Battles.from_arrays([name(m) for m in first], [name(m) for m in second], said)


def table(board, name=lambda m: m):
    """Everything a reader sees of each model."""
    return {
        name(s.model): (s.strength.estimate, s.strength.se, s.rank, s.battles, s.wins, s.losses, s.ties, s.both_bad)
        for s in board.standings
    }


def same(one, other):
    assert one.keys() == other.keys()
    for model in one:
        for a, b in zip(one[model], other[model], strict=True):
            assert (a is None and b is None) or a == pytest.approx(b, abs=1e-6, rel=1e-6)


@FAST
@given(
    tables(),
    st.sampled_from(FITS),
    st.sampled_from(["sandwich", "observed", "bootstrap", None]),
    st.sampled_from([0, 1]),
)
def test_nothing_is_nan_and_nothing_is_silent(rows, fit, interval, prior):
    board = fit(battles(rows), interval=interval, prior=prior, resamples=20)
    for s in board.standings:
        for found in (s.strength, s.rating):
            if found.estimate is None:
                assert found.why and s.rank is None
                continue
            assert math.isfinite(found.estimate)
            if found.low is not None:
                assert found.low <= found.estimate + 1e-9 and found.estimate <= found.high + 1e-9
        if s.best_rank is not None:
            assert 1 <= s.best_rank <= s.rank <= s.worst_rank <= len(board.placed)
    assert board.connectivity.connected == (not board.connectivity.remedy)
    if board.tie is not None:
        assert board.tie.estimate is not None or board.tie.why
    import json

    json.dumps(board.json(), allow_nan=False)


@FAST
@given(tables(), st.sampled_from(FITS), st.permutations(range(5)), st.randoms())
def test_names_and_order_do_not_matter(rows, fit, renamed, random):
    names = [f"m{n}" for n in renamed]
    shuffled = rows[:]
    random.shuffle(shuffled)
    one = fit(battles(rows))
    other = fit(battles(shuffled, names.__getitem__))
    same(table(one, names.__getitem__), table(other))
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-6)


@FAST
@given(tables(), st.sampled_from(FITS))
def test_sides_do_not_matter_unless_position_is_asked_for(rows, fit):
    mirrored = [(b, a, MIRROR[said]) if at % 2 else (a, b, said) for at, (a, b, said) in enumerate(rows)]
    same(table(fit(battles(rows))), table(fit(battles(mirrored))))
    one, other = (position_effect(battles(part)).effect for part in (rows, [(b, a, MIRROR[s]) for a, b, s in rows]))
    if one.estimate is not None and other.estimate is not None:
        assert one.estimate == pytest.approx(-other.estimate, abs=1e-5)


@FAST
@given(tables(), st.sampled_from(FITS))
def test_the_fit_is_the_maximum(rows, fit):
    """No small move of any unknown raises the likelihood: the gradient check that needs no formula."""
    from accord.quality.preference._design import design
    from accord.quality.preference._newton import Problem
    from accord.quality.preference._ties import MODELS

    board = fit(battles(rows), interval=None)
    if not len(board.placed):
        return
    model = MODELS[board.method if board.has_tie else "bradley-terry"]
    problem = Problem(design(battles(rows), board.placed, False, None), model, 0.0)
    best = problem.value(board.values, problem.table.counts)
    assert best == pytest.approx(board.log_likelihood, abs=1e-9)
    for at in range(len(board.values)):
        for step in (-1e-3, 1e-3):
            moved = board.values.copy()
            moved[at] += step
            assert problem.value(moved, problem.table.counts) <= best + 1e-9


@FAST
@given(tables(), st.sampled_from(FITS))
def test_doubling_the_battles_keeps_the_strengths_and_narrows_the_interval(rows, fit):
    one, two = fit(battles(rows)), fit(battles(rows * 2))
    for s in one.standings:
        t = two[s.model]
        if s.strength.estimate is None:
            assert t.strength.estimate is None
            continue
        assert t.strength.estimate == pytest.approx(s.strength.estimate, abs=1e-6)
        assert t.strength.se == pytest.approx(s.strength.se / math.sqrt(2), abs=1e-6)


@FAST
@given(tables())
def test_a_core_has_finite_strengths_and_every_other_model_a_reason(rows):
    found = connectivity(battles(rows))
    everyone = {m for a, b, _ in rows for m in (a, b)}
    assert set(found.core) | set(found.outside) == everyone
    assert not set(found.core) & set(found.outside)
    assert sorted(m for group in found.groups for m in group) == sorted(everyone)
    board = bradley_terry(battles(rows))
    assert {s.model for s in board.standings if s.strength.estimate is not None} == set(found.core)


@FAST
@given(tables())
def test_chances_of_a_pair_add_up_and_lie_inside_0_and_1(rows):
    for fit in FITS:
        board = fit(battles(rows))
        core = board.connectivity.core if len(board.placed) else []
        for other in core[1:]:
            chances = board.chances(core[0], other)
            parts = [c.estimate for c in (chances.first, chances.second, chances.tie) if c is not None]
            assert sum(parts) == pytest.approx(1)
            for c in (chances.first, chances.second, chances.tie):
                assert c is None or 0 <= c.low <= c.estimate <= c.high <= 1


def test_one_model_cannot_battle_and_no_decided_battle_gives_no_strength():
    with pytest.raises(ValueError, match="against itself"):
        battles([(0, 0, "a")])
    for said in ("both_bad", "tie"):
        for fit in (davidson, rao_kupper):
            board = fit(battles([(0, 1, said)] * 3))
            assert all(s.strength.estimate is None and s.strength.why for s in board.standings)
    assert bradley_terry(battles([(0, 1, "tie")]))[0].strength.estimate == pytest.approx(0)
    board = bradley_terry(battles([(0, 1, "both_bad")]))
    assert board.both_bad.estimate == 1 and board[0].strength.estimate is None
    lonely = bradley_terry(Battles.from_arrays(["x"], ["y"], ["a"], models=["x", "y", "z"]), prior=1)
    assert "no battle" in lonely["z"].strength.why


@FAST
@given(tables())
def test_elo_keeps_the_sum_of_points(rows):
    found = elo(battles(rows), orders=0)
    total = sum(r.rating.estimate if r.rating.estimate is not None else 1000 for r in found)
    assert total == pytest.approx(1000 * len(found))


@st.composite
def orders(draw, models=4):
    """Rankings of some of the models, with ties."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        order = draw(st.permutations(range(models)))[: draw(st.integers(2, models))]
        cut = draw(st.integers(0, len(order) - 1))
        found.append(
            [*order[:cut], tuple(order[cut : cut + 2]), *order[cut + 2 :]] if draw(st.booleans()) else list(order)
        )
    return found


@FAST
@given(orders(), st.permutations(range(4)), st.randoms(), st.sampled_from(["absent", "below"]))
def test_plackett_luce_does_not_look_at_names_or_order(rankings, renamed, random, unranked):
    shuffled = [[tuple(renamed[m] for m in g) if isinstance(g, tuple) else renamed[g] for g in r] for r in rankings]
    random.shuffle(shuffled)
    one = plackett_luce(rankings, unranked=unranked, models=range(4))
    other = plackett_luce(shuffled, unranked=unranked, models=range(4))
    same(table(one, renamed.__getitem__), table(other))
    for s in one.standings:
        assert s.strength.estimate is not None or s.strength.why
        assert s.strength.low is None or s.strength.low <= s.strength.estimate <= s.strength.high


def test_a_weight_of_0_is_no_battle():
    rows = Battles.from_arrays(["x", "y", "x"], ["y", "x", "z"], ["a", "a", "b"], weight=[1, 1, 0])
    board = bradley_terry(rows)
    assert board["z"].strength.estimate is None
    assert np.isfinite(board["x"].strength.se)


@pytest.mark.parametrize("fit", [davidson, rao_kupper])
@pytest.mark.parametrize(
    ("rows", "finite"),
    [
        ([(0, 1, "a"), (0, 1, "a"), (0, 1, "tie")], False),
        ([(0, 1, "a"), (1, 2, "a"), (0, 1, "tie"), (1, 2, "tie")], False),
        ([(0, 1, "a"), (1, 2, "a"), (0, 1, "tie"), (1, 2, "tie"), (0, 2, "tie")], True),  # a tie over two steps
        ([(0, 1, "a"), (0, 1, "b"), (0, 1, "tie")], True),
    ],
)
def test_wins_in_one_order_with_ties_between_neighbours_have_no_finite_fit_under_any_name(fit, rows, finite):
    for names in ("xyz", "zyx", "yzx"):
        for order in (rows, rows[::-1]):
            board = fit(battles(order, names.__getitem__))
            assert all((s.strength.estimate is not None) == finite for s in board.standings)
            if not finite:
                assert "neighbours" in board.standings[0].strength.why and "prior=1" in board.connectivity.remedy
            assert all(s.strength.estimate is not None for s in fit(battles(order), prior=1).standings)
