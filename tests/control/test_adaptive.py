"""Asking only as many as a record needs, through the services that people use: as right with a third fewer answers."""

from bench.adaptive import compare, generated


def test_adaptive_overlap_with_gold_and_rules_is_as_right_as_five_people_with_fewer_answers():
    found = compare(generated(items=40, persons=9, seed=3), seeds=1, resamples=20)
    assert found["answers"]["fixed"] == 5
    assert found["saved"]["estimate"] >= 0.3
    assert found["difference"]["estimate"] >= -0.03
    assert found["accuracy"]["adaptive"]["estimate"] >= 0.9
