"""What work comes to: exact until the cent, rounded once a person. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
RULE = (
    "A person's sum is computed from exact seconds (or answers) and rounded once, half up, to 0.01; the total adds the rounded sums. "
    "Hours are shown rounded to 0.01 and not used further. Rejected and returned answers are counted and stay in the sum."
)


def amount(rate: Mapping[str, Any], answers: int, seconds: float) -> Decimal:
    """What somebody's work comes to.

    >>> amount({"per": "hour", "amount": "18.50"}, 10, 1801)
    Decimal('9.26')
    >>> amount({"per": "answer", "amount": "0.125"}, 3, 0)
    Decimal('0.38')
    """
    each = Decimal(rate["amount"])
    exact = each * answers if rate["per"] == "answer" else each * Decimal(str(seconds)) / 3600
    return exact.quantize(CENT, ROUND_HALF_UP)


def hours(seconds: float) -> str:
    """For reading only.

    >>> hours(5418.0)
    '1.51'
    """
    return str((Decimal(str(seconds)) / 3600).quantize(CENT, ROUND_HALF_UP))
