"""Distances between two labels, to pass as ``distance=`` to `accord.quality.krippendorff_alpha`; 0 same, 1 as far as can be."""

from accord.quality.distances.boxes import box_distance, box_giou, box_iou
from accord.quality.distances.curves import curve_rmse, dtw, frechet, hausdorff
from accord.quality.distances.rankings import footrule, kendall_distance, ranks_of_order
from accord.quality.distances.sets import jaccard_distance, masi_distance
from accord.quality.distances.span_overlap import span_distance
from accord.quality.distances.text import corpus_word_error_rate, edit_distance, levenshtein, word_error_rate
from accord.quality.distances.tree_edit import tree_edit_distance
from accord.quality.distances.trees import Taxonomy

__all__ = [
    "Taxonomy",
    "box_distance",
    "box_giou",
    "box_iou",
    "corpus_word_error_rate",
    "curve_rmse",
    "dtw",
    "edit_distance",
    "footrule",
    "frechet",
    "hausdorff",
    "jaccard_distance",
    "kendall_distance",
    "levenshtein",
    "masi_distance",
    "ranks_of_order",
    "span_distance",
    "tree_edit_distance",
    "word_error_rate",
]
