"""Spans: marks of several people that mean the same place are put together, then voted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation.consensus import TIE
from accord.quality.spans.document import Document, Span, documents


@dataclass(frozen=True, slots=True)
class SpanBelief:
    """One place that somebody marked.

    Attributes:
        start, end: weighted medians of the ends that people gave it.
        label: the label most of them gave; ``labels`` are the shares.
        support: weight of the people who marked it, of all who read the document.
        kept: whether the support passes the threshold.
        tied: whether another label has the same share; then the one that sorts first was taken.
        people: who marked it.
    """

    start: float
    end: float
    label: Any
    labels: dict[Any, float]
    support: float
    kept: bool
    tied: bool
    people: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """One person: spans marked, of them in kept places (``precision``), kept places found (``recall``), and the F1 of
    both as ``skill``; None where there is nothing to take a share of."""

    annotator: Any
    n_spans: int
    precision: float | None
    recall: float | None
    skill: float | None


@dataclass(frozen=True, slots=True)
class SpanConsensus:
    """For each document its places in order; for each person how they did; ``threshold`` and ``overlap`` as asked."""

    documents: tuple[tuple[SpanBelief, ...], ...]
    people: tuple[Marker, ...]
    threshold: float
    overlap: float

    def spans(self, document: int = 0) -> list[Span]:
        """The spans to believe in one document."""
        return [Span(b.start, b.end, b.label) for b in self.documents[document] if b.kept]


def aggregate_spans(
    given: Document | Iterable[Document],
    *,
    threshold: float = 0.5,
    overlap: float = 0.5,
    by_label: bool = False,
    weights: Mapping[Any, float] | None = None,
) -> SpanConsensus:
    """Cluster the spans of a document by overlap, one span a person, then keep what enough people marked.

    Args:
        given: documents; a person who read one and marked nothing stands there with an empty list, and votes against.
        threshold: support above which a place is kept; .5 is a majority (exactly half is not enough).
        overlap: least intersection over union with **every** span of a cluster for a span to join it, so that a chain
            of neighbours does not become one long span; above 0.
        by_label: True keeps places with different labels apart, else they are one place with a vote on the label.
        weights: person -> weight from 0 up, e.g. `skill` of an earlier result; others weigh 1.

    Returns:
        SpanConsensus; places below the threshold are there too, with ``kept`` False.

    Pairs join in order of overlap, the nearest first, so that neither the order of people nor of spans matters.

    Raises:
        ValueError: no document, a weight below 0, a threshold or overlap outside 0..1.

    >>> text = Document(100, {"ann": [(10, 20, "claim")], "bob": [(12, 20, "claim")], "cy": [(50, 60, "claim")]})
    >>> aggregate_spans(text).spans()
    [Span(start=11.0, end=20.0, label='claim')]
    """
    if not 0 < overlap <= 1 or not 0 <= threshold < 1:
        raise ValueError(f"overlap is in (0, 1] and threshold in [0, 1), not {overlap!r} and {threshold!r}")
    weight = dict(weights or {})
    bad = [name for name, w in weight.items() if not (np.isfinite(w) and w >= 0)]
    if bad:
        raise ValueError(f"the weights of {bad} are negative or not numbers: a weight is 0 or more")
    texts = documents(given)
    told = tuple(_places(text, threshold, overlap, by_label, weight) for text in texts)
    names = list(dict.fromkeys(person for text in texts for person in text.people))
    return SpanConsensus(told, tuple(_marker(name, texts, told) for name in names), threshold, overlap)


def _iou(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both > 0 else 0.0


def _places(
    text: Document, threshold: float, overlap: float, by_label: bool, weight: dict[Any, float]
) -> tuple[SpanBelief, ...]:
    marks = [(person, span) for person, spans in text.spans.items() for span in spans]
    whole = sum(weight.get(person, 1.0) for person in text.people)
    groups = _clusters(marks, overlap, by_label)
    found = [_believed([marks[i] for i in group], weight, whole, threshold) for group in groups]
    return tuple(sorted(found, key=lambda b: (b.start, b.end, str(b.label))))


def _clusters(marks: list[tuple[Any, Span]], overlap: float, by_label: bool) -> list[list[int]]:
    """Groups of marks: complete linkage by overlap, nearest pair first, no person twice."""
    order = sorted(range(len(marks)), key=lambda i: marks[i][1].start)
    near: dict[tuple[int, int], float] = {}
    for at, i in enumerate(order):
        for j in order[at + 1 :]:
            if marks[j][1].start >= marks[i][1].end:
                break
            share = _iou(marks[i][1], marks[j][1])
            alike = not by_label or marks[i][1].label == marks[j][1].label
            if share >= overlap and alike and marks[i][0] != marks[j][0]:
                near[min(i, j), max(i, j)] = share
    group = {i: [i] for i in range(len(marks))}
    home = list(range(len(marks)))

    def key(pair: tuple[int, int]) -> tuple[Any, ...]:
        one, other = sorted(
            (marks[i][1].start, marks[i][1].end, str(marks[i][1].label), str(marks[i][0])) for i in pair
        )
        return (-near[pair], one, other)

    for i, j in sorted(near, key=key):
        a, b = home[i], home[j]
        if a == b or not all((min(x, y), max(x, y)) in near for x in group[a] for y in group[b]):
            continue
        group[a] += group.pop(b)
        for x in group[a]:
            home[x] = a
    return list(group.values())


def _believed(marks: list[tuple[Any, Span]], weight: dict[Any, float], whole: float, threshold: float) -> SpanBelief:
    votes: dict[Any, float] = {}
    each = [weight.get(person, 1.0) for person, _ in marks]
    for w, (_, span) in zip(each, marks, strict=True):
        votes[span.label] = votes.get(span.label, 0.0) + w
    mass = sum(each)
    shares = {
        label: v / mass if mass else 1 / len(votes) for label, v in sorted(votes.items(), key=lambda x: str(x[0]))
    }
    top = max(shares.values())
    best = [label for label, share in shares.items() if share >= top - TIE]
    support = mass / whole if whole else 0.0
    return SpanBelief(
        _median([s.start for _, s in marks], each),
        _median([s.end for _, s in marks], each),
        best[0],
        shares,
        support,
        support > threshold + TIE,
        len(best) > 1,
        tuple(sorted((person for person, _ in marks), key=str)),
    )


def _median(values: list[float], weight: list[float]) -> float:
    """Weighted median, the mean of both middle values where the weight halves between them."""
    pairs = sorted(zip(values, weight, strict=True))
    total = sum(weight)
    if total <= 0:
        return float(np.median(values))
    run, half = 0.0, total / 2
    for at, (value, w) in enumerate(pairs):
        run += w
        if run > half + TIE * total:
            return float(value)
        if run >= half - TIE * total:
            rest = [v for v, x in pairs[at + 1 :] if x > 0]
            return float((value + rest[0]) / 2) if rest else float(value)
    return float(pairs[-1][0])


def _marker(name: Any, texts: list[Document], told: tuple[tuple[SpanBelief, ...], ...]) -> Marker:
    made = sum(len(text.spans.get(name, ())) for text in texts)
    places = [b for text, row in zip(texts, told, strict=True) if name in text.spans for b in row if b.kept]
    hits = sum(name in b.people for b in places)
    both = made + len(places)
    return Marker(
        name,
        made,
        hits / made if made else None,
        hits / len(places) if places else None,
        2 * hits / both if both else None,
    )
