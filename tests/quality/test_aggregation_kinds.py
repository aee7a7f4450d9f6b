"""Consensus of numbers, rankings, sets, spans and of anything with a distance."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Document,
    Labels,
    aggregate_numbers,
    aggregate_sets,
    aggregate_spans,
    borda,
    kemeny,
    medoid,
)
from accord.quality.distances import kendall_distance, ranks_of_order


def ballots(*groups):
    return [ranks_of_order(order, sorted(groups[0][1])) for times, order in groups for _ in range(times)]


CONDORCET_1785 = ballots((23, "ABC"), (17, "BCA"), (2, "BAC"), (10, "CAB"), (8, "CBA"))


def test_condorcets_sixty_voters():
    """Condorcet 1785, as Young 1988 (American Political Science Review 82) discusses it: a cycle."""
    points, fewest = borda(CONDORCET_1785, "ABC"), kemeny(CONDORCET_1785, "ABC")
    assert points.scores == (58, 69, 53) and points.order == ("B", "A", "C") and points.cost == 86
    assert fewest.order == ("B", "C", "A") and fewest.cost == 76 and fewest.exact and len(fewest.best) == 1
    assert points.n_rankings == 60


def test_borda_may_pass_over_who_beats_everyone():
    votes = ballots((3, "ABC"), (2, "BCA"))
    assert borda(votes, "ABC").scores == (6, 7, 2) and borda(votes, "ABC").order[0] == "B"
    assert kemeny(votes, "ABC").order == ("A", "B", "C") and kemeny(votes, "ABC").cost == 4


def test_all_orders_of_least_cost_are_told():
    votes = ballots((4, "0123"), (3, "1032"), (2, "2103"), (1, "3012"))
    found = kemeny(votes)
    assert found.cost == 15 and set(found.best) == {(0, 1, 2, 3), (1, 0, 2, 3)} and "do not decide" in found.note
    assert borda(votes).scores == (22, 22, 10, 6) and borda(votes).ranks == (1.5, 1.5, 3, 4)


def test_kemeny_is_the_median_and_local_search_finds_it_here():
    rng = np.random.default_rng(0)
    votes = [tuple(rng.permutation(6) + 1) for _ in range(5)]
    found = kemeny(votes)
    from itertools import permutations

    costs = [sum(kendall_distance(p, v, normalised=False) for v in votes) for p in permutations(range(1, 7))]
    assert found.cost == min(costs) and len(found.best) == sum(c == min(costs) for c in costs)
    near = kemeny(votes, exact_up_to=3)
    assert not near.exact and "local search" in near.note and near.cost >= found.cost
    assert near.cost <= borda(votes).cost


def test_ties_in_a_ballot_and_weights_count():
    assert borda([(1, 1, 3)], "abc").scores == (1.5, 1.5, 0)
    assert kemeny([(1, 2), (2, 1)], "ab", weights=[1, 3]).order == ("b", "a")
    assert len(kemeny([(1, 1)], "ab").best) == 2


@pytest.mark.parametrize(
    ("votes", "options", "said"),
    [
        ([], {}, "no ranking"),
        ([(1, 2), (1, 2, 3)], {}, "rankings 1 do not rank 2 things"),
        ([("a", "b")], {}, "ranks_of_order"),
        ([(1, float("nan"))], {}, "rankings 0 leave a place empty"),
        ([(1, 2)], {"things": "aa"}, "names, each once"),
        ([(1, 2)], {"weights": [-1]}, "from 0 up"),
    ],
)
def test_what_is_no_ranking_is_refused(votes, options, said):
    with pytest.raises(ValueError, match=said):
        kemeny(votes, **options)


def raters(seed=0, items=200, people=20, overlap=5):
    rng = np.random.default_rng(seed)
    truth = rng.normal(50, 10, items)
    bias, scale, noise = rng.normal(0, 5, people), rng.lognormal(0, 0.3, people), rng.uniform(1, 12, people)
    item = np.repeat(np.arange(items), overlap)
    who = np.concatenate([rng.permutation(people)[:overlap] for _ in range(items)])
    said = 50 + bias[who] + scale[who] * (truth[item] - 50) + noise[who] * rng.normal(size=len(item))
    return Labels.from_arrays(item, who, said), truth, bias, noise


def test_numbers_lose_each_persons_bias_scale_and_noise():
    labels, truth, bias, noise = raters()
    found, plain = aggregate_numbers(labels), aggregate_numbers(labels, "mean")
    error = [float(np.sqrt(((f.value - truth) ** 2).mean())) for f in (found, plain)]
    assert error[0] < 0.7 * error[1] and found.converged
    covered = [m.low <= t <= m.high for m, t in zip(found.measured(), truth, strict=True)]
    assert 0.88 <= np.mean(covered) <= 1
    people = list(found.people())
    assert np.corrcoef([p.bias for p in people], bias)[0, 1] > 0.95
    assert np.corrcoef([p.noise for p in people], noise)[0, 1] > 0.9
    assert max(people, key=lambda p: p.skill).noise < np.median(noise)


def test_mean_and_median_are_what_they_say():
    labels = Labels.from_matrix([[1, 4, None], [2, 6, None], [9, None, 3]])
    assert aggregate_numbers(labels, "mean").value == pytest.approx([4, 5, 3])
    assert aggregate_numbers(labels, "median").value == pytest.approx([2, 5, 3])
    single = list(aggregate_numbers(labels, "mean").measured())[2]
    assert single.se is None and single.low is None and single.n_labels == 1


def test_numbers_that_are_all_the_same_stay_so():
    found = aggregate_numbers(Labels.from_matrix([[3, 3], [3, 3]]))
    assert found.value == pytest.approx([3, 3]) and np.isfinite(found.se).all()


def test_numbers_are_refused_when_they_are_none():
    with pytest.raises(ValueError, match="needs numbers"):
        aggregate_numbers(Labels.from_matrix(["ab"]))
    with pytest.raises(ValueError, match="rows 1 hold inf"):
        aggregate_numbers(Labels.from_arrays([1, 2], ["a", "b"], [1.0, float("inf")]))
    with pytest.raises(ValueError, match="one of model, mean, median"):
        aggregate_numbers(Labels.from_matrix([[1]]), "mode")


def test_sets_are_voted_on_tag_by_tag():
    labels = Labels.from_matrix([[{"a"}, {"b"}], [{"a", "c"}, {"b"}], [{"a"}, set()]], annotators="xyz")
    found = aggregate_sets(labels, "majority")
    assert found.sets == [{"a"}, {"b"}]
    first = next(found.believed())
    assert first.probability == pytest.approx({"a": 1, "c": 1 / 3}) and first.confidence == pytest.approx(2 / 3)
    assert [p.annotator for p in found.people()] == ["x", "y", "z"]


def test_who_ticks_everything_is_seen_through():
    rng = np.random.default_rng(0)
    truth = rng.random((80, 5)) < 0.3
    everything = [set("abcde")] * 80

    def rows(rate):
        return [{"abcde"[t] for t in range(5) if (rng.random() < rate) == row[t]} for row in truth]

    labels = Labels.from_matrix([rows(0.9), rows(0.9), rows(0.9), everything, everything])
    found = aggregate_sets(labels)
    right = np.mean([s == {"abcde"[t] for t in range(5) if row[t]} for s, row in zip(found.sets, truth, strict=True)])
    voted = aggregate_sets(labels, "majority")
    base = np.mean([s == {"abcde"[t] for t in range(5) if row[t]} for s, row in zip(voted.sets, truth, strict=True)])
    assert right > base + 0.1


def test_sets_are_refused_when_they_are_none():
    with pytest.raises(ValueError, match="are not sets"):
        aggregate_sets(Labels.from_matrix(["ab"]))
    with pytest.raises(ValueError, match="ticked 'b'"):
        aggregate_sets(Labels.from_matrix([[{"a", "b"}]]), tags=["a"])
    with pytest.raises(ValueError, match="nobody ticked"):
        aggregate_sets(Labels.from_matrix([[set()], [set()]]))


TEXT = Document(
    100,
    {
        "ann": [(10, 20, "claim"), (50, 60, "proof")],
        "bob": [(12, 20, "claim"), (51, 60, "claim")],
        "cy": [(11, 22, "claim"), (80, 85, "proof")],
    },
)


def test_spans_are_put_together_and_voted_on():
    found = aggregate_spans(TEXT)
    assert found.spans() == [(11, 20, "claim"), (50.5, 60, "claim")]
    places = found.documents[0]
    assert [round(b.support, 2) for b in places] == [1, 0.67, 0.33] and places[1].tied and not places[2].kept
    people = {p.annotator: p for p in found.people}
    assert people["ann"].skill == 1 and people["cy"].precision == 0.5 and people["cy"].recall == 0.5
    assert [b.label for b in aggregate_spans(TEXT, by_label=True).documents[0]].count("claim") == 2
    assert aggregate_spans(TEXT, weights={"bob": 0, "cy": 0}).spans() == [(10, 20, "claim"), (50, 60, "proof")]


def test_a_chain_of_neighbours_is_no_single_span():
    chain = Document(100, {p: [(10 * i, 10 * i + 20, "x")] for i, p in enumerate("abcdef")})
    found = aggregate_spans(chain, overlap=0.3).documents[0]
    assert all(b.end - b.start <= 25 for b in found) and len(found) >= 3


def test_who_marked_nothing_votes_against():
    silent = Document(50, {"a": [(0, 9, "x")], "b": [], "c": []})
    assert aggregate_spans(silent).spans() == []
    assert {p.annotator: p.skill for p in aggregate_spans(silent).people} == {"a": 0, "b": None, "c": None}


def test_spans_do_not_depend_on_the_order_of_people():
    turned = Document(100, dict(reversed(list(TEXT.spans.items()))))
    assert aggregate_spans(turned).documents == aggregate_spans(TEXT).documents
    for options, said in (({"overlap": 0}, "overlap is in"), ({"weights": {"ann": -1}}, "negative")):
        with pytest.raises(ValueError, match=said):
            aggregate_spans(TEXT, **options)


def test_the_medoid_is_the_answer_nearest_to_the_others():
    labels = Labels.from_matrix([["the cat sat", "x"], ["the cat sat.", None], ["a dog ran", None]])
    found = medoid(labels)
    assert found.values == ["the cat sat", "x"]
    first, alone = found.believed()
    assert first.distance > 0 and not first.tied and alone.distance is None and alone.share == 1
    assert [round(p.chosen, 1) for p in found.people()] == [1, 0, 0]
    even = medoid(Labels.from_matrix([["b"], ["a"]]))
    assert even.values == ["a"] and next(even.believed()).tied
    assert medoid(Labels.from_matrix([["b"], ["a"]], annotators="xy"), weights={"x": 2}).values == ["b"]
    with pytest.raises(ValueError, match="distance between 'a' and 'b' is -1"):
        medoid(labels=Labels.from_matrix([["b"], ["a"]]), distance=lambda a, b: -1)
