"""What another label is worth, before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation.consensus import Consensus
from accord.quality.arrays import FloatArray
from accord.quality.stopping.posterior import confusions, shares

LOSSES = ("error", "log")


@dataclass(frozen=True, slots=True)
class Value:
    """What further labels are expected to change.

    Attributes:
        before, after: expected score now and after ``steps`` labels: P(right) for loss "error", minus the entropy in
            nats for "log".
        gain: after - before, never below 0.
        flip: probability that the believed category changes.
        steps: labels looked ahead.
    """

    before: float
    after: float
    gain: float
    flip: float
    steps: int


def value_of_label(posterior: Sequence[float], person: Any = 0.8, *, steps: int = 1, loss: str = "error") -> Value:
    """Expected gain of ``steps`` further labels on one item by people of known skill.

    Args:
        posterior: of the item now, shape (q,).
        person: accuracy of whoever is asked next, or their confusion matrix (true, said).
        steps: labels to look ahead. Few labels often cannot change the decision: after two alike, one or two more can at
            most make it a draw, so that their gain in P(right) is exactly 0 though a third has some. Look ahead further,
            or use loss="log".
        loss: "error" (share of right decisions) or "log" (entropy: any news counts).

    Exact: labels are exchangeable, so all counts of ``steps`` labels are summed, C(steps + q - 1, q - 1) of them.

    Source: the value of information of Howard 1966; for labels Sheng, Provost & Ipeirotis 2008, "Get another label?".

    >>> two_alike = [0.64 / 0.68, 0.04 / 0.68]
    >>> [round(value_of_label(two_alike, 0.8, steps=n).gain, 4) for n in (1, 2, 3)]
    [0.0, 0.0, 0.0226]
    >>> round(value_of_label(two_alike, 0.8, loss="log").gain, 3)
    0.045
    """
    now = shares(posterior, len(posterior))
    if loss not in LOSSES:
        raise ValueError(f"unknown loss {loss!r}: one of {', '.join(LOSSES)}")
    if steps < 1:
        raise ValueError(f"steps must be 1 or more, not {steps}")
    table = confusions(person, 1, len(now))[0]
    chance, after = outcomes(now, table, steps)
    before, later = _score(now[None], loss)[0], float(chance @ _score(after, loss))
    best = int(now.argmax())
    changed = after.max(1) > after[:, best] * (1 + 1e-9)
    return Value(float(before), later, max(later - float(before), 0.0), float(chance @ changed), steps)


def outcomes(now: FloatArray, table: FloatArray, steps: int) -> tuple[FloatArray, FloatArray]:
    """Every count of ``steps`` labels by category: its probability (m,) and the posterior after it (m, q)."""
    from scipy.special import gammaln

    q = len(now)
    counts = _compositions(steps, q)
    ways = gammaln(steps + 1) - gammaln(counts + 1).sum(1)
    logs = np.log(np.maximum(table, 1e-300))
    joint = np.log(np.maximum(now, 1e-300)) + counts @ logs.T + ways[:, None]
    joint = np.exp(joint)
    chance = joint.sum(1)
    after = np.full_like(joint, 1 / q)
    np.divide(joint, chance[:, None], out=after, where=chance[:, None] > 0)
    return np.asarray(chance), after


def _compositions(total: int, parts: int) -> Any:
    """All ways to write ``total`` as ``parts`` whole numbers from 0, shape (m, parts)."""
    if parts == 1:
        return np.array([[total]])
    rest = [_compositions(total - first, parts - 1) for first in range(total + 1)]
    return np.concatenate([np.column_stack([np.full(len(r), first), r]) for first, r in enumerate(rest)])


def _score(posterior: FloatArray, loss: str) -> FloatArray:
    if loss == "error":
        return np.asarray(posterior.max(1))
    return np.asarray((posterior * np.log(np.maximum(posterior, 1e-300))).sum(1))


@dataclass(frozen=True, slots=True)
class Ask:
    """One item in the order in which a further label helps most, with what it is expected to change."""

    item: Any
    value: Value
    n_labels: int


def most_valuable(
    consensus: Consensus, person: Any = None, *, count: int | None = None, steps: int = 3, loss: str = "error"
) -> list[Ask]:
    """Items of a consensus ranked by what ``steps`` further labels are worth, best first.

    Args:
        person: accuracy or confusion matrix of who is asked next; default: the mean confusion matrix of the people,
            weighted by their labels, or their mean skill.
        count: how many items to return; default all.

    Equal gains: the item with fewer labels first, then the order of ``items``.

    >>> from accord.quality import Labels, aggregate
    >>> votes = Labels.from_matrix(["xxyyx", "xxyyy", "xxyyx"])
    >>> most_valuable(aggregate(votes, "one-coin"), count=1)[0].item
    4
    """
    model = typical(consensus) if person is None else person
    known: dict[bytes, Value] = {}
    found = []
    for b in consensus.believed():
        key = np.round(b.posterior, 9).tobytes()
        if key not in known:
            known[key] = value_of_label((b.posterior / b.posterior.sum()).tolist(), model, steps=steps, loss=loss)
        found.append(Ask(b.item, known[key], b.n_labels))
    found.sort(key=lambda a: (-round(a.value.gain, 12), a.n_labels))
    return found[:count]


def typical(consensus: Consensus) -> Any:
    """The next person's model: mean confusion matrix by labels given, or the mean skill."""
    weight = consensus.volume / consensus.volume.sum()
    if consensus.confusion is None:
        return float(weight @ consensus.skill)
    mean = np.tensordot(weight, consensus.confusion, 1)
    return mean / mean.sum(1, keepdims=True)
