"""Gamma: align everybody's spans as cheaply as can be, and compare the cost with that of random annotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from scipy import optimize, sparse

from accord.quality._bootstrap import check_confidence
from accord.quality.results import Basis, Estimate, Interval
from accord.quality.spans.document import Document, Span, documents


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices of a misfit: ``alpha`` scales the positional part, ``beta`` the labels', ``delta`` is an unmatched span."""

    alpha: float = 1.0
    beta: float = 1.0
    delta: float = 1.0

    def between(self, a: Span, b: Span) -> float:
        """Dissimilarity of two spans (Mathet et al. 2015, section 4.3)."""
        labels = 0.0 if a.label == b.label else self.beta
        return self.delta * (self.alpha * position(a, b) + labels)


def position(a: Span, b: Span) -> float:
    """((|start difference| + |end difference|)/(sum of lengths))^2.

    >>> position(Span(0, 10), Span(2, 10)) == (2 / 18) ** 2
    True
    """
    apart: float = abs(a.start - b.start) + abs(a.end - b.end)
    return (apart / (a.end - a.start + b.end - b.start)) ** 2


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest alignment: ``groups`` hold one span or None for each person; ``disorder`` its cost over the mean
    number of spans a person."""

    groups: list[tuple[Span | None, ...]]
    disorder: float


def align(document: Document, costs: Costs | None = None) -> Alignment:
    """Exact best alignment of all people's spans: an assignment for two, an integer program for more.

    A group costs the mean over pairs of people; a pair with a missing span costs ``delta``, so that a span that stays
    alone costs ``delta`` however many people there are.

    >>> align(Document(10, {"a": [(0, 4)], "b": [(0, 4)]})).disorder
    0.0
    """
    prices = costs or Costs()
    rows = list(document.spans.values())
    total = sum(map(len, rows))
    if len(rows) < 2 or not total:
        raise ValueError("an alignment needs two people and at least one span")
    groups = _two(rows[0], rows[1], prices) if len(rows) == 2 else _many(rows, prices)
    cost = sum(_price(g, prices) for g in groups)
    return Alignment(groups, cost / (total / len(rows)))


def gamma(
    given: Document | Iterable[Document],
    costs: Costs | None = None,
    *,
    samples: int = 300,
    confidence: float = 0.95,
    seed: int = 0,
) -> Estimate:
    """1 - observed / expected disorder of the best alignment: 1 the same spans, 0 as good as random ones.

    Args:
        given: a document, or several (their disorders add up, weighted by spans). Spans may overlap.
        costs: see `Costs`.
        samples: random annotations behind the expected disorder. The interval and the error are **of this simulation
            only** and shrink as 1/sqrt(samples); they say nothing of other documents.

    Random annotations follow the pooled number of spans a person, gaps, lengths (normal) and label shares of the
    document. Source: Mathet, Widloecher & Metivier 2015, "The unified and holistic method gamma", Computational
    Linguistics 41(3).

    >>> ann, bob = [(10, 20, "a"), (30, 40, "b"), (60, 75, "a")], [(10, 22, "a"), (31, 40, "b"), (60, 70, "b")]
    >>> 0.6 < gamma(Document(100, {"ann": ann, "bob": bob}), samples=50).estimate < 0.7
    True
    """
    return _ratio(given, costs, samples, confidence, seed, "gamma", _disorder)


def gamma_cat(
    given: Document | Iterable[Document],
    costs: Costs | None = None,
    *,
    samples: int = 300,
    confidence: float = 0.95,
    seed: int = 0,
    unmet: float = 1.0,
) -> Estimate:
    """Gamma of the labels alone, on the best alignment: pairs weigh the more the better their places fit.

    A pair of spans weighs max(0, 1 - positional dissimilarity) over (spans in its group - 1), Mathet's 4.2.5; a span
    without a partner counts as a disagreement of weight 1, so that an alignment cannot look good by leaving the hard
    spans alone. ``unmet`` is the disorder of an annotation in which nothing found a partner: all of it (1) here.
    pygamma-agreement says none (0), which lowers what is to be expected of random annotations: where a high ``beta``
    splits many pairs it answers lower (.21 to .24 where 1 gives .31).

    Source: Mathet 2017, "The agreement measure gamma-cat", Computational Linguistics 43(3).

    >>> same = Document(20, {"ann": [(0, 4, "a"), (9, 12, "b")], "bob": [(0, 4, "a"), (9, 12, "b")]})
    >>> gamma_cat(same, samples=20).estimate
    1.0
    """
    return _ratio(given, costs, samples, confidence, seed, "gamma-cat", partial(_label_disorder, unmet=unmet))


def _ratio(
    given: Document | Iterable[Document],
    costs: Costs | None,
    samples: int,
    confidence: float,
    seed: int,
    name: str,
    disorder: Any,
) -> Estimate:
    check_confidence(confidence)
    prices = costs or Costs()
    read = [d for d in documents(given) if len(d.people) > 1]
    marked = [d for d in read if any(d.spans.values())]
    people, spans = {p for d in read for p in d.people}, sum(len(s) for d in read for s in d.spans.values())
    basis = Basis(name, confidence, len(marked), len(people), spans)
    if not marked:
        return basis.undefined("nobody marked a span" if read else "no document was read by two people")
    rng = np.random.default_rng(seed)
    share = np.array([sum(map(len, d.spans.values())) for d in marked], dtype=np.float64)
    share /= share.sum()
    observed = float(share @ [disorder(align(d, prices), prices) for d in marked])
    drawn = np.array([[disorder(_sample(d, rng, prices), prices) for _ in range(samples)] for d in marked])
    expected = float(share @ drawn.mean(1))
    if expected <= 0:
        return basis.undefined("random annotations would agree as well, so that there is no disorder to expect")
    value = 1 - observed / expected
    error = float(np.sqrt((share**2 * drawn.var(1, ddof=1)).sum() / samples))
    ends = sorted(1 - observed / max(expected + sign * 1.96 * error, 1e-12) for sign in (-1, 1))
    span = Interval(ends[0], ends[1], observed / expected**2 * error, f"{samples} simulated annotations")
    return basis.sure(value, span).noting("the interval is of the simulation, not of other documents")


def _disorder(alignment: Alignment, _: Costs) -> float:
    return alignment.disorder


def _label_disorder(alignment: Alignment, costs: Costs, unmet: float = 1.0) -> float:
    if all(sum(span is not None for span in group) == 1 for group in alignment.groups):
        return unmet
    apart = weight = 0.0
    for group in alignment.groups:
        spans = [span for span in group if span is not None]
        if len(spans) == 1:
            apart, weight = apart + 1, weight + 1
            continue
        for a, b in combinations(spans, 2):
            fit = max(0.0, 1 - costs.alpha * position(a, b)) / (len(spans) - 1)
            weight += fit
            apart += fit * (a.label != b.label)
    return apart / weight if weight else 0.0


def _price(group: tuple[Span | None, ...], costs: Costs) -> float:
    pairs = list(combinations(group, 2))
    return sum(costs.delta if a is None or b is None else costs.between(a, b) for a, b in pairs) / len(pairs)


def _two(one: Any, other: Any, costs: Costs) -> list[tuple[Span | None, ...]]:
    """Assignment with a stand-in for each span: matched to it, the span stays alone."""
    n, m = len(one), len(other)
    cost = np.zeros((n + m, m + n))
    cost[:n, :m] = [[costs.between(a, b) for b in other] for a in one] if n and m else 0
    cost[:n, m:] = costs.delta
    cost[n:, :m] = costs.delta
    groups: list[tuple[Span | None, ...]] = []
    for i, j in zip(*optimize.linear_sum_assignment(cost), strict=True):
        if i < n or j < m:
            groups.append((one[i] if i < n else None, other[j] if j < m else None))
    return groups


def _many(rows: list[Any], costs: Costs) -> list[tuple[Span | None, ...]]:
    """Every span in exactly one group; groups dearer than leaving their spans alone cannot win (Mathet 2015, 5.1)."""
    groups = _candidates(rows, costs)
    index = {(p, i): 0 for p, spans in enumerate(rows) for i in range(len(spans))}
    for place, key in enumerate(index):
        index[key] = place
    used = [(index[p, i], g) for g, picks in enumerate(groups) for p, i in enumerate(picks) if i is not None]
    at, column = zip(*used, strict=True)
    member = sparse.csr_array((np.ones(len(used)), (at, column)), shape=(len(index), len(groups)))
    named = [tuple(None if i is None else rows[p][i] for p, i in enumerate(picks)) for picks in groups]
    found = optimize.milp(
        np.array([_price(g, costs) for g in named]),
        integrality=np.ones(len(groups)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(member, 1, 1),
    )
    return [named[g] for g in np.flatnonzero(found.x > 0.5)]


def _candidates(rows: list[Any], costs: Costs) -> list[tuple[int | None, ...]]:
    pairs = len(rows) * (len(rows) - 1) / 2
    grown: list[tuple[tuple[int | None, ...], float]] = [((), 0.0)]
    for spans in rows:
        longer = []
        for picks, cost in grown:
            for i in (None, *range(len(spans))):
                more = sum(
                    costs.delta if i is None or k is None else costs.between(rows[o][k], spans[i])
                    for o, k in enumerate(picks)
                )
                if cost + more <= costs.delta * pairs * len(rows) + 1e-9:
                    longer.append(((*picks, i), cost + more))
        grown = longer
    limit = costs.delta * pairs
    return [
        picks
        for picks, cost in grown
        if any(i is not None for i in picks) and cost <= limit * sum(i is not None for i in picks) + 1e-9
    ]


def _sample(document: Document, rng: np.random.Generator, costs: Costs) -> Alignment:
    """The best alignment of one random annotation of the document."""
    rows = list(document.spans.values())
    pool = [s for spans in rows for s in spans]
    sizes = np.array([len(spans) for spans in rows], dtype=np.float64)
    lengths = np.array([s.end - s.start for s in pool], dtype=np.float64)
    gaps = np.array(_gaps(rows), dtype=np.float64)
    made: dict[Any, list[Span]] = {}
    for person in document.people:
        count, at, spans = max(0, round(abs(rng.normal(sizes.mean(), sizes.std())))), 0.0, []
        for _ in range(count):
            start = at + rng.normal(gaps.mean(), gaps.std())
            size = abs(rng.normal(lengths.mean(), lengths.std())) or lengths.mean()
            spans.append(Span(start, start + size, pool[rng.integers(len(pool))].label))
            at = start + size
        made[person] = spans
    if not any(made.values()):
        made[document.people[0]] = [pool[0]]
    return align(_Loose(made), costs)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Loose:
    """Random spans, which may leave the continuum."""

    spans: dict[Any, list[Span]]


def _gaps(rows: Any) -> list[float]:
    """From the end of a span to the start of the same person's next; where nobody has two spans, from 0."""
    between = [b.start - a.end for spans in rows for a, b in pairwise(spans)]
    return between or [spans[0].start for spans in rows if spans]
