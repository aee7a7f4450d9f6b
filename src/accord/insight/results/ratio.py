"""A ratio of sums over records, with an interval that takes what belongs to one record together.

Claims of one answer, marks in one text, votes on one pair go together, so records are the units that are drawn: the linearised
variance of a ratio of totals (Cochran 1977, Sampling Techniques, eq. 6.13), with Wilson's interval at the effective sample size
for shares (Korn & Graubard 1998), Student's t on the logarithm for what cannot be negative, and as it is for everything else. Five sums a group, whatever the number of records.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from scipy import special  # not scipy.stats, which takes half a second to load


@dataclass(slots=True)
class Ratio:
    """Sums of what was counted (`top`) and of what it is counted in (`bottom`), record by record.

    >>> found = Ratio()
    >>> for top in (1, 1, 0, 1):
    ...     found.add(top, 1)
    >>> [round(found.figure(share=True)[name], 3) for name in ("estimate", "low", "high")]
    [0.75, 0.256, 0.963]
    """

    records: int = 0
    top: float = 0.0
    bottom: float = 0.0
    top2: float = 0.0
    cross: float = 0.0
    bottom2: float = 0.0

    def add(self, top: float, bottom: float) -> None:
        """One record's part."""
        self.records += 1
        self.top += top
        self.bottom += bottom
        self.top2 += top * top
        self.cross += top * bottom
        self.bottom2 += bottom * bottom

    def figure(
        self, *, share: bool = False, positive: bool = False, scale: float = 1.0, confidence: float = 0.95
    ) -> dict[str, Any]:
        """`{"estimate", "low", "high", "records", "n"}`; `why` where there is none, no interval from one record alone."""
        basis = {"records": self.records, "n": self.bottom}
        if self.bottom <= 0:
            return {"estimate": None, "low": None, "high": None, **basis, "why": "nothing was counted"}
        ratio = self.top / self.bottom
        if self.records < 2:
            return {"estimate": ratio * scale, "low": None, "high": None, **basis, "why": "one record so far"}
        spread = max(self.top2 - 2 * ratio * self.cross + ratio * ratio * self.bottom2, 0.0)
        variance = spread * self.records / (self.records - 1) / self.bottom**2
        if share:
            low, high = self._wilson(ratio, variance, confidence)
        elif positive and ratio > 0:
            ends = self._student(math.log(ratio), variance / ratio**2, confidence)
            low, high = (math.exp(min(end, 700.0)) for end in ends)  # beyond, a double ends
        else:
            low, high = self._student(ratio, variance, confidence)
        return {"estimate": ratio * scale, "low": low * scale, "high": high * scale, **basis, "why": None}

    def _student(self, value: float, variance: float, confidence: float) -> tuple[float, float]:
        half = float(special.stdtrit(self.records - 1, (1 + confidence) / 2)) * math.sqrt(variance)
        return value - half, value + half

    def _wilson(self, ratio: float, variance: float, confidence: float) -> tuple[float, float]:
        from accord.quality.proportions import wilson_ends

        ratio = min(max(ratio, 0.0), 1.0)
        plain = ratio * (1 - ratio)
        size = plain / variance if variance > 0 and plain > 0 else float(self.records)
        low, high = wilson_ends(ratio, min(size, self.bottom), confidence)
        return min(low, ratio), max(high, ratio)
