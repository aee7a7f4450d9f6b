"""When to stop asking: worked numbers of people who are right 8 times in 10, and rules that hold for any consensus."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Labels,
    accuracy_of_overlap,
    aggregate,
    enough,
    item_posterior,
    items_for_interval,
    most_valuable,
    overlap_for,
    plan_stopping,
    value_of_label,
)
from accord.quality.stopping.lookahead import outcomes
from accord.quality.stopping.posterior import confusions


@pytest.mark.parametrize(
    ("q", "said", "value"),
    [
        (2, [0], 0.8),
        (2, [0, 0], 0.941176),
        (2, [0, 0, 0], 0.984615),
        (2, [0, 0, 1], 0.8),
        (4, [0, 0], 0.979592),
        (4, [0, 0, 0], 0.998267),
        (4, [0, 0, 1], 0.911392),
    ],
)
def test_what_labels_by_people_of_known_skill_say(q, said, value):
    assert item_posterior(said, 0.8, n_categories=q)[0] == pytest.approx(value, abs=1e-6)


def test_one_more_label_after_two_alike_cannot_change_the_decision():
    now = item_posterior([0, 0], 0.8, n_categories=2)
    one = value_of_label(now, 0.8)
    assert one.after == pytest.approx(0.941176, abs=1e-6) and one.gain == pytest.approx(0, abs=1e-12) and one.flip == 0
    chance, after = outcomes(now, confusions(0.8, 1, 2)[0], 1)
    assert sorted(chance) == [pytest.approx(0.235294, abs=1e-6), pytest.approx(0.764706, abs=1e-6)]
    assert sorted(after.max(1)) == [pytest.approx(0.8), pytest.approx(0.984615, abs=1e-6)]
    assert value_of_label(now, 0.8, steps=3).gain > 0.02
    assert value_of_label(now, 0.8, loss="log").gain > 0.04


def test_looking_ahead_is_what_simulating_gives():
    rng = np.random.default_rng(0)
    now = np.array([0.55, 0.3, 0.15])
    table = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]])
    truth = rng.choice(3, 40_000, p=now)
    best = []
    for t in truth[:4000]:
        said = rng.choice(3, 2, p=table[t])
        best.append(item_posterior(said, np.array([table, table]), classes=now).argmax() == t)
    expected = value_of_label(now, table, steps=2)
    assert expected.after == pytest.approx(np.mean(best), abs=0.02) and expected.gain >= 0


@pytest.mark.parametrize(
    ("share", "method", "n"), [(0.9, "wald", 139), (0.9, "wilson", 141), (0.5, "wald", 385), (0.5, "wilson", 381)]
)
def test_items_for_half_a_width_of_five_points(share, method, n):
    assert items_for_interval(0.05, share, method=method) == n


def test_the_plan_of_stopping_is_what_simulating_gives():
    rng = np.random.default_rng(0)
    plan = plan_stopping(0.95, 0.8, 3, least=2, most=6)
    used, right, unsure = [], [], []
    for _ in range(4000):
        said: list[int] = []
        while True:
            said.append(0 if rng.random() < 0.8 else int(rng.integers(1, 3)))
            posterior = item_posterior(said, 0.8, n_categories=3)
            if (len(said) >= 2 and posterior.max() >= 0.95) or len(said) == 6:
                break
        top = posterior >= posterior.max() - 1e-12
        used.append(len(said))
        right.append(top[0] / top.sum())
        unsure.append(posterior.max() < 0.95)
    assert plan.labels == pytest.approx(np.mean(used), abs=0.08)
    assert plan.right == pytest.approx(np.mean(right), abs=0.015)
    assert plan.unsure == pytest.approx(np.mean(unsure), abs=0.015)


def test_overlap_and_accuracy_belong_together():
    assert accuracy_of_overlap(1, 0.8) == pytest.approx(0.8) == accuracy_of_overlap(2, 0.8)
    assert accuracy_of_overlap(3, 0.8) == pytest.approx(0.8**3 + 3 * 0.8**2 * 0.2)
    assert overlap_for(0.95, 0.8) == 7 and overlap_for(0.99, 0.51, most=5) is None


def test_items_are_closed_when_sure_or_full_and_never_before_the_least():
    labels = Labels.from_matrix(["xxyyx", "xxyyy", "xyyx.", "x...."], missing=".")
    found = aggregate(labels, "one-coin")
    for d in enough(found, 0.9, least=2, most=3):
        assert d.stop == (d.why != "open")
        assert d.why != "sure" or (d.confidence >= 0.9 and d.n_labels >= 2)
        assert d.why != "full" or d.n_labels >= 3
    assert not any(d.stop for d in enough(found, 0.5, least=5))
    ranked = most_valuable(found)
    assert [a.value.gain for a in ranked] == sorted((a.value.gain for a in ranked), reverse=True)
    assert ranked[0].item == 4 and len(most_valuable(found, count=2)) == 2


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: item_posterior([2], 0.8, n_categories=2), "label 2 is not a category from 0 to 1"),
        (lambda: item_posterior([0], 0.8), "accuracies need n_categories"),
        (lambda: item_posterior([0], 1.2, n_categories=2), "between 0 and 1"),
        (lambda: item_posterior([0, 1], 1.0, n_categories=2), "impossible"),
        (lambda: item_posterior([0], [[0.5, 0.1], [0.5, 0.5]]), "sums to 1"),
        (lambda: value_of_label([0.5, 0.6]), "shares that sum to 1"),
        (lambda: value_of_label([0.5, 0.5], loss="hinge"), "one of error, log"),
        (lambda: value_of_label([0.5, 0.5], steps=0), "steps must be 1"),
        (lambda: items_for_interval(0), "half_width lies in"),
        (lambda: items_for_interval(0.1, method="exact"), "one of wilson"),
        (lambda: overlap_for(1), "between 0 and 1"),
        (lambda: plan_stopping(0.9, least=3, most=2), "least <= most"),
        (lambda: enough(aggregate(Labels.from_matrix(["x"])), 0), "probability above 0"),
    ],
)
def test_what_cannot_be_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()
