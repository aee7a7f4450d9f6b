"""How near a score is to a known one: neighbours on a scale count as right as far as the question tolerates."""

from __future__ import annotations

from accord.schema.parameters import Parameters


def read_tolerance(p: Parameters, low: float, high: float) -> float:
    """The parameter `tolerance`: at least 0, and less than half of the scale, or nothing could be wrong in its middle."""
    found = p.number("tolerance", 0)
    if found and not 0 < found < (high - low) / 2:
        p.fault("tolerance", "out-of-range", f"a tolerance of {found} is not between 0 and half of {low} to {high}")
        return 0
    return found


def nearness(far: float, tolerance: float, length: float) -> float:
    """1 within the tolerance, from there down to 0 at the whole length of the scale.

    >>> [nearness(far, 1, 6) for far in (0, 1, 3.5, 6)]
    [1.0, 1.0, 0.5, 0.0]
    """
    beyond = far - tolerance
    return 1.0 - beyond / (length - tolerance) if beyond > 1e-9 else 1.0
