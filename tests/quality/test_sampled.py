"""Alpha from drawn pairs says what alpha from all pairs says, with an interval that holds it."""

import random

import pytest

from accord.quality import Labels, krippendorff_alpha, sampled_alpha


def apart(a, b):
    return abs(a - b) / 10


@pytest.mark.parametrize("noise", [0, 1, 4, 10])
def test_drawn_pairs_come_to_what_all_pairs_do(noise):
    rng = random.Random(noise)
    rows = []
    for item in range(300):
        true = rng.randint(0, 10)
        rows += [
            (item, who, min(10, max(0, true + rng.randint(-noise, noise)))) for who in range(rng.choice([1, 2, 3]))
        ]
    exact = krippendorff_alpha(Labels.from_arrays(*zip(*rows, strict=True)), distance=apart, interval=None)
    sampled = sampled_alpha([row[0] for row in rows], [row[2] for row in rows], apart)
    assert sampled.estimate == pytest.approx(exact.estimate, abs=0.02)
    assert sampled.low <= exact.estimate <= sampled.high
    assert (sampled.n_items, sampled.n_labels, sampled.n_dropped) == (exact.n_items, exact.n_labels, exact.n_dropped)


def test_it_tells_how_far_it_is_and_says_why_there_is_no_number():
    told = []
    sampled_alpha(
        [0, 0, 1, 1], [1, 2, 3, 3], apart, pairs=2500, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1000, 2502), (2000, 2502), (2502, 2502)]
    assert sampled_alpha([0, 1], [1, 2], apart).why
    assert sampled_alpha([0, 0, 1, 1], [3, 3, 3, 3], apart).why
