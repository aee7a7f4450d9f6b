"""Krippendorff's unitised alphas: agreement on spans with the gaps between them as part of the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from accord.quality._bootstrap import check_confidence, check_resamples, few_items, percentile, weights
from accord.quality.arrays import FloatArray
from accord.quality.results import Basis, Estimate
from accord.quality.spans.document import Document, Span, documents

KINDS = ("u", "|u", "cu", "ku")


def unitised_alpha(
    given: Document | Iterable[Document],
    kind: str = "u",
    label: Any = None,
    *,
    interval: str | None = "bootstrap",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """Alpha for spans: 1 all mark the same, 0 as by chance.

    Args:
        given: documents; one person's spans may not overlap.
        kind: "u" places and labels; "|u" only span or gap; "cu" only labels, where spans meet; "ku" for one
            ``label``, where it meets spans.
        interval: "bootstrap" over documents or None; a single document has no interval.

    Returns:
        Estimate (``n_items`` documents, ``n_labels`` spans); None with the reason where nobody marked anything, no
        two people read a document, or there is nothing to disagree about.

    Source: Krippendorff, Mathet, Bouvry & Widloecher 2016, "On the reliability of unitizing textual continua", Quality
    & Quantity 50; Krippendorff 2019, Content Analysis, section 12.6. This is not alpha over characters, and not the
    1995 form that some tools still compute.

    >>> ann, bob = [(10, 20, "a"), (30, 40, "b"), (60, 75, "a")], [(10, 22, "a"), (31, 40, "b"), (60, 70, "b")]
    >>> round(unitised_alpha(Document(100, {"ann": ann, "bob": bob})).estimate, 4)
    0.645
    """
    check_confidence(confidence)
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}: one of {', '.join(KINDS)}")
    read = [d for d in documents(given) if len(d.people) > 1]
    counts = _Lengths.of(read)
    people = {p for d in read for p in d.people}
    spans = sum(len(s) for d in read for s in d.spans.values())
    name = f"unitised alpha ({kind}{'' if kind != 'ku' else f', {label}'})"
    basis = Basis(name, confidence, len(read), len(people), spans)
    if not read or not spans:
        return basis.undefined("nobody marked a span" if read else "no document was read by two people")
    if kind == "ku" and label not in counts.names:
        raise ValueError(f"nobody used the label {label!r}; there are {counts.names}")
    value = float(counts.alpha(np.ones((1, len(read))), kind, label)[0])
    if np.isnan(value):
        return basis.undefined(_reason(kind))
    if interval is None:
        return basis.plain(value)
    if len(read) < 2:
        return basis.plain(value).noting("no interval: it needs two documents or more")
    check_resamples(resamples)
    draws = counts.alpha(weights(np.ones(len(read), dtype=np.int64), resamples, seed), kind, label)
    return basis.sure(value, percentile(value, draws, confidence)).noting(few_items(len(read)))


def coverage(given: Document | Iterable[Document], label: Any) -> float | None:
    """Share of a label's length that meets another person's span: how much of the label (k)u alpha speaks of.

    >>> round(coverage(Document(10, {"a": [(0, 4, "x")], "b": [(2, 4, "x")]}), "x"), 3)
    0.667
    """
    counts = _Lengths.of([d for d in documents(given) if len(d.people) > 1])
    if label not in counts.names:
        return None
    row = counts.met.sum(0)[counts.names.index(label) + 1]
    return float(row[1:].sum() / row.sum())


def _reason(kind: str) -> str:
    if kind in ("cu", "ku"):
        return "no two people's spans meet with labels that could differ"
    return "everybody marked everything alike, so that there is no disagreement to expect"


@dataclass(frozen=True)
class _Lengths:
    """Per document: lengths on which person pairs say (c, k), index 0 the gap; and each value's own lengths."""

    names: list[Any]
    met: FloatArray  # (documents, 1 + labels, 1 + labels)
    own: FloatArray  # (documents, 1 + labels): length^2 of spans, length of gaps
    own_met: FloatArray  # (documents, labels): squared length of what of each span meets another's span

    @classmethod
    def of(cls, read: list[Document]) -> _Lengths:
        names = sorted({s.label for d in read for spans in d.spans.values() for s in spans}, key=repr)
        place = {name: i + 1 for i, name in enumerate(names)}
        q = len(names) + 1
        met, own, own_met = np.zeros((len(read), q, q)), np.zeros((len(read), q)), np.zeros((len(read), q))
        for d, document in enumerate(read):
            document.refuse_overlaps()
            tiled = [_tiles(spans, document.length, place) for spans in document.spans.values()]
            for one, other in permutations(range(len(tiled)), 2):
                _meet(tiled[one], tiled[other], met[d])
            met[d] /= len(tiled) - 1
            for one, tiles in enumerate(tiled):
                rest = [s for o, spans in enumerate(document.spans.values()) if o != one for s in spans]
                for start, end, value in tiles:
                    size = end - start
                    own[d, value] += size**2 if value else size
                    own_met[d, value] += _covered(start, end, rest) ** 2 if value else 0
        return cls(names, met, own, own_met[:, 1:])

    def alpha(self, weight: FloatArray, kind: str, label: Any) -> FloatArray:
        """(B, documents) -> (B,), NaN where undefined."""
        met = np.tensordot(weight, self.met, 1)
        own = weight @ self.own
        if kind in ("cu", "ku"):
            met, own = met[:, 1:, 1:], weight @ self.own_met
        expected = _expected(met, own)
        with np.errstate(invalid="ignore", divide="ignore"):
            if kind == "ku":
                k = self.names.index(label)
                observed, total = met[:, :, k].sum(1), expected[:, :, k].sum(1)
                apart = (observed - met[:, k, k]) / observed
                chance = (total - expected[:, k, k]) / total
            else:
                if kind == "|u":
                    met, expected = _fold(met), _fold(expected)
                apart = met.sum((1, 2)) - np.trace(met, axis1=1, axis2=2)
                chance = expected.sum((1, 2)) - np.trace(expected, axis1=1, axis2=2)
            return np.where(chance > 1e-12, 1 - apart / chance, np.nan)


def _expected(met: FloatArray, own: FloatArray) -> FloatArray:
    total = met.sum((1, 2))
    rows = met.sum(2)
    diagonal = np.zeros_like(met)
    index = np.arange(met.shape[1])
    diagonal[:, index, index] = own
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = total / (total**2 - own.sum(1))
        return np.asarray((rows[:, :, None] * rows[:, None, :] - diagonal) * scale[:, None, None])


def _fold(matrix: FloatArray) -> FloatArray:
    """Gap against any span."""
    gap = matrix[:, :1, :1]
    top = matrix[:, :1, 1:].sum(2, keepdims=True)
    side = matrix[:, 1:, :1].sum(1, keepdims=True)
    rest = matrix[:, 1:, 1:].sum((1, 2), keepdims=True)
    return np.concatenate([np.concatenate([gap, top], 2), np.concatenate([side, rest], 2)], 1)


def _tiles(spans: Any, length: float, place: dict[Any, int]) -> list[tuple[float, float, int]]:
    """The whole continuum as spans and gaps (value 0), from 0 to length."""
    tiles: list[tuple[float, float, int]] = []
    at = 0.0
    for start, end, label in spans:
        if start > at:
            tiles.append((at, start, 0))
        tiles.append((start, end, place[label]))
        at = end
    return [*tiles, (at, length, 0)] if at < length else tiles


def _meet(one: list[tuple[float, float, int]], other: list[tuple[float, float, int]], met: FloatArray) -> None:
    i = j = 0
    while i < len(one) and j < len(other):
        shared = min(one[i][1], other[j][1]) - max(one[i][0], other[j][0])
        if shared > 0:
            met[one[i][2], other[j][2]] += shared
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1


def _covered(start: float, end: float, others: list[Span]) -> float:
    """Length of [start, end) that some of the others' spans cover."""
    at, total = start, 0.0
    for s, e, _ in sorted(others, key=lambda s: (s[0], s[1])):
        low, high = max(s, at), min(e, end)
        if high > low:
            total += high - low
            at = high
    return total
