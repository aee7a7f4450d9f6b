"""Does a judge agree with people as people agree with each other?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import special

from accord.quality._bootstrap import blocks, check_confidence, few_items, percentile, weights
from accord.quality.arrays import BoolArray, FloatArray
from accord.quality.faults import some
from accord.quality.labels import Labels
from accord.quality.levels import Distance, disagreement
from accord.quality.multiplicity import adjust
from accord.quality.results import Basis, Estimate, Interval


@dataclass(frozen=True, slots=True)
class Alignment:
    """Judge with people beside people with people, on the same items.

    Attributes:
        with_people: how often the judge and a person say the same; None for a level other than nominal.
        among_people: how often two people say the same.
        difference: with_people - among_people: above 0, the judge is nearer to people than they are to each other.
        corrected_with, corrected_among, corrected_difference: the same, corrected for chance: 1 - observed/expected
            disagreement, expected as if labels were dealt at random within the people, or between judge and people.
    """

    judge: Any
    with_people: Estimate
    among_people: Estimate
    difference: Estimate
    corrected_with: Estimate
    corrected_among: Estimate
    corrected_difference: Estimate


def judge_alignment(
    labels: Labels,
    judge: Any,
    *,
    level: str = "nominal",
    distance: Distance | None = None,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Alignment:
    """How near a judge is to people, against how near people are to each other; intervals by resampling items.

    Args:
        labels: of people and judge alike, the judge being one of the annotators.
        judge: its name, or a list of names (several runs of one judge, which count as one voice each).
        level, distance: as for `krippendorff_alpha`.

    Only items with two people or more and the judge are looked at, so that both sides rest on the same items.

    Source: agreement of a judge set against that between people: Zheng et al. 2023, "Judging LLM-as-a-judge with MT-bench
    and Chatbot Arena", section 4.2; between judge and people corrected as xRR (Wong, Paritosh & Aroyo 2021).

    >>> rows = ["aabbabab", "aabbabba", "aabbbbab"]
    >>> found = judge_alignment(Labels.from_matrix(rows, annotators=["ann", "bob", "gpt"]), "gpt")
    >>> round(found.with_people.estimate, 3), found.among_people.estimate, round(found.difference.estimate, 3)
    (0.75, 0.75, 0.0)
    """
    check_confidence(confidence)
    judges = _judges(labels, judge)
    people, said = _counts(labels, ~judges), _counts(labels, judges)
    m, k = people.sum(1), said.sum(1)
    used = (m >= 2) & (k >= 1)
    dropped = labels.n_labels - int((m + k)[used].sum())
    basis = Basis("", confidence, int(used.sum()), labels.n_annotators, int((m + k)[used].sum()), dropped)
    names = ("agreement with people", "agreement among people", "difference", "corrected, with people")
    bases = [_named(basis, name) for name in (*names, "corrected, among people", "corrected difference")]
    if not used.any():
        gone = [b.undefined("no item has labels by two people and the judge") for b in bases]
        return Alignment(judge, *gone)
    people, said, m, k = people[used], said[used], m[used], k[used]
    matrix = disagreement(labels, level, distance)
    cross = ((said @ matrix) * people).sum(1) / (k * m)
    within = ((people @ matrix) * people).sum(1) / (m * (m - 1))
    share_people, share_judge = people / m[:, None], said / k[:, None]

    def measures(w: FloatArray) -> FloatArray:
        total = w.sum(1)
        seen_cross, seen_within = (w @ part / total for part in (cross, within))
        p, q = ((w @ part) / total[:, None] for part in (share_people, share_judge))
        by_chance, among_chance = ((q @ matrix) * p).sum(1), ((p @ matrix) * p).sum(1)
        with np.errstate(divide="ignore", invalid="ignore"):
            one, other = 1 - seen_cross / by_chance, 1 - seen_within / among_chance
        return np.stack([1 - seen_cross, 1 - seen_within, seen_within - seen_cross, one, other, one - other])

    n = len(cross)
    point = measures(np.ones((1, n)))[:, 0]
    rng = np.random.default_rng(seed)
    size = max(1, 4_000_000 // n)
    drawn = [measures(weights(np.ones(n, np.int64), part.stop - part.start, rng)) for part in blocks(resamples, size)]
    draws = np.concatenate(drawn, 1)
    nominal = level == "nominal" and distance is None
    found = []
    for at, one in enumerate(bases):
        if at < 3 and not nominal:
            found.append(one.undefined("a share of the same answers is for the nominal level: read the corrected ones"))
        elif not np.isfinite(point[at]):
            found.append(one.undefined("all labels are one category, so that there is no disagreement to expect"))
        else:
            found.append(
                one.sure(float(point[at]), percentile(float(point[at]), draws[at], confidence)).noting(few_items(n))
            )
    return Alignment(judge, *found)


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether the judge could stand in for one person.

    Attributes:
        items: that the person and others and the judge labelled.
        advantage: share of items where the judge is as near to the others as the person, or nearer.
        p, adjusted: that the judge is worse than the person by epsilon or more, one-sided; and over the people.
    """

    annotator: Any
    items: int
    advantage: float
    p: float | None
    adjusted: float | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """The alternative annotator test.

    Attributes:
        winning_rate: share of the people for whom the judge could stand in (adjusted p below alpha).
        advantage: mean over people of the share of items where the judge does as well, or better.
        passes: winning_rate >= 1/2; None where nobody can be tested.
        people: one row a person, surest first.
    """

    winning_rate: float | None
    advantage: Estimate
    passes: bool | None
    people: list[Stand]


FEWEST = 30  # items a person that the test asks for


def alternative_test(
    labels: Labels,
    judge: Any,
    *,
    epsilon: float = 0.15,
    level: str = "nominal",
    distance: Distance | None = None,
    alpha: float = 0.05,
) -> Replacement:
    """May the judge replace people? Each person in turn is set against it in standing for the others.

    Args:
        epsilon: how much worse the judge may be, for being cheap: .2 against experts, .15 trained people, .1 a crowd.
        alpha: false discoveries allowed among the people (Benjamini-Yekutieli).

    Each person needs 30 items that at least one other person and the judge labelled; others are listed without p.

    Source: Calderon, Reichart & Dror 2025, "The alternative annotator test for LLM-as-a-judge", ACL, section 3.

    >>> import numpy as np
    >>> truth = np.arange(60) % 3
    >>> people = [np.where(np.arange(60) % 5 == k, (truth + 1) % 3, truth) for k in range(3)]
    >>> labels = Labels.from_matrix([*people, truth], annotators=["a", "b", "c", "gpt"])
    >>> found = alternative_test(labels, "gpt")
    >>> found.winning_rate, found.passes
    (1.0, True)
    """
    if not 0 <= epsilon < 1:
        raise ValueError(f"epsilon is how much worse the judge may be, from 0 to below 1, not {epsilon!r}")
    check_confidence(1 - alpha)
    judges = _judges(labels, judge)
    people, said = _counts(labels, ~judges), _counts(labels, judges)
    matrix = disagreement(labels, level, distance)
    k = said.sum(1)
    rows: list[tuple[Any, int, float, float | None]] = []
    for person in np.flatnonzero(~judges):
        own = _counts(labels, np.arange(labels.n_annotators) == person)
        others = people - own
        used = (own.sum(1) > 0) & (others.sum(1) > 0) & (k > 0)
        n = int(used.sum())
        if not n:
            continue
        far = others[used] @ matrix / others[used].sum(1)[:, None]
        by_judge = (said[used] * far).sum(1) / k[used]
        by_person = (own[used] * far).sum(1) / own[used].sum(1)
        wins, losses = by_judge <= by_person + 1e-12, by_person <= by_judge + 1e-12
        rows.append((labels.annotators[int(person)], n, float(wins.mean()), _worse(losses, wins, epsilon)))
    adjusted = adjust([p for *_, p in rows], "benjamini-yekutieli")
    stands = [Stand(*row, a) for row, a in zip(rows, adjusted, strict=True)]
    tested = [s for s in stands if s.adjusted is not None]
    basis = Basis("advantage probability", 1 - alpha, labels.n_items, len(stands), labels.n_labels)
    stands.sort(key=lambda s: (s.p is None, s.p or 0.0, -s.advantage))
    if not tested:
        why = f"no person has {FEWEST} items that others and the judge labelled too"
        return Replacement(None, basis.undefined(why), None, stands)
    rate = sum(s.adjusted is not None and s.adjusted < alpha for s in tested) / len(tested)
    return Replacement(rate, basis.sure(*_mean([s.advantage for s in tested], 1 - alpha)), rate >= 0.5, stands)


def _worse(losses: BoolArray, wins: BoolArray, epsilon: float) -> float | None:
    """One-sided t test of mean(losses - wins) >= epsilon."""
    n = len(wins)
    if n < FEWEST:
        return None
    gap = losses.astype(np.float64) - wins
    spread, mean = float(gap.std(ddof=1)), float(gap.mean())
    if not spread:
        return 0.0 if mean < epsilon else 1.0
    return float(special.stdtr(n - 1, (mean - epsilon) / (spread / np.sqrt(n))))


def _mean(values: Sequence[float], confidence: float) -> tuple[float, Interval]:
    """Mean over people with its t interval; none for a single person."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, Interval(None, None, None, "one person")
    se = float(np.std(values, ddof=1)) / len(values) ** 0.5
    half = float(special.stdtrit(len(values) - 1, (1 + confidence) / 2)) * se
    return mean, Interval(max(mean - half, 0.0), min(mean + half, 1.0), se, "t over people")


def _judges(labels: Labels, judge: Any) -> BoolArray:
    names = judge if isinstance(judge, (list, tuple, set, frozenset)) else [judge]
    if unknown := [name for name in names if name not in labels.annotators]:
        raise ValueError(f"no annotator {unknown[0]!r} among {some(map(repr, labels.annotators), 12)}: name the judge")
    found = np.array([name in names for name in labels.annotators])
    if found.all():
        raise ValueError("everybody is the judge: there must be people to set it against")
    return found


def _counts(labels: Labels, who: BoolArray) -> FloatArray:
    return labels.take(who[labels.annotator]).counts.astype(np.float64)


def _named(basis: Basis, name: str) -> Basis:
    return replace(basis, measure=name)
