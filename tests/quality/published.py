"""Published data sets that several tests share, each with its source."""

from __future__ import annotations

import numpy as np

from accord.quality import Labels


def matrix(text: str, sep: str = "|") -> Labels:
    """Labels of people (rows) by items (columns) given as numbers, `.` missing."""
    rows = [[None if v == "." else float(v) for v in row.split()] for row in text.split(sep)]
    return Labels.from_matrix(rows)


def k12() -> Labels:
    """Krippendorff 2011, "Computing Krippendorff's alpha-reliability", example C: 4 observers, 12 units."""
    return matrix("1 2 3 3 2 1 4 1 2 . . .|1 2 3 3 2 2 4 1 2 5 . 3|. 3 3 3 2 3 4 2 2 5 1 .|1 2 3 3 2 4 4 1 2 5 1 .")


def counts(text: str) -> np.ndarray:
    """Items x categories counts, a row a word of digits."""
    return np.array([[int(c) for c in row] for row in text.split()])


FLEISS_1971 = counts(
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
FLEISS_TEXTBOOK = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)
COHEN_1960 = np.rint(np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]) * 200).astype(int)
GWET_3X3 = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
ARTSTEIN_POESIO = np.array([[46, 6, 0], [0, 32, 0], [0, 6, 10]])
WINNIPEG = np.array([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]])
NEW_ORLEANS = np.array([[5, 3, 0, 0], [3, 11, 4, 0], [2, 13, 3, 4], [1, 2, 4, 14]])


# Dawid & Skene 1979, Applied Statistics 28, table 1: a word a patient, the first anaesthetist's three answers, then one
# of each of the other four
_ANAESTHETISTS = (
    "1111111 3334334 1122122 2223121 2223222 2223322 1122111 3333433 2222223 2322223 4444444 2223343 "
    "1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 "
    "1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 "
    "2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222 "
)


def anaesthetists() -> Labels:
    """45 patients, classes 1 to 4, five anaesthetists; the first answered three times."""
    words = _ANAESTHETISTS.split()
    item = [patient for patient in range(1, len(words) + 1) for _ in range(7)]
    values = [int(v) for word in words for v in word]
    return Labels.from_arrays(item, [1, 1, 1, 2, 3, 4, 5] * len(words), values, duplicates="keep")


def eight_items() -> Labels:
    """Eight items, three people, a word an item: small enough to follow every method by hand."""
    words = ["xxx", "yyx", "xxy", "yyy", "xyy", "yyx", "xxx", "xyx"]
    return Labels.from_matrix(list(zip(*words, strict=True)), annotators="abc")
