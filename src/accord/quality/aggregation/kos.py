"""KOS: messages between items and people, for two categories and a design drawn at random."""

from __future__ import annotations

import numpy as np

from accord.quality.aggregation._votes import Votes
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels


def kos(labels: Labels, *, iterations: int = 10) -> Consensus:
    """Karger, Oh & Shah's message passing between items and people.

    Args:
        labels: two categories.
        iterations: rounds of messages. Many rounds on crowds where few people gave most labels collapse onto these
            people; the note then says so.

    Returns:
        Consensus whose posterior is a logistic of the item's standardised sum of messages: an order of sureness and no
        calibrated probability. ``skill`` is the share of labels that equal the result; ``extra["reliability"]`` the
        people's messages, -1 to 1.

    Raises:
        ValueError: more than two categories.

    The messages start at 1, so that the first round is a majority vote; they are normalised each round (they grow
    without bound otherwise) and their sign, which the method leaves open, is set so that most items agree with the
    majority.

    Source: Karger, Oh & Shah 2014, "Budget-optimal task allocation for reliable crowdsourcing systems", Operations
    Research 62.

    >>> labels = Labels.from_matrix(["xxyyxy", "xxyyxy", "xyxyxx"], annotators=["ann", "bob", "cy"])
    >>> kos(labels).labels
    ['x', 'x', 'y', 'y', 'x', 'y']
    """
    if labels.n_categories > 2:
        raise ValueError(
            f"KOS is for two categories, not {labels.n_categories}: use dawid_skene or mace, or recode to one category "
            "or not"
        )
    if iterations < 1:
        raise ValueError(f"iterations must be 1 or more, not {iterations}")
    votes = Votes.of(labels)
    sign = np.where(votes.value == 0, -1.0, 1.0)
    n, people = labels.n_items, votes.people
    to_item = np.ones(len(sign))  # message of the person to the item, one a label
    for _ in range(iterations):
        whole = np.bincount(votes.item, sign * to_item, minlength=n)
        to_person = whole[votes.item] - sign * to_item
        whole = np.bincount(votes.person, sign * to_person, minlength=people)
        to_item = whole[votes.person] - sign * to_person
        scale = float(np.sqrt((to_item**2).mean()))
        if scale == 0:  # nobody shares an item with anybody: each label stands alone
            to_item = np.ones(len(sign))
            break
        to_item = to_item / scale
    score = np.bincount(votes.item, sign * to_item, minlength=n)
    majority = np.bincount(votes.item, sign, minlength=n)
    if float(np.sign(score) @ np.sign(majority)) < 0:
        score, to_item = -score, -to_item
    spread = float(np.sqrt((score[votes.size > 0] ** 2).mean()))
    high = 1 / (1 + np.exp(-2 * score / spread)) if spread > 0 else np.full(n, 0.5)
    posterior = np.stack([1 - high, high], 1)[:, : votes.q] if votes.q > 1 else np.ones((n, 1))
    reliability = np.bincount(votes.person, to_item, minlength=people) / np.maximum(votes.volume, 1)
    top = float(np.abs(reliability).max(initial=0))
    held = _held(votes, to_item)
    note = (
        f"{held:.0%} of the weight lies with a tenth of the people: on such a crowd KOS follows them, use dawid_skene"
        if held > 0.5 and people >= 10
        else None
    )
    return finished(
        labels,
        posterior,
        posterior[votes.size > 0].mean(0),
        votes.size,
        f"KOS, {iterations} rounds",
        extra={"reliability": reliability / top if top else reliability},
        iterations=iterations,
        note=note,
    )


def _held(votes: Votes, to_item: FloatArray) -> float:
    """Share of all weight that the heaviest tenth of the people holds."""
    weight = np.sort(np.bincount(votes.person, np.abs(to_item), minlength=votes.people))[::-1]
    return float(weight[: max(1, votes.people // 10)].sum() / max(weight.sum(), 1e-300))
