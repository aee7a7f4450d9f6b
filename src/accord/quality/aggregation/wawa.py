"""Wawa: worker agreement with aggregate, a majority vote weighted by how often each person goes with the majority."""

from __future__ import annotations

import numpy as np

from accord.quality.aggregation._table import vote_shares
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.labels import Labels


def wawa(labels: Labels) -> Consensus:
    """One step beyond majority: skill is agreement with the majority, votes weigh by skill.

    Ties of the first majority count by shares, so that no label's name decides who is skilled.

    Source: Appen's "worker agreement with aggregate"; one step of Dawid-Skene with one number a person.

    >>> labels = Labels.from_matrix(["xxyyx", "xxyyy", "yxxyy"], annotators=["ann", "bob", "cy"])
    >>> [round(p.skill, 2) for p in wawa(labels).people()]
    [0.8, 1.0, 0.6]
    """
    size, shares, _ = vote_shares(labels)
    top = shares >= shares.max(1, keepdims=True) - 1e-9
    first = top / top.sum(1, keepdims=True)
    volume = np.bincount(labels.annotator, minlength=labels.n_annotators)
    agreed = np.bincount(labels.annotator, first[labels.item, labels.value], minlength=labels.n_annotators)
    skill = agreed / np.maximum(volume, 1)
    _, posterior, classes = vote_shares(labels, skill[labels.annotator])
    return finished(labels, posterior, classes, size, "Wawa", skill=skill, iterations=1)
