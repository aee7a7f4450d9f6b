"""Strengths from battles and rankings: the printed values, what is said where there is none, and what biases them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from accord.quality import (
    Battles,
    bradley_terry,
    connectivity,
    davidson,
    elo,
    length_effect,
    plackett_luce,
    position_effect,
    rank_sets,
    rao_kupper,
    style_difference,
    win_matrix,
)
from tests.quality.published_battles import (
    FOOD,
    FOOD_ELO,
    FOOD_WORTHS,
    SIMPLE,
    SIMPLE_ELO,
    SIMPLE_WORTHS,
    TEAMS,
    THREE,
    baseball,
    puddings,
    written,
)


def strengths(board, models):
    return [board[m].strength.estimate for m in models]


def errors(board, models):
    return [board[m].strength.se for m in models]


def close(values, digits):
    return [pytest.approx(v, abs=1.01 * 10**-digits) for v in values]


def test_agrestis_baseball_with_baltimore_at_0():
    board = bradley_terry(baseball(), reference="Baltimore", interval="observed")
    assert strengths(board, TEAMS) == close([1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0], 4)
    assert errors(board, TEAMS[:-1]) == close([0.3433, 0.3396, 0.3367, 0.3359, 0.3339, 0.3319], 4)
    assert board.log_likelihood == pytest.approx(-172.2482, abs=1e-4)
    assert board.win_probability("Milwaukee", "Baltimore").estimate == pytest.approx(0.8294, abs=1e-4)


def test_agrestis_baseball_with_the_home_advantage():
    board = bradley_terry(baseball(), position=True, reference="Baltimore", interval="observed")
    assert strengths(board, TEAMS) == close([1.6196, 1.4754, 1.3271, 1.2813, 1.1438, 0.7047, 0], 4)
    home = board.effects["position"]
    assert (home.estimate, home.se) == (pytest.approx(0.3023, abs=1e-4), pytest.approx(0.1309, abs=1e-4))
    assert board.log_likelihood == pytest.approx(-169.5429, abs=1e-4)
    found = position_effect(baseball())
    assert found.test.statistic == pytest.approx(2 * (172.2482 - 169.5429), abs=3e-4)
    assert found.test.p == pytest.approx(stats.chi2.sf(5.4106, 1), abs=1e-4)
    assert found.favoured.estimate == pytest.approx(154 / 273)


def test_resampling_cells_of_baseball_gives_the_spread_of_resampling_games():
    """2,000 resamples on both sides there and here: the spread of a spread is 2 to 3 percent."""
    cells = bradley_terry(baseball(), reference="Baltimore", interval="bootstrap", resamples=2000)
    assert errors(cells, TEAMS[:-1]) == [pytest.approx(v, rel=0.1) for v in (0.345, 0.363, 0.325, 0.344, 0.324, 0.349)]
    games = baseball()
    rng = np.random.default_rng(1)
    draws = []
    for _ in range(400):
        rows = rng.integers(0, len(games), len(games))
        board = bradley_terry(games.take(rows), reference="Baltimore", interval=None)
        draws.append(strengths(board, TEAMS[:-1]))
    by_games = np.std(np.array(draws, dtype=float), axis=0, ddof=1)
    assert errors(cells, TEAMS[:-1]) == [pytest.approx(v, rel=0.15) for v in by_games]


def test_three_models_as_choix_evalica_and_arena_rank_have_them():
    board = bradley_terry(Battles.from_counts(THREE))
    assert strengths(board, range(3)) == close([0.740570, -0.149102, -0.591468], 6)
    ratings = [board[m].rating for m in range(3)]
    assert [r.estimate for r in ratings] == close([1128.65, 974.10, 897.25], 2)
    assert (ratings[0].low, ratings[0].high) == (pytest.approx(1011.0, abs=0.05), pytest.approx(1246.3, abs=0.05))
    assert [r.se**2 for r in ratings] == close([3602.2, 3062.1, 3327.3], 1)  # the sandwich, by hand
    observed = bradley_terry(Battles.from_counts(THREE), interval="observed")
    assert [observed[m].rating.se ** 2 for m in range(3)] == close([3621.8, 3023.3, 3361.1], 1)


@pytest.mark.parametrize(("text", "worths"), [(SIMPLE, SIMPLE_WORTHS), (FOOD, FOOD_WORTHS)])
def test_evalicas_examples_with_ties_as_half_wins(text, worths):
    board = bradley_terry(written(text))
    found = np.exp(strengths(board, worths))
    assert (found / found.sum()).tolist() == [pytest.approx(v, abs=1e-9) for v in worths.values()]


@pytest.mark.parametrize(("text", "ratings"), [(SIMPLE, SIMPLE_ELO), (FOOD, FOOD_ELO)])
def test_evalicas_elo(text, ratings):
    found = {row.model: row.rating.estimate for row in elo(written(text))}
    assert found == {name: pytest.approx(value, abs=1e-9) for name, value in ratings.items()}


@pytest.mark.parametrize(
    ("fit", "tie", "likelihood", "worths"),
    [
        (davidson, 0.746823, -809.7095, [0.1388, 0.1730, 0.1617, 0.1654, 0.1587, 0.2024]),
        (rao_kupper, 1.748457, -809.6971, [0.1444, 0.1718, 0.1628, 0.1661, 0.1604, 0.1945]),
    ],
)
def test_davidsons_puddings(fit, tie, likelihood, worths):
    board = fit(puddings())
    worth = np.exp(strengths(board, range(1, 7)))
    assert board.tie.estimate == pytest.approx(tie, abs=1e-6)
    assert board.log_likelihood == pytest.approx(likelihood, abs=1e-4)
    assert (worth / worth.sum()).tolist() == close(worths, 4)
    assert board.tie.low < tie < board.tie.high


def test_plackett_luce_on_the_published_orders():
    three = plackett_luce([(0, 1, 2)] * 5 + [(1, 0, 2)] * 3 + [(2, 0, 1)] * 2)
    assert strengths(three, range(3)) == close([0.906534, 0.283832, -1.190366], 6)
    assert three.log_likelihood == pytest.approx(-13.3635, abs=1e-4)
    orders = [(0, 1, 2, 3)] * 4 + [(1, 0, 3, 2)] * 3 + [(2, 1, 0, 3)] * 2 + [(3, 0, 1, 2)]
    four = plackett_luce(orders)
    assert strengths(four, range(4)) == close([1.036918, 1.060491, -0.827544, -1.269865], 6)
    assert four.log_likelihood == pytest.approx(-23.1375, abs=1e-4)
    pairs = [(o[i], o[j], "a") for o in orders for i in range(4) for j in range(i + 1, 4)]
    broken = bradley_terry(Battles.from_arrays(*zip(*pairs, strict=True)))
    assert strengths(broken, range(4)) == close([0.880068, 0.880068, -0.609565, -1.150572], 6)


def test_elo_turns_with_the_order_of_the_same_games():
    def of(rows, k):
        found = {r.model: r.rating.estimate for r in elo(Battles.from_arrays(*zip(*rows, strict=True)), k=k, orders=0)}
        return [found[m] for m in sorted(found)]

    won, lost = [(0, 1, "a")] * 5, [(0, 1, "b")] * 5
    mixed = [game for pair in zip(won, lost, strict=True) for game in pair]
    assert of(won + lost, 32) == close([974.9, 1025.1], 1)
    assert of(lost + won, 32) == close([1025.1, 974.9], 1)
    assert of(mixed, 32) == close([994.8, 1005.2], 1)
    listed = [(a, b, side) for a, b, x, y in THREE for side in "a" * x + "b" * y]
    assert of(listed, 32) == close([1063.3, 981.9, 954.8], 1)
    assert of(listed[::-1], 32) == close([1125.3, 975.4, 899.3], 1)
    assert of(listed, 4) == close([1017.589, 996.526, 985.886], 3)


def test_elo_says_that_its_interval_is_one_of_order():
    rows = elo(Battles.from_counts(THREE), k=32, orders=2000)
    assert all("of order" in row.rating.method for row in rows)
    assert all(13 < row.rating.se < 17 for row in rows)
    few = elo(Battles.from_counts(THREE), orders=3)
    assert few[0].rating.low is None and "order" in few[0].rating.note


def test_both_bad_is_kept_out_of_the_strengths_and_its_rate_reported():
    plain = Battles.from_counts([("x", "y", 7, 3, 2)])
    bad = Battles.from_counts([("x", "y", 7, 3, 2, 12)])
    one, other = (davidson(b) for b in (plain, bad))
    assert strengths(one, "xy") == strengths(other, "xy")
    assert other.both_bad.estimate == 0.5 and one.both_bad.estimate == 0
    assert other["x"].both_bad == 12 and other["x"].battles == 12
    assert win_matrix(bad).both_bad[0, 1] == 12


def test_a_model_that_lost_everything_is_named_and_gets_a_strength_from_the_prior():
    rows = [("x", "y", 7, 3), ("x", "z", 4, 0), ("y", "z", 5, 0)]
    board = bradley_terry(Battles.from_counts(rows))
    assert board["z"].strength.estimate is None and "lost all 9" in board["z"].strength.why
    assert board["z"].rank is None
    assert "prior=1" in board.connectivity.remedy
    alone = bradley_terry(Battles.from_counts(rows[:1]))
    assert strengths(board, "xy") == pytest.approx(strengths(alone, "xy"))
    helped = bradley_terry(Battles.from_counts(rows), prior=1)
    assert [s.model for s in helped.standings] == ["x", "y", "z"]
    assert helped["z"].strength.estimate < -1 and "with a prior" in helped["z"].strength.note


def test_groups_that_never_met_are_named():
    rows = [("a", "b", 3, 2), ("b", "c", 3, 2), ("c", "a", 1, 2), ("x", "y", 2, 2)]
    found = connectivity(Battles.from_counts(rows))
    assert not found
    assert found.groups == [["a", "b", "c"], ["x", "y"]] and found.core == ["a", "b", "c"]
    assert "never met" in found.outside["x"] and "2 groups" in found.remedy
    board = bradley_terry(Battles.from_counts(rows), prior=0.5)
    assert "by the prior alone" in board.note
    assert all(s.strength.estimate is not None for s in board.standings)


def test_two_equally_large_groups_have_no_scale_between_them():
    board = bradley_terry(Battles.from_counts([("a", "b", 3, 2), ("x", "y", 2, 3)]))
    assert all(s.strength.estimate is None and s.strength.why for s in board.standings)
    assert board.chances("a", "b").first.estimate is None


def test_the_prior_is_what_that_many_draws_against_an_average_model_give():
    rows = [("x", "y", 7, 3), ("y", "z", 6, 4)]
    helped = bradley_terry(Battles.from_counts(rows), prior=4)
    drawn = [(m, "average", 0, 0, 4) for m in "xyz"]
    spelt = bradley_terry(Battles.from_counts(rows + drawn))
    gaps = [np.diff(strengths(board, "xyz")).tolist() for board in (helped, spelt)]
    # the average model is free there and held at 0 here; by symmetry of the draws both agree on the differences
    assert gaps[0] == pytest.approx(gaps[1], abs=0.02)


def test_style_control_takes_length_out_of_the_strengths():
    """Two equal models; y writes longer and longer answers win: plain strengths say y, controlled ones say neither."""
    rng = np.random.default_rng(3)
    n = 20_000
    x, y = rng.poisson(100, n) + 1, rng.poisson(160, n) + 1
    difference = style_difference(x, y)
    won = rng.random(n) < 1 / (1 + np.exp(-2 * difference))
    battles = Battles.from_arrays(["x"] * n, ["y"] * n, np.where(won, "a", "b"))
    plain = bradley_terry(battles)
    held = bradley_terry(battles.with_covariates(length=difference))
    assert plain["y"].strength.low > 0.15
    assert held["y"].strength.low < 0 < held["y"].strength.high
    effect = held.effects["length"]
    assert effect.low < 2 < effect.high
    assert length_effect(battles, x, y).effect.estimate == pytest.approx(effect.estimate)


def test_position_effect_is_not_fooled_by_strong_models_shown_first():
    rows = [("strong", "weak", 300, 100), ("weak", "strong", 25, 75)]
    found = position_effect(Battles.from_counts(rows))
    assert found.favoured.low > 0.6  # the plain share says bias
    assert found.effect.low < 0 < found.effect.high and found.test.p > 0.5


def test_an_effect_that_the_models_settle_is_refused_by_name():
    battles = Battles.from_counts(THREE)
    own = np.array([0.0, 2.0, 5.0])
    fixed = battles.with_covariates(size=own[battles.model_a] - own[battles.model_b])
    with pytest.raises(ValueError, match="'size' is settled by the models"):
        bradley_terry(fixed)
    assert strengths(bradley_terry(fixed, covariates=[]), range(3)) == strengths(bradley_terry(battles), range(3))


def test_an_effect_that_tells_every_winner_is_undefined_with_the_reason():
    battles = Battles.from_counts([("x", "y", 9, 0), ("y", "x", 9, 0)])
    with pytest.raises(ValueError, match="'position' tells the winner"):
        bradley_terry(battles, position=True)
    assert position_effect(battles).effect.estimate is None


def test_weights_count_as_repeats_in_the_estimate_and_not_in_the_interval():
    once = Battles.from_counts(THREE)
    doubled = Battles.from_codes(once.model_a, once.model_b, once.winner, weight=np.full(len(once), 2.0))
    one, other = bradley_terry(once), bradley_terry(doubled)
    assert strengths(other, range(3)) == pytest.approx(strengths(one, range(3)))
    assert errors(other, range(3)) == pytest.approx(errors(one, range(3)))
    weighted = bradley_terry(doubled, interval="bootstrap")
    plain = bradley_terry(once, interval="bootstrap")
    assert errors(weighted, range(3)) == pytest.approx(errors(plain, range(3)), rel=0.15)


def test_votes_on_the_same_prompt_are_not_as_many_prompts():
    once = Battles.from_counts(THREE)
    rows = np.repeat(np.arange(len(once)), 5)
    copied = once.take(rows)
    naive = bradley_terry(copied)
    for interval, near in (("sandwich", 1e-6), ("bootstrap", 0.15)):
        kept = bradley_terry(
            Battles.from_codes(copied.model_a, copied.model_b, copied.winner, cluster=rows), interval=interval
        )
        assert errors(kept, range(3)) == pytest.approx(errors(bradley_terry(once), range(3)), rel=near)
        assert min(errors(kept, range(3))) > 2 * max(errors(naive, range(3))) * 0.9


@pytest.mark.parametrize("fit", [bradley_terry, davidson, rao_kupper])
def test_sandwich_observed_and_bootstrap_agree_where_the_model_is_right(fit):
    rng = np.random.default_rng(5)
    true = np.array([0.8, 0.2, -0.3, -0.7])
    a = rng.integers(0, 4, 12_000)
    b = (a + rng.integers(1, 4, len(a))) % 4
    d = true[a] - true[b]
    top = np.stack([np.exp(d / 2), np.exp(-d / 2), np.full(len(a), 0.5)])
    said = (rng.random(len(a)) > np.cumsum(top / top.sum(0), 0)).sum(0)
    battles = Battles.from_codes(a, b, said)
    boards = [fit(battles, interval=i) for i in ("sandwich", "bootstrap")]
    if fit is not bradley_terry:  # half wins are no likelihood, and so is their curvature
        boards.append(fit(battles, interval="observed"))
    first = np.array(errors(boards[0], range(4)))
    for board in boards[1:]:
        assert errors(board, range(4)) == [pytest.approx(v, rel=0.1) for v in first]
    if fit is davidson:
        boards[0] = fit(battles, confidence=0.9999)
        assert all(s.strength.low < true[s.model] < s.strength.high for s in boards[0].standings)
        chances = boards[0].chances(0, 3)
        d = true[0] - true[3]
        parts = np.array([np.exp(d / 2), np.exp(-d / 2), 0.5]) / (np.exp(d / 2) + np.exp(-d / 2) + 0.5)
        for found, truth in zip((chances.first, chances.second, chances.tie), parts, strict=True):
            assert found.low < truth < found.high


def test_rank_sets_hold_the_true_ranks_as_often_as_they_say():
    rng = np.random.default_rng(0)
    true = np.array([0.6, 0.5, 0.1, 0.0, -0.5])
    places = (-true).argsort().argsort() + 1
    variance = np.eye(5) * 0.04
    held = np.zeros(5)
    for _ in range(300):
        best, worst = rank_sets(true + rng.normal(0, 0.2, 5), variance)
        held += (best <= places) & (places <= worst)
    assert (held / 300 >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / 300)).all()


def test_a_tie_in_a_ranking_lies_between_its_orders_and_open_ends_are_no_ties():
    up = plackett_luce([["x", "y", "z"], ["z", "y", "x"], ["y", "x", "z"]] * 4)
    tied = plackett_luce([[("x", "y"), "z"], ["z", "y", "x"], ["y", "x", "z"]] * 4)
    down = plackett_luce([["y", "x", "z"], ["z", "y", "x"], ["y", "x", "z"]] * 4)
    gaps = [board["x"].strength.estimate - board["y"].strength.estimate for board in (up, tied, down)]
    assert gaps[0] > gaps[1] > gaps[2]
    assert "Efron" in tied.note
    first = plackett_luce([["x"], ["y"], ["x"], ["z"]], unranked="below", models=["x", "y", "z"])
    odds = np.exp(np.array(strengths(first, "xyz")))
    assert (odds / odds.sum()).tolist() == pytest.approx([0.5, 0.25, 0.25])  # first choices alone are shares


def test_plackett_luce_of_pairs_is_bradley_terry_intervals_included():
    battles = Battles.from_counts(THREE)
    sides = np.where(
        (battles.winner == 0)[:, None],
        *(np.stack(p, 1) for p in ((battles.model_a, battles.model_b), (battles.model_b, battles.model_a))),
    )
    for interval in ("sandwich", "observed"):
        one = plackett_luce(sides.tolist(), interval=interval)
        other = bradley_terry(battles, interval=interval)
        assert strengths(one, range(3)) == pytest.approx(strengths(other, range(3)))
        assert errors(one, range(3)) == pytest.approx(errors(other, range(3)))
    drawn = plackett_luce(sides.tolist(), interval="bootstrap", resamples=400)
    assert errors(drawn, range(3)) == pytest.approx(errors(other, range(3)), rel=0.2)


def test_a_ranking_that_names_an_unbeaten_model_says_so():
    board = plackett_luce([["x", "y", "z"], ["x", "z", "y"]])
    assert board["x"].strength.estimate is None and "won all" in board["x"].strength.why


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Battles.from_arrays([], [], []), "empty"),
        (lambda: Battles.from_arrays(["x"], ["y"], []), "equally long"),
        (lambda: Battles.from_arrays(["x", None], ["y", "z"], ["a", "b"]), "rows 1 have no model_a"),
        (lambda: Battles.from_arrays(["x", "x"], ["y", "x"], ["a", "b"]), "rows 1 set 'x' against itself"),
        (lambda: Battles.from_arrays(["x", "x"], ["y", "y"], ["a", "draw"]), "rows 1 have winner 'draw'"),
        (lambda: Battles.from_arrays(["x"], ["y"], [None]), "no battle has a winner"),
        (lambda: Battles.from_arrays(["x", 1], ["y", "z"], ["a", "b"]), "mix"),
        (lambda: Battles.from_arrays(["x"], ["y"], ["a"], weight=[-1]), "weight below 0"),
        (lambda: Battles.from_arrays(["x"], ["y"], ["a"], weight=[float("nan")]), "no weight"),
        (lambda: Battles.from_arrays(["x"], ["y"], ["a"], covariates={"len": ["long"]}), "no number"),
        (lambda: Battles.from_arrays(["x"], ["y"], ["a"], models=["x"]), "models does not list 'y'"),
        (lambda: Battles.from_arrays(["x"], ["y"], ["w"], winners={"w": "win"}), "winners says"),
        (lambda: Battles.from_codes([0], [0], [1]), "against itself"),
        (lambda: Battles.from_codes([0], [1], [7]), "beyond 3"),
        (lambda: Battles.from_counts([("x", "y", 1.5, 2)]), "row 0"),
        (lambda: bradley_terry(Battles.from_counts(THREE), prior=-1), "prior"),
        (lambda: bradley_terry(Battles.from_counts(THREE), interval="wald"), "interval"),
        (lambda: bradley_terry(Battles.from_counts(THREE), covariates=["len"]), "no covariate 'len'"),
        (lambda: bradley_terry(Battles.from_counts(THREE), reference=9), "reference"),
        (lambda: bradley_terry(Battles.from_counts(THREE), confidence=95), "confidence"),
        (lambda: elo(Battles.from_codes([0], [1], [0], weight=[2.0])), "weights"),
        (lambda: plackett_luce([]), "no ranking"),
        (lambda: plackett_luce([["x", "y", "x"]]), "names 'x' twice"),
        (lambda: plackett_luce([["x"]]), "rankings 0"),
        (lambda: plackett_luce([["x", "y"]], weight=[-1]), "weight"),
        (lambda: style_difference([1, -1], [1, 1]), "rows 1"),
        (lambda: length_effect(Battles.from_counts(THREE), [1], [2]), "30 battles and 1 lengths"),
    ],
)
def test_bad_input_is_refused_with_its_rows_and_a_remedy(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_battles_come_from_any_table():
    columns = {"model_a": ["x", "y"], "model_b": ["y", "x"], "winner": ["a", None], "w": [1, 2]}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    for table in (columns, rows):
        found = Battles.from_table(table, weight="w")
        assert (len(found), found.missing, found.weight.tolist()) == (1, 1, [1.0])
