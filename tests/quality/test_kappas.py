"""The kappa family gives the printed values, two people and many, weighted and not."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Labels,
    brennan_prediger,
    by_annotator,
    by_category,
    by_pair,
    cohen_kappa,
    cohen_test,
    conger_kappa,
    fleiss_kappa,
    fleiss_test,
    gwet_ac,
    krippendorff_alpha,
    pair_matrix,
    percent_agreement,
    scott_pi,
)
from tests.quality.published import (
    ARTSTEIN_POESIO,
    COHEN_1960,
    FLEISS_1971,
    FLEISS_TEXTBOOK,
    GWET_3X3,
    NEW_ORLEANS,
    WINNIPEG,
    k12,
)


def near(value, digits=6):
    """The digits shown, the last give or take one."""
    return pytest.approx(value, abs=1.01 * 10.0**-digits)


@pytest.mark.parametrize(
    ("measure", "nominal", "linear", "quadratic"),
    [
        (gwet_ac, 0.775444, 0.858739, 0.914001),
        (brennan_prediger, 0.772727, 0.848485, 0.901515),
        (fleiss_kappa, 0.761169, 0.817945, 0.864935),
        (conger_kappa, 0.762067, 0.813140, 0.857170),
        (percent_agreement, 0.818182, 0.939394, 0.975379),
    ],
)
def test_krippendorff_2011_example_c_by_every_measure(measure, nominal, linear, quadratic):
    found = [measure(k12(), weights=w, interval=None).estimate for w in (None, "linear", "quadratic")]
    assert found == [near(nominal), near(linear, 5), near(quadratic, 5)]


def test_krippendorff_2011_example_c_ordinal_weights_of_gwet():
    assert gwet_ac(k12(), weights="gwet-ordinal").estimate == near(0.89894, 5)


@pytest.mark.parametrize(
    ("measure", "error"),
    [
        (krippendorff_alpha, 0.14557),
        (gwet_ac, 0.14295),
        (brennan_prediger, 0.14472),
        (fleiss_kappa, 0.15302),
        (conger_kappa, 0.15011),
    ],
)
def test_standard_errors_with_missing_labels_are_those_of_irrcac(measure, error):
    found = measure(k12(), interval="analytic")
    assert found.se == near(error, 5)
    assert found.low <= found.estimate <= found.high


def test_analytic_interval_of_alpha_is_that_of_irrcac():
    assert krippendorff_alpha(k12(), interval="analytic").low == near(0.419, 3)


def test_fleiss_1971_thirty_patients():
    labels = Labels.from_counts(FLEISS_1971)
    found = fleiss_kappa(labels)
    observed = percent_agreement(labels, interval=None).estimate
    assert found.estimate == near(0.430245)
    assert observed == near(0.555556)
    assert (observed - found.estimate) / (1 - found.estimate) == near(0.219938)
    assert [e.estimate for e in by_category(labels).values()] == [
        near(v, 4) for v in (0.2448, 0.2448, 0.52, 0.4711, 0.5661)
    ]
    assert brennan_prediger(labels).estimate == near(0.444444)


def test_fleiss_error_under_chance_is_that_of_1979_and_not_the_misprint_of_1971():
    found = fleiss_test(Labels.from_counts(FLEISS_1971))
    assert found.se == near(0.024374)
    assert found.statistic == pytest.approx(0.430245 / 0.024374, rel=1e-3) and found.p < 1e-9


def test_fleiss_textbook_ten_by_fourteen():
    labels = Labels.from_counts(FLEISS_TEXTBOOK)
    found = fleiss_kappa(labels).estimate
    observed = percent_agreement(labels, interval=None).estimate
    assert (found, observed, (observed - found) / (1 - found)) == (near(0.209931), near(0.378022), near(0.212755))
    parts = [e.estimate for e in by_category(labels).values()]
    assert parts == [near(v, 4) for v in (0.2013, 0.0797, 0.1716, 0.0304, 0.5077)]


def test_alpha_and_fleiss_differ_by_the_small_sample_term_on_complete_data():
    labels = Labels.from_counts(FLEISS_1971)
    alpha, kappa, n = krippendorff_alpha(labels, interval=None).estimate, fleiss_kappa(labels).estimate, labels.n_labels
    assert 1 - alpha == pytest.approx((1 - kappa) * (n - 1) / n)


# counts; Cohen's kappa, its error, its error under chance; Scott; AC1 and its error; Brennan-Prediger
TWO_PEOPLE = [
    ([[20, 5], [10, 15]], (0.4000, 0.1270, 0.1386), 0.39394, (0.40594, 0.1302), 0.4),
    ([[45, 15], [25, 15]], (0.13043, 0.0987, 0.0976), 0.12088, (0.26606, 0.1034), 0.2),
    ([[25, 35], [5, 35]], (0.25926, 0.0772, 0.0831), 0.19192, (0.20792, 0.0990), 0.2),
    ([[118, 5], [2, 0]], (-0.02339, 0.0123, 0.0804), -0.02881, (0.94078, 0.0230), 0.888),
    (GWET_3X3, (0.79641, 0.0589, 0.0760), 0.79624, (0.84933, 0.0432), 0.835),
]


@pytest.mark.parametrize(("table", "kappa", "pi", "ac1", "uniform"), TWO_PEOPLE)
def test_two_people_nominal(table, kappa, pi, ac1, uniform):
    labels = Labels.from_contingency(table)
    cohen, ac = cohen_kappa(labels), gwet_ac(labels)
    assert (cohen.estimate, cohen.se, cohen_test(labels).se) == (
        near(kappa[0], 5),
        near(kappa[1], 4),
        near(kappa[2], 4),
    )
    assert scott_pi(labels).estimate == near(pi, 5)
    assert (ac.estimate, ac.se) == (near(ac1[0], 5), near(ac1[1], 4))
    assert brennan_prediger(labels).estimate == near(uniform, 5)


@pytest.mark.parametrize(("table", "simple"), [([[20, 5], [10, 15]], 0.1296), ([[118, 5], [2, 0]], 0.3758)])
def test_the_simple_error_of_kappa_is_another_number(table, simple):
    labels = Labels.from_contingency(table)
    n, observed = labels.n_items, percent_agreement(labels, interval=None).estimate
    chance = 1 - (1 - observed) / (1 - cohen_kappa(labels).estimate)
    assert (observed * (1 - observed) / n) ** 0.5 / (1 - chance) == near(simple, 4)
    assert cohen_kappa(labels).se < simple - 0.002


def test_the_kappa_paradox_warns_that_its_error_misleads():
    assert "bootstrap" in cohen_kappa(Labels.from_contingency([[118, 5], [2, 0]])).note


def test_fleiss_levin_and_paik_table_18_1():
    labels = Labels.from_contingency([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    found = cohen_kappa(labels)
    assert (found.estimate, found.se, cohen_test(labels).se) == (near(0.67647, 5), near(0.0877, 4), near(0.0762, 4))


def test_cohen_1960():
    labels = Labels.from_contingency(COHEN_1960)
    found = cohen_kappa(labels)
    assert (found.estimate, found.se, cohen_test(labels).se) == (near(0.491525), near(0.0510, 4), near(0.0520, 4))


def test_artstein_and_poesio_2008():
    labels = Labels.from_contingency(ARTSTEIN_POESIO)
    assert cohen_kappa(labels).estimate == near(0.801325)
    assert scott_pi(labels).estimate == near(0.799532)
    assert brennan_prediger(labels).estimate == near(0.82, 5)
    weighted = cohen_kappa(labels, disagreement=[[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]])
    assert weighted.estimate == near(0.816327)


@pytest.mark.parametrize(
    ("table", "weights", "kappa", "error"),
    [
        (COHEN_1960, "linear", 0.473684, 0.0544),
        (COHEN_1960, "quadratic", 0.454545, 0.0665),
        (GWET_3X3, "linear", 0.842902, 0.0479),
        (GWET_3X3, "quadratic", 0.892157, 0.0354),
        (WINNIPEG, None, 0.207942, 0.0505),
        (WINNIPEG, "linear", 0.379731, 0.0517),
        (WINNIPEG, "quadratic", 0.524576, 0.0601),
        (NEW_ORLEANS, None, 0.296517, 0.0785),
        (NEW_ORLEANS, "linear", 0.477273, 0.0730),
        (NEW_ORLEANS, "quadratic", 0.625581, 0.0787),
    ],
)
def test_weighted_kappa(table, weights, kappa, error):
    found = cohen_kappa(Labels.from_contingency(table), weights=weights)
    assert (found.estimate, found.se) == (near(kappa), near(error, 4))


def test_cohen_1968_takes_disagreements():
    labels = Labels.from_contingency(COHEN_1960)
    found = cohen_kappa(labels, disagreement=[[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert (found.estimate, found.se) == (near(0.347826), near(0.0755, 4))
    with pytest.raises(ValueError, match="not a table of agreements"):
        cohen_kappa(labels, disagreement=1 - np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) / 6)


def test_weighted_relatives_on_gwets_table():
    labels = Labels.from_contingency(GWET_3X3)
    ac2 = [gwet_ac(labels, weights=w) for w in ("linear", "quadratic")]
    assert [(e.estimate, e.se) for e in ac2] == [(near(0.900023), near(0.0293, 4)), (near(0.940237), near(0.0179, 4))]
    assert [brennan_prediger(labels, weights=w).estimate for w in ("linear", "quadratic")] == [
        near(0.87625, 5),
        near(0.9175, 5),
    ]
    assert [scott_pi(labels, weights=w).estimate for w in ("linear", "quadratic")] == [
        near(0.84280, 5),
        near(0.89211, 5),
    ]


def test_weighted_relatives_on_the_winnipeg_diagnoses():
    labels = Labels.from_contingency(WINNIPEG)
    scales = (None, "linear", "quadratic")
    assert [gwet_ac(labels, weights=w).estimate for w in scales] == [
        near(0.25778, 5),
        near(0.46511, 5),
        near(0.62209, 5),
    ]
    uniform = [brennan_prediger(labels, weights=w).estimate for w in scales]
    assert uniform == [near(0.23937, 5), near(0.40940, 5), near(0.54899, 5)]


def test_with_two_people_conger_is_cohen():
    labels = Labels.from_contingency(GWET_3X3)
    assert conger_kappa(labels).estimate == pytest.approx(cohen_kappa(labels).estimate)


def test_more_than_two_people_need_a_pair():
    with pytest.raises(ValueError, match="by 4: pass pair="):
        cohen_kappa(k12())
    assert cohen_kappa(k12(), pair=(0, 1)).n_items == 9
    with pytest.raises(ValueError, match="two different people"):
        cohen_kappa(k12(), pair=(0, "Ann"))


def test_every_pair_at_once_is_every_pair_one_by_one():
    labels, matrix = k12(), pair_matrix(k12())
    for (g, h), found in by_pair(labels).items():
        assert matrix.kappa[g, h] == pytest.approx(found.estimate) and matrix.shared[g, h] == found.n_items


def test_the_person_who_costs_agreement_comes_first():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 3, 200)
    rows = [np.where(rng.random(200) < p, truth, rng.integers(0, 3, 200)) for p in (0.9, 0.9, 0.1, 0.9)]
    first, *_, last = by_annotator(Labels.from_matrix(rows, annotators=["a", "b", "noise", "c"]))
    assert first.annotator == "noise" and first.gain > 0 > last.gain
    assert first.with_others < last.with_others


@pytest.mark.parametrize("measure", [fleiss_kappa, gwet_ac, brennan_prediger, conger_kappa, percent_agreement])
def test_bootstrap_and_analytic_errors_agree_on_many_items(measure):
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 500)
    labels = Labels.from_matrix([np.where(rng.random(500) < 0.7, truth, rng.integers(0, 3, 500)) for _ in range(4)])
    slow = measure(labels, interval="bootstrap", resamples=400)
    fast = measure(labels, interval="jackknife" if measure is percent_agreement else "analytic")
    assert slow.se == pytest.approx(fast.se, rel=0.15)


def test_one_label_everywhere_is_none_with_the_reason():
    labels = Labels.from_matrix(["aaa", "aaa"])
    for measure in (cohen_kappa, scott_pi, fleiss_kappa, gwet_ac, brennan_prediger, conger_kappa):
        found = measure(labels)
        assert found.estimate is None and ("chance is certain" in found.why)


def test_people_without_a_shared_item_are_none_with_the_reason():
    labels = Labels.from_arrays([1, 2], ["a", "b"], ["x", "y"])
    for measure in (cohen_kappa, scott_pi, fleiss_kappa, gwet_ac, brennan_prediger, conger_kappa, percent_agreement):
        found = measure(labels)
        assert found.estimate is None and found.why
