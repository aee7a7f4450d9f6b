"""The choice of "auto": how loudly each model speaks, by how much the labels can say about people."""

from __future__ import annotations

from dataclasses import replace

from accord.quality.aggregation._sums import CELLS
from accord.quality.aggregation.committee import Balance, committee
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.mace import mace
from accord.quality.aggregation.majority import majority_vote
from accord.quality.aggregation.sparsity import Sparsity
from accord.quality.labels import Labels


def automatic(labels: Labels) -> Consensus:
    """The method of `aggregate` with method="auto"; ``why`` of the result says what was chosen and for what reason."""
    sparsity = Sparsity.of(labels)
    q = labels.n_categories
    if q < 2:
        return replace(majority_vote(labels), why="majority: there is one category")
    if sparsity.overlap <= 1:
        return replace(majority_vote(labels), why="majority: no item has two labels, so nothing is known of people")
    if labels.n_annotators * q * q > CELLS:
        why = f"MACE: {labels.n_annotators} confusion matrices of {q} x {q} do not fit in memory"
        return replace(mace(labels), why=why)
    return replace(committee(labels, balanced(sparsity)), why=_reason(sparsity))


def balanced(sparsity: Sparsity) -> Balance:
    """How a committee speaks at this sparsity."""
    trust, doubt = sparsity.trust, 1 - sparsity.trust
    dawid_skene, mace_, even_mace = 6 * trust, trust + 2 * doubt, doubt
    votes = doubt * 20 / (20 + sparsity.depth)
    votes *= (dawid_skene + mace_ + even_mace) / (1 - votes)
    return Balance(dawid_skene, mace_, even_mace, votes, anchor=4 * doubt, even=6 / (6 + sparsity.per_category))


def _reason(sparsity: Sparsity) -> str:
    """What was seen and what follows."""
    balance = balanced(sparsity)
    whole = balance.dawid_skene + balance.mace + balance.even_mace + balance.votes
    shares = {
        "Dawid-Skene": balance.dawid_skene,
        "MACE": balance.mace + balance.even_mace,
        "the votes": balance.votes,
    }
    parts = ", ".join(f"{name} {share / whole:.0%}" for name, share in shares.items())
    told = "enough to know each person's habits" if sparsity.trust > 0.5 else "little to know each person by"
    return f"{sparsity}: {told}, so that the committee is {parts}"
