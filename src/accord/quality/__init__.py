"""Statistics of human judgment: how far people agree, what to believe, whom to trust, where groups differ.

Pure numpy and scipy, usable without the rest of Accord. Names load on first use, so importing the package costs nothing:

>>> from accord.quality import Labels, krippendorff_alpha
>>> labels = Labels.from_matrix(["aab.", "aabb"], missing=".")
>>> round(krippendorff_alpha(labels, interval=None).estimate, 3)
1.0
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# name -> module under accord.quality that defines it
_HOME: dict[str, str] = {
    "Labels": "labels",
    "BadRows": "faults",
    "Estimate": "results",
    "percent_agreement": "agreement.percent",
    "krippendorff_alpha": "agreement.krippendorff",
    "alpha_from_counts": "agreement.krippendorff",
    "sampled_alpha": "agreement.sampled",
    "Test": "results",
    "cohen_kappa": "agreement.cohen",
    "cohen_test": "agreement.cohen",
    "scott_pi": "agreement.scott",
    "fleiss_kappa": "agreement.fleiss",
    "fleiss_test": "agreement.fleiss",
    "conger_kappa": "agreement.conger",
    "gwet_ac": "agreement.gwet",
    "brennan_prediger": "agreement.brennan_prediger",
    "icc": "agreement.icc",
    "kendall_w": "agreement.concordance",
    "kendall_w_test": "agreement.concordance",
    "by_category": "agreement.breakdown",
    "by_pair": "agreement.breakdown",
    "by_annotator": "agreement.breakdown",
    "pair_matrix": "agreement.breakdown",
    "contingency": "agreement.pairs",
    "coincidences": "agreement.coincidence",
    "Document": "spans.document",
    "Span": "spans.document",
    "unitised_alpha": "spans.unitised",
    "coverage": "spans.unitised",
    "gamma": "spans.gamma",
    "gamma_cat": "spans.gamma",
    "Costs": "spans.gamma",
    "align": "spans.gamma",
    "span_f1": "spans.f1",
    "proportion": "proportions",
    "share_difference": "proportions",
    "share_ratio": "proportions",
    "stratified_share": "strata",
    "stratified_mean": "strata",
    "allocate": "strata",
    "adjust": "multiplicity",
    "gold_accuracy": "annotators.skill",
    "beta_accuracy": "annotators.skill",
    "skill": "annotators.skill",
    "pace": "annotators.pace",
    "time_outliers": "annotators.pace",
    "straight_lining": "annotators.patterns",
    "position_bias": "annotators.patterns",
    "option_position_bias": "annotators.patterns",
    "cusum": "annotators.drift",
    "change_point": "annotators.drift",
    "fatigue": "annotators.drift",
    "agreement_graph": "annotators.collusion",
    "severity": "annotators.severity",
    "aggregate": "aggregation.choosing",
    "AGGREGATIONS": "aggregation.choosing",
    "Consensus": "aggregation.consensus",
    "majority_vote": "aggregation.majority",
    "wawa": "aggregation.wawa",
    "zero_based_skill": "aggregation.zero_based",
    "dawid_skene": "aggregation.dawid_skene",
    "Priors": "aggregation.dawid_skene",
    "MAXIMUM_LIKELIHOOD": "aggregation.dawid_skene",
    "one_coin": "aggregation.one_coin",
    "glad": "aggregation.glad",
    "mace": "aggregation.mace",
    "kos": "aggregation.kos",
    "committee": "aggregation.committee",
    "Balance": "aggregation.committee",
    "aggregate_numbers": "aggregation.numbers",
    "borda": "aggregation.rankings",
    "kemeny": "aggregation.rankings",
    "aggregate_sets": "aggregation.sets",
    "aggregate_spans": "aggregation.spans",
    "medoid": "aggregation.medoid",
    "enough": "stopping.posterior",
    "item_posterior": "stopping.posterior",
    "value_of_label": "stopping.lookahead",
    "most_valuable": "stopping.lookahead",
    "items_for_interval": "stopping.planning",
    "accuracy_of_overlap": "stopping.planning",
    "overlap_for": "stopping.planning",
    "plan_stopping": "stopping.planning",
    "replay_overlap": "stopping.replay",
    "cohesion": "groups.cohesion",
    "cross_replication": "groups.replication",
    "permutation_test": "groups.difference",
    "rating_differences": "groups.difference",
    "disparity": "groups.disparity",
    "disparity_of": "groups.disparity",
    "flip_rate": "groups.flips",
    "rebalance_weights": "groups.rebalance",
    "rebalanced_subset": "groups.rebalance",
    "effective_size": "groups.rebalance",
    "Battles": "preference.battles",
    "style_difference": "preference.battles",
    "win_matrix": "preference.matrix",
    "both_bad_rate": "preference.matrix",
    "connectivity": "preference.connectivity",
    "bradley_terry": "preference.strength",
    "davidson": "preference.strength",
    "rao_kupper": "preference.strength",
    "plackett_luce": "preference.plackett_luce",
    "elo": "preference.elo",
    "rank_sets": "preference.ranks",
    "position_effect": "preference.bias",
    "length_effect": "preference.bias",
    "judge_alignment": "judges.alignment",
    "alternative_test": "judges.alignment",
    "order_consistency": "judges.swaps",
    "powered_mean": "judges.powered",
    "powered_win_rate": "judges.powered",
    "mixture_radius": "judges.anytime",
    "mixture_rho": "judges.anytime",
    "stitched_radius": "judges.anytime",
    "beta_binomial": "judges.anytime",
    "betting_interval": "judges.anytime",
    "bernstein_interval": "judges.anytime",
    "ab_test": "judges.ab",
    "msprt": "judges.ab",
    "ab_sample_size": "judges.ab",
    "win_rate_sample_size": "judges.ab",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Import the module that holds ``name`` and remember it here."""
    if name not in _HOME:
        raise AttributeError(f"module 'accord.quality' has no attribute {name!r}")
    value = getattr(import_module(f"accord.quality.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
