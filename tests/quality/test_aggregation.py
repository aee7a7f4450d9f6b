"""Consensus of classes: published values, what the methods promise, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    MAXIMUM_LIKELIHOOD,
    Labels,
    Priors,
    aggregate,
    dawid_skene,
    glad,
    kos,
    mace,
    majority_vote,
    one_coin,
    wawa,
    zero_based_skill,
)
from accord.quality.aggregation import _table
from accord.quality.aggregation.committee import Balance, committee
from accord.quality.aggregation.dawid_skene import fitted
from tests.quality.published import anaesthetists, eight_items

LONG = {"iterations": 5000, "tolerance": 1e-12}


def test_dawid_and_skene_1979_anaesthetists():
    """Dawid & Skene 1979, Applied Statistics 28, tables 1 to 4: 45 patients, 5 anaesthetists, the first three times."""
    found = dawid_skene(anaesthetists(), MAXIMUM_LIKELIHOOD, tolerance=1e-12)
    assert found.classes == pytest.approx([0.4000, 0.4216, 0.1118, 0.0667], abs=1e-4)
    assert found.log_likelihood == pytest.approx(-190.7310, abs=1e-4)
    first = [[0.9074, 0.0926, 0, 0], [0.0703, 0.8766, 0.0531, 0], [0, 0.3388, 0.6612, 0], [0, 0, 0.5556, 0.4444]]
    assert found.confusion[0] == pytest.approx(np.array(first), abs=1e-4)
    diagonals = [
        (0.8333, 0.6326, 1, 1),
        (1, 0.7891, 0.1988, 0.3333),
        (0.9445, 0.8434, 0.8012, 0.6667),
        (1, 0.7352, 0.7909, 0.6667),
    ]
    for table, diagonal in zip(found.confusion[1:], diagonals, strict=True):
        assert np.diag(table) == pytest.approx(diagonal, abs=1e-4)
    unsure = {b.item: round(b.confidence, 4) for b in found.believed() if b.confidence < 0.99}
    assert unsure == {35: pytest.approx(0.9482, abs=1e-4), 38: pytest.approx(0.9787, abs=1e-4)}
    assert [found.labels[found.items.index(i)] for i in (35, 38)] == [2, 3]


@pytest.mark.parametrize(
    ("steps", "value"), [(1, -203.1130), (2, -192.3981), (5, -190.7483), (10, -190.7311), (20, -190.7310)]
)
def test_the_likelihood_climbs_as_published(steps, value):
    found = dawid_skene(anaesthetists(), MAXIMUM_LIKELIHOOD, iterations=steps, tolerance=0)
    assert found.log_likelihood == pytest.approx(value, abs=1e-4)


def test_random_starts_find_a_higher_likelihood_with_other_classes_so_that_none_are_offered():
    """The published -190.73 is the basin of the vote shares; the highest of many random starts is -189.4053."""
    table, rng = _table.Table.of(anaesthetists()), np.random.default_rng(0)
    starts = [rng.dirichlet(np.ones(4), 45) for _ in range(2)]
    found = [fitted(table, MAXIMUM_LIKELIHOOD, start=start, iterations=400, tolerance=1e-9) for start in starts]
    best = max(found, key=lambda fit: fit.log_likelihood)
    assert best.log_likelihood == pytest.approx(-189.4053, abs=1e-4)
    assert best.classes == pytest.approx([0.447, 0.087, 0.067, 0.400], abs=1e-3)  # published .4000 .4216 .1118 .0667


ONE_COIN = [
    (Priors(0, 0.8, 0, 0), [1, 0, 1, 0, 1, 1], [1, 0.75, 0.5], -15.3364),
    (Priors(4, 0.8, 0, 0), [0.9764, 0.0764, 0.9322, 0.0267, 0.3983, 0.6662], [0.8308, 0.8201, 0.6346], -15.8032),
    (Priors(0, 0.8, 1e9, 0), [0.9714, 0.0286, 0.9714, 0.0286, 0.5, 0.5], [0.8536, 0.8536, 0.5], -15.5890),
]
DAWID_SKENE = [
    (MAXIMUM_LIKELIHOOD, [1, 0, 1, 0, 1, 1], -13.9322),
    (Priors(1, 0.8, 1, 0), [0.9848, 0.0204, 0.9697, 0.0102, 0.3274, 0.4972], -14.3405),
    (Priors(4, 0.8, 1, 0), [0.9777, 0.0793, 0.8986, 0.0171, 0.2691, 0.6459], -15.1307),
]


def of_x(found):
    """Posterior of x for i1 (= i7), i2 (= i6), i3, i4, i5 and i8."""
    assert found.posterior[[0, 1]] == pytest.approx(found.posterior[[6, 5]])
    return found.posterior[[0, 1, 2, 3, 4, 7], 0]


@pytest.mark.parametrize(("priors", "posterior", "skill", "likelihood"), ONE_COIN)
def test_one_coin_on_eight_items(priors, posterior, skill, likelihood):
    found = one_coin(eight_items(), priors, **LONG)
    assert of_x(found) == pytest.approx(posterior, abs=1.1e-4)
    assert found.skill == pytest.approx(skill, abs=1e-4)
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-4)


@pytest.mark.parametrize(("priors", "posterior", "likelihood"), DAWID_SKENE)
def test_dawid_skene_on_eight_items(priors, posterior, likelihood):
    found = dawid_skene(eight_items(), priors, **LONG)
    assert of_x(found) == pytest.approx(posterior, abs=1.1e-4)
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-4)


def test_maximum_likelihood_creeps_so_that_iterations_decide():
    values = [
        dawid_skene(eight_items(), MAXIMUM_LIKELIHOOD, iterations=n, tolerance=0).posterior[4, 0]
        for n in (20, 100, 150, 300)
    ]
    assert values == pytest.approx([0.5258, 0.6447, 0.8201, 0.9965], abs=1e-4)


def test_glad_on_eight_items():
    """Whitehill et al. 2009 with normal(1, 1) priors on ability and log ease, run to convergence."""
    found = glad(eight_items(), iterations=500, tolerance=1e-9)
    assert of_x(found) == pytest.approx([0.9997, 0.0061, 0.9939, 0.0003, 0.4518, 0.5482], abs=1.1e-4)
    assert found.extra["ability"] == pytest.approx([0.9668, 0.9668, 0.1464], abs=1e-4)


def test_mace_on_eight_items():
    """Hovy et al. 2013, EM with smoothing .01 and variational with the defaults of their tool."""
    em = mace(eight_items(), variational=False, **LONG)
    assert of_x(em) == pytest.approx([0.9995, 0.0006, 0.9994, 0.0005, 0.4691, 0.5001], abs=1.1e-4)
    assert em.skill == pytest.approx([0.7425, 0.7541, 0.0291], abs=1e-4)
    assert em.log_likelihood == pytest.approx(-13.9624, abs=1e-4)
    vb = mace(eight_items(), **LONG)
    assert of_x(vb) == pytest.approx([0.9814, 0.0254, 0.9726, 0.0172, 0.2366, 0.3154], abs=1e-3)
    assert vb.log_likelihood == pytest.approx(-16.9549, abs=1e-3)


def test_majority_and_agreement_with_it_on_eight_items():
    found = majority_vote(eight_items())
    assert of_x(found) == pytest.approx([1, 1 / 3, 2 / 3, 0, 1 / 3, 2 / 3])
    assert wawa(eight_items()).skill == pytest.approx([0.875, 0.875, 0.625])
    assert zero_based_skill(eight_items()).labels == found.labels


def test_kos_finds_the_good_people_of_a_random_design():
    rng = np.random.default_rng(3)
    truth, good = rng.integers(0, 2, 200), rng.random(200) < 0.4
    item = np.repeat(np.arange(200), 9)
    person = np.concatenate([rng.choice(200, 9, replace=False) for _ in range(200)])
    right = np.where(good[person], rng.random(1800) < 0.95, rng.random(1800) < 0.5)
    labels = Labels.from_arrays(item, person, np.where(right, truth[item], 1 - truth[item]))
    share = [(np.array(m(labels).labels) == truth).mean() for m in (kos, majority_vote)]
    assert share[0] > share[1] + 0.01
    found = kos(labels)
    trusted = found.extra["reliability"]
    assert trusted[good[found.annotators]].mean() > trusted[~good[found.annotators]].mean() + 0.1


def test_kos_takes_two_categories_and_warns_of_a_few_heavy_people():
    with pytest.raises(ValueError, match="two categories, not 3"):
        kos(Labels.from_matrix(["abc", "abc"]))
    rng = np.random.default_rng(0)
    item, person = np.repeat(np.arange(300), 3), np.concatenate([[0, 1, 2 + i % 60] for i in range(300)])
    labels = Labels.from_arrays(item, person, rng.integers(0, 2, 900))
    assert "use dawid_skene" in kos(labels).note


def test_weights_of_a_majority():
    labels = Labels.from_matrix(["x", "y", "y"], annotators=["ann", "bob", "cy"])
    assert majority_vote(labels).labels == ["y"]
    assert majority_vote(labels, {"ann": 3}).labels == ["x"]
    assert majority_vote(labels, [1, 0, 0]).posterior.tolist() == [[1, 0]]
    nothing = majority_vote(labels, [0, 0, 0])
    assert nothing.posterior.tolist() == [[0.5, 0.5]] and nothing.tied.all()
    for weights, said in (
        ({"dan": 1}, "weights for dan, who gave no label"),
        ({"bob": -1}, "weights of bob are negative"),
        ([1, 2], "3 numbers"),
        ([1, np.nan, 1], "rows 1 have a weight"),
    ):
        with pytest.raises(ValueError, match=said):
            majority_vote(labels, weights)


def test_a_tie_goes_to_the_commoner_category_then_to_the_name_and_never_to_the_first_row():
    one, other = [("q1", "a", "y"), ("q1", "b", "x")], [("q2", "a", "y"), ("q2", "b", "y")]
    for rows in (one, one[::-1]):
        even = majority_vote(Labels.from_arrays(*zip(*rows, strict=True)))
        assert even.labels == ["x"] and even.tied.all()
        found = majority_vote(Labels.from_arrays(*zip(*rows, *other, strict=True)))
        assert found.labels[found.items.index("q1")] == "y" and found.tied.sum() == 1
    assert found.accuracy({"q1": "x", "q2": "y"}) == 0.75


def test_sparse_people_do_not_pull_the_default_below_majority():
    for seed in range(5):
        labels, truth = crowd(np.random.default_rng(seed), items=400, people=500, overlap=3, skill=(0.6, 0.9))
        base = majority_vote(labels).accuracy(truth)
        assert dawid_skene(labels).accuracy(truth) > base - 0.01
        assert aggregate(labels).accuracy(truth) > base - 0.01


def test_people_who_err_in_one_direction_are_seen():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 150)
    rows = [np.where(truth == 1, rng.random(150) < 0.95, rng.random(150) < rate) for rate in (0.6, 0.7, 0.55, 0.6, 0.1)]
    labels = Labels.from_matrix(np.array(rows).astype(int))
    found = aggregate(labels)
    right = dict(enumerate(truth))
    assert found.accuracy(right) > majority_vote(labels).accuracy(right) + 0.1
    assert found.confusion[0][0, 1] > 0.4 > found.confusion[4][0, 1]


def crowd(rng, items, people, overlap, skill, q=2):
    """Labels of one-coin people with skills spread evenly over a range, and the truth."""
    truth = rng.integers(0, q, items)
    able = rng.uniform(*skill, people)
    person = np.concatenate([rng.choice(people, overlap, replace=False) for _ in range(items)])
    item = np.repeat(np.arange(items), overlap)
    wrong = (truth[item] + rng.integers(1, q, len(item))) % q
    said = np.where(rng.random(len(item)) < able[person], truth[item], wrong)
    return Labels.from_arrays(item, person, said), dict(enumerate(truth))


def test_nothing_is_believed_of_an_item_that_nobody_said_of_it():
    labels, truth = crowd(np.random.default_rng(2), items=200, people=12, overlap=4, skill=(0.5, 0.9), q=4)
    free, held = (committee(labels, Balance(said=said)) for said in (False, True))
    unsaid = labels.counts == 0
    assert (free.posterior[unsaid] > 0).any() and (held.posterior[unsaid] == 0).all()
    assert held.posterior.sum(1) == pytest.approx(np.ones(200))
    assert (aggregate(labels).posterior[unsaid] == 0).all()
    assert held.accuracy(truth) >= free.accuracy(truth)


@pytest.mark.parametrize("method", ["dawid-skene", "committee"])
def test_compiled_and_plain_passes_agree(method, monkeypatch):
    pytest.importorskip("numba")
    labels, _ = crowd(np.random.default_rng(0), items=500, people=30, overlap=4, skill=(0.5, 0.9), q=3)
    labels = labels.take(labels.item != 7)  # an item without labels
    plain = aggregate(labels, method)
    monkeypatch.setattr(_table, "COMPILE", 0)
    assert _table.compiled(1, 1) is not None
    fast = aggregate(labels, method)
    assert fast.posterior == pytest.approx(plain.posterior, abs=1e-9)
    assert fast.confusion == pytest.approx(plain.confusion, abs=1e-9)
    assert (fast.iterations, fast.converged) == (plain.iterations, plain.converged)
    if plain.log_likelihood is not None:
        assert fast.log_likelihood == pytest.approx(plain.log_likelihood)


def test_auto_says_why():
    single = aggregate(Labels.from_arrays([1, 2, 3], ["a", "b", "a"], ["x", "y", "x"]))
    assert "no item has two labels" in single.why and single.labels == ["x", "y", "x"]
    assert "one category" in aggregate(Labels.from_matrix(["xx", "xx"])).why
    found = aggregate(Labels.from_matrix(["xxyy", "xyyy", "xxyx"]))
    assert "labels an item" in found.why and "committee" in found.method


def test_what_cannot_be_is_refused():
    labels = Labels.from_matrix(["xy", "xx"])
    for call, said in (
        (lambda: aggregate(labels, "best"), "unknown method 'best': one of auto, majority"),
        (lambda: dawid_skene(labels, iterations=0), "iterations must be 1 or more"),
        (lambda: Priors(rows=-1), "rows counts pseudo-labels"),
        (lambda: Priors(diagonal=1), "diagonal is a share"),
        (lambda: mace(labels, restarts=-1), "restarts 0 or more"),
        (lambda: mace(labels, strategy=0), "pseudo-counts above 0"),
        (lambda: glad(labels, prior_sd=0), "prior_sd above 0"),
        (lambda: zero_based_skill(labels, rate=0), "rate a share"),
    ):
        with pytest.raises(ValueError, match=said):
            call()


def test_too_many_confusion_matrices_are_refused_and_auto_goes_round_them(monkeypatch):
    labels = Labels.from_matrix(["abcd", "abcd", "abdd"])
    monkeypatch.setattr(_table, "CELLS", 40)
    monkeypatch.setattr("accord.quality.aggregation.auto.CELLS", 40)
    with pytest.raises(ValueError, match="3 confusion matrices of 4 x 4 do not fit"):
        dawid_skene(labels)
    found = aggregate(labels)
    assert "do not fit" in found.why and found.labels == list("abcd")


def test_random_restarts_of_mace_are_draws_of_their_own():
    labels, _ = crowd(np.random.default_rng(5), items=60, people=8, overlap=4, skill=(0.3, 0.9), q=3)
    one, many = mace(labels, restarts=0), mace(labels, restarts=8, iterations=50)
    assert many.log_likelihood >= one.log_likelihood - 1e-9
    assert many.posterior == pytest.approx(mace(labels, restarts=8, iterations=50).posterior)


def test_a_consensus_is_told_as_small_things():
    found = aggregate(
        Labels.from_matrix(["xyx", "xyy"], items=["q1", "q2", "q3"], annotators=["ann", "bob"]), "majority"
    )
    told = list(found.believed())
    assert [(b.item, b.label, b.tied, b.n_labels) for b in told][:2] == [("q1", "x", False, 2), ("q2", "y", False, 2)]
    assert told[2].tied and told[2].posterior.tolist() == [0.5, 0.5]
    assert [p.annotator for p in found.people()] == ["ann", "bob"]
    plain = found.json()
    assert plain["items"][0] == {"item": "q1", "label": "x", "confidence": 1.0, "tied": False, "n_labels": 2}
    assert found.accuracy({"other": "x"}) is None and found.accuracy({"q1": "z"}) == 0


def test_glad_leaves_two_people_who_mirror_each_other_equal_in_any_order_of_the_rows():
    labels = Labels.from_matrix([[None, None, None, 1], [None, None, None, 3], [1, 1, 1, 2], [2, 2, 2, 2]])
    for seed in range(8):
        order = np.random.default_rng(seed).permutation(labels.n_labels)
        found = aggregate(labels.take(order), "glad")
        assert found.posterior[:3, 0] == pytest.approx(found.posterior[:3, 1], abs=1e-9)
